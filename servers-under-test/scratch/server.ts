import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import type { Action, Patience, Surroundings } from './actions'
import { Connection } from './connection'
import { DEFECTS } from './defects'
import { FULL_STEPS } from './fixture'
import { LIMITS, type Limits } from './limits'
import { named, overlay } from './overlay'
import { VARIANTS } from './variants'

/** How to start the server. */
export interface ListenOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number
  /** 127.0.0.1 unless told. */
  readonly host?: string
  /** `full`: a site with virtual hosts, an origin policy, and paths that are missing, moved and protected. */
  readonly fixture?: 'full'
  /** Names of the legal variants to start with. */
  readonly variants?: readonly string[]
  /** Names of the defects to start with. */
  readonly defects?: readonly string[]
  readonly limits?: Partial<Limits>
}

/** A server that listens. `close` ends every connection too and is done when the port is free. */
export interface Listening {
  readonly port: number
  close(): Promise<void>
}

/**
 * Starts the server.
 * @throws {RangeError} for a defect or variant that does not exist; rejects with the error of the socket where the port is taken.
 */
export async function listen(options: ListenOptions = {}): Promise<Listening> {
  const steps = overlay([
    ...(options.fixture === undefined ? [] : [{ replaces: () => FULL_STEPS }]),
    ...(options.variants ?? []).map((name) => named(VARIANTS, name, 'variant')),
    ...(options.defects ?? []).map((name) => named(DEFECTS, name, 'defect')),
  ])
  const holders = new Set<SocketHolder>()
  const around: Surroundings = {
    steps,
    limits: steps.limits({ ...LIMITS, ...options.limits }),
    now: Date.now,
  }
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    const holder = new SocketHolder(socket, around, {
      gone: () => holders.delete(holder),
      die: () => server.close(),
    })
    holders.add(holder)
    if (steps.diesOf(holders.size)) server.close()
  })
  const port = await bind(server, options)
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const holder of holders) holder.destroy()
      }),
  }
}

function bind(server: Server, options: ListenOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

const SILENCE_STEP_MS = 10

interface Events {
  gone(): void
  die(): void
}

/** The only code that touches a socket: it does what the connection says and keeps its clocks. */
class SocketHolder {
  readonly #socket: Socket
  readonly #connection: Connection
  readonly #limits: Limits
  readonly #events: Events
  #queue: Action[] = []
  #held: NodeJS.Timeout | undefined
  #later: NodeJS.Timeout | undefined
  #clock: NodeJS.Timeout | undefined
  #patience: Patience | undefined
  #ended = false
  #lingered = 0

  constructor(socket: Socket, around: Surroundings, events: Events) {
    this.#socket = socket
    this.#limits = around.limits
    this.#events = events
    this.#connection = new Connection(around)
    socket.on('data', (bytes) => this.#receive(bytes))
    socket.on('end', () => this.#carryOut(this.#connection.finish()))
    socket.on('drain', () => socket.resume())
    // A reset is the peer's way to leave; 'close' follows and cleans up.
    socket.on('error', () => {
      if (around.steps.diesOfReset(this.#connection.begun)) events.die()
    })
    socket.on('close', () => this.#cleanUp())
    this.#keepClock()
  }

  destroy(): void {
    this.#socket.destroy()
  }

  #receive(bytes: Buffer): void {
    clearTimeout(this.#later)
    if (!this.#ended) {
      this.#carryOut(this.#connection.feed(bytes))
      return
    }
    // What still comes is read and dropped: to close with octets unread would reset the connection and lose the answer.
    this.#lingered += bytes.length
    if (this.#lingered > this.#limits.lingerBytes) this.destroy()
  }

  #carryOut(actions: readonly Action[]): void {
    this.#queue.push(...actions)
    this.#work()
    this.#keepClock()
  }

  #work(): void {
    while (this.#held === undefined) {
      const action = this.#queue.shift()
      if (action === undefined) return
      this.#do(action)
    }
  }

  #do(action: Action): void {
    switch (action.do) {
      case 'send':
        this.#write(action.bytes)
        return
      case 'later':
        this.#afterSilence(action.ms, () => this.#write(action.bytes))
        return
      case 'hold':
        this.#held = setTimeout(() => {
          this.#held = undefined
          this.#work()
        }, action.ms)
        return
      case 'die':
        this.#events.die()
        return
      case 'end':
        this.#end()
        return
    }
  }

  /** Waits in small steps, so that a time in which this process could not read does not count as silence of the peer. */
  #afterSilence(ms: number, act: () => void): void {
    if (ms <= 0) act()
    else this.#later = setTimeout(() => this.#afterSilence(ms - SILENCE_STEP_MS, act), SILENCE_STEP_MS)
  }

  #write(bytes: Buffer): void {
    // A peer that does not read is not read either, so that what waits for it stays bounded.
    if (!this.#socket.destroyed && !this.#ended && !this.#socket.write(bytes)) this.#socket.pause()
  }

  #end(): void {
    clearTimeout(this.#later)
    this.#ended = true
    this.#socket.resume()
    this.#socket.end()
    clearTimeout(this.#clock)
    this.#clock = setTimeout(() => this.destroy(), this.#limits.lingerMs)
  }

  #keepClock(): void {
    const patience = this.#connection.patience
    if (this.#ended || patience?.turn === this.#patience?.turn) return
    this.#patience = patience
    clearTimeout(this.#clock)
    this.#clock = undefined
    if (patience !== undefined) this.#clock = setTimeout(() => this.#carryOut(this.#connection.expire()), patience.ms)
  }

  #cleanUp(): void {
    clearTimeout(this.#clock)
    clearTimeout(this.#held)
    clearTimeout(this.#later)
    this.#queue = []
    this.#events.gone()
  }
}
