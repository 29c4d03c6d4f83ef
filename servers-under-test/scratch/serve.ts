import type { Socket } from 'node:net'
import type { Action, Patience } from './endpoint'
import type { ServerFunctions } from './functions'
import type { Limits } from './limits'

/** Serves a socket: gives its bytes to a connection and does what the connection asks. No other code touches a socket. */
export function serve(socket: Socket, server: ServerFunctions): void {
  const connection = server.connect(server)
  const writer = new ActionWriter(socket, server.limits)
  const clock = new Clock(() => act(connection.expire()))
  const act = (actions: readonly Action[]) => {
    writer.perform(actions)
    clock.follow(writer.ended ? undefined : connection.patience)
  }
  socket.on('data', (bytes) => (writer.ended ? writer.linger(bytes) : act(connection.feed(bytes))))
  socket.on('end', () => act(connection.finish()))
  socket.on('drain', () => socket.resume())
  // A peer may leave by a reset; 'close' follows and stops the timers.
  socket.on('error', () => {})
  socket.on('close', () => {
    clock.follow(undefined)
    writer.stop()
  })
  clock.follow(connection.patience)
}

/** Calls `expire` when a connection has waited for its peer too long. */
class Clock {
  readonly #expire: () => void
  #timer: NodeJS.Timeout | undefined
  #patience: Patience | undefined

  constructor(expire: () => void) {
    this.#expire = expire
  }

  /** Starts with a patience whose turn is new; stops where there is none. */
  follow(patience: Patience | undefined): void {
    if (patience?.turn === this.#patience?.turn) return
    this.#patience = patience
    clearTimeout(this.#timer)
    this.#timer = patience === undefined ? undefined : setTimeout(this.#expire, patience.ms)
  }
}

/** Performs actions on a socket, one after the other. */
class ActionWriter {
  readonly #socket: Socket
  readonly #limits: Limits
  #queue: Action[] = []
  #hold: NodeJS.Timeout | undefined
  #lingering: NodeJS.Timeout | undefined
  #lingered = 0
  #ended = false

  constructor(socket: Socket, limits: Limits) {
    this.#socket = socket
    this.#limits = limits
  }

  /** Whether FIN has been sent. */
  get ended(): boolean {
    return this.#ended
  }

  perform(actions: readonly Action[]): void {
    this.#queue.push(...actions)
    while (this.#hold === undefined) {
      const action = this.#queue.shift()
      if (action === undefined) return
      if (action.do === 'send') this.#send(action.bytes)
      else if (action.do === 'hold') this.#holdFor(action.ms)
      else this.#end()
    }
  }

  /** Takes bytes that come after the end and drops them: to close with bytes unread would reset the connection and lose the answer. */
  linger(bytes: Buffer): void {
    this.#lingered += bytes.length
    if (this.#lingered > this.#limits.lingerBytes) this.#socket.destroy()
  }

  /** Drops what is left to do. */
  stop(): void {
    clearTimeout(this.#hold)
    clearTimeout(this.#lingering)
    this.#queue = []
  }

  #send(bytes: Buffer): void {
    // A peer that does not read is not read either, so that what waits for it stays limited.
    if (!this.#socket.destroyed && !this.#ended && !this.#socket.write(bytes)) this.#socket.pause()
  }

  #holdFor(ms: number): void {
    this.#hold = setTimeout(() => {
      this.#hold = undefined
      this.perform([])
    }, ms)
  }

  #end(): void {
    this.#ended = true
    this.#socket.resume()
    this.#socket.end()
    this.#lingering = setTimeout(() => this.#socket.destroy(), this.#limits.lingerMs)
  }
}
