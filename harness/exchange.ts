import { randomBytes } from 'node:crypto'
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import type { Edit, FrameSpec, Step, Vars } from './case'
import { OPCODE, writeFrame } from './frames/frame'
import { fieldValues, listMembers, sameName } from './http/fields'
import { readAnswer } from './http/response'
import type { Answer, Chunk, Mark, Recording, SentRequest } from './observation'
import { readLink } from './observe'
import type { Ended } from './results'

/** Where to connect, and with which TLS where the URL is wss:. */
export interface Endpoint {
  host: string
  port: number
  tls: null | { servername: string; ca?: string; insecure: boolean }
}

/** What a target answers behind a 101, as probing found: it decides how a script asks for a sign of life. */
export type AliveBy = 'ping' | 'echo' | 'close'

/** A script over one connection, ready to play: nothing in it depends on the target any more. */
export interface Script {
  steps: readonly Step[]
  vars: Vars
  /** Renders the request of an edit; without one, the part's own. */
  render: (edit?: Edit) => SentRequest
  aliveBy: AliveBy
  /** How long a window lasts in which nothing may happen, for the milliseconds that a step names. */
  windowMs: (named: number) => number
  /** All that the script takes ends by then, ms. */
  deadlineMs: number
}

/** More octets than this are not read from one connection. */
export const MOST_OCTETS = 1 << 20

/** How long a link may take to give a sign of life, ms. */
const ALIVE_MS = 5000

/** How long content may take behind a final response's header section, ms. */
const CONTENT_MS = 1000

/** How long the peer has to end a link that a Close frame has ended, ms. */
const FAREWELL_MS = 100

/** The steps that look at what has come, also after the peer has ended the connection. */
const READS: readonly Step['do'][] = ['answer', 'alive', 'await']

class Deadline {
  readonly start = performance.now()
  private readonly limit: number
  constructor(limit: number) {
    this.limit = limit
  }
  now(): number {
    return performance.now() - this.start
  }
  left(): number {
    return Math.max(0, this.limit - this.now())
  }
}

/** One socket and what came over it. Every wait is bounded; nothing the peer sends throws. */
class Connection {
  readonly sent: Chunk[] = []
  readonly received: Chunk[] = []
  ended: Ended | null = null
  errorCode: string | null = null
  connectedMs: number | null = null
  endedMs: number | null = null
  overflow = false
  private buffer = Buffer.alloc(4096)
  private length = 0
  private wake: (() => void) | null = null
  private readonly clock: Deadline
  private readonly socket: Socket

  constructor(socket: Socket, clock: Deadline, readyEvent: string) {
    this.socket = socket
    this.clock = clock
    socket.setNoDelay(true)
    socket.on(readyEvent, () => {
      this.connectedMs = clock.now()
      this.notify()
    })
    socket.on('data', (octets: Buffer) => this.take(octets))
    socket.on('end', () => this.finish('closed'))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.errorCode = error.code ?? error.message
      this.finish(this.connectedMs === null ? 'refused' : 'reset')
    })
    socket.on('close', () => this.finish(this.connectedMs === null ? 'refused' : 'closed'))
  }

  private take(octets: Buffer): void {
    if (this.ended !== null) return
    const room = octets.subarray(0, MOST_OCTETS - this.length)
    if (this.length + room.length > this.buffer.length) {
      const larger = Buffer.alloc(Math.max(this.buffer.length * 2, this.length + room.length))
      this.buffer.copy(larger, 0, 0, this.length)
      this.buffer = larger
    }
    room.copy(this.buffer, this.length)
    this.length += room.length
    this.received.push({ atMs: this.clock.now(), octets: Buffer.from(room) })
    if (room.length < octets.length) {
      this.overflow = true
      this.finish('open')
      this.socket.destroy()
    }
    this.notify()
  }

  private finish(how: Ended): void {
    if (this.ended !== null) return
    this.ended = how
    this.endedMs = this.clock.now()
    this.notify()
  }

  private notify(): void {
    const wake = this.wake
    this.wake = null
    wake?.()
  }

  /** The octets received so far; a view, valid until the next octets come. */
  view(): Buffer {
    return this.buffer.subarray(0, this.length)
  }

  get receivedBytes(): number {
    return this.length
  }

  /** Waits until `met` holds, the peer has ended, or `ms` are over; tells whether it holds. */
  async until(met: () => boolean, ms: number): Promise<boolean> {
    const until = this.clock.now() + ms
    while (!met()) {
      const left = until - this.clock.now()
      if (this.ended !== null || left <= 0) return met()
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.ceil(left))
        this.wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    return true
  }

  write(octets: Buffer): void {
    if (octets.length === 0 || this.socket.destroyed || !this.socket.writable) return
    this.sent.push({ atMs: this.clock.now(), octets })
    this.socket.write(octets)
  }

  halfClose(): void {
    if (this.socket.writable) this.socket.end()
  }

  reset(): void {
    this.finish('open')
    this.socket.resetAndDestroy()
  }

  /** Leaves a link as RFC 6455 7.1.1 asks, but waits only shortly for the other side. */
  async farewell(): Promise<void> {
    const status = Buffer.from([0x03, 0xe8])
    if (!this.socket.writable || this.socket.readableEnded) return
    this.socket.end(writeFrame({ opcode: OPCODE.close, payload: status }, randomBytes(4)))
    this.socket.removeAllListeners('data')
    this.socket.resume()
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, FAREWELL_MS)
      this.socket.once('close', () => {
        clearTimeout(timer)
        resolve()
      })
    })
  }

  destroy(): void {
    this.socket.destroy()
  }
}

/** node:tls is loaded where a wss: target needs it. */
async function open(endpoint: Endpoint, clock: Deadline): Promise<Connection> {
  const { host, port, tls } = endpoint
  if (tls === null) return new Connection(connectTcp({ host, port, allowHalfOpen: true }), clock, 'connect')
  const { connect } = await import('node:tls')
  const { servername, ca, insecure } = tls
  const options = { host, port, allowHalfOpen: true, ALPNProtocols: ['http/1.1'], rejectUnauthorized: !insecure }
  const named = isIP(servername) ? options : { ...options, servername }
  return new Connection(connect(ca === undefined ? named : { ...named, ca }), clock, 'secureConnect')
}

/** Plays the steps of one script over one connection. */
class Player {
  readonly requests: SentRequest[] = []
  readonly marks: Mark[] = []
  private own: SentRequest | null = null
  /** Where the next answer begins in the octets received, and the last one that was waited for. */
  private answerFrom = 0
  private answer: Answer | null = null
  private readonly connection: Connection
  private readonly script: Script
  private readonly clock: Deadline

  constructor(connection: Connection, script: Script, clock: Deadline) {
    this.connection = connection
    this.script = script
    this.clock = clock
  }

  async play(signal?: AbortSignal): Promise<void> {
    const { connection, script, clock } = this
    if (!(await connection.until(() => connection.connectedMs !== null, clock.left()))) return
    for (const [index, step] of script.steps.entries()) {
      if (signal?.aborted) return
      if (connection.ended !== null && !READS.includes(step.do)) continue
      const startedMs = clock.now()
      const receivedBefore = connection.receivedBytes
      const met = await this.perform(step)
      const cut = !met && clock.left() === 0 && connection.ended === null
      const at = { startedMs, endedMs: clock.now(), receivedBefore, receivedAfter: connection.receivedBytes }
      if (met !== null) this.marks.push({ step: index, what: step.do, ...at, met, cut })
      if (met === false && step.do !== 'alive' && step.do !== 'await' && step.do !== 'watch') return
    }
  }

  /** Performs a step: whether what it waited for came, or null where it does not apply. */
  private async perform(step: Step): Promise<boolean | null> {
    const { connection, script, clock } = this
    switch (step.do) {
      case 'send':
        connection.write(this.request(step.edit).octets.subarray(step.from ?? 0, step.to))
        return true
      case 'answer':
        return this.awaitAnswer()
      case 'alive':
        return this.answer?.final?.head.status === 101 ? this.askForLife() : null
      case 'frame':
        this.writeFrame(step.frame)
        return true
      case 'write': {
        const octets = typeof step.octets === 'function' ? step.octets(script.vars) : step.octets
        connection.write(Buffer.from(octets, 'latin1'))
        return true
      }
      case 'await':
        return connection.until(() => this.awaited(step), Math.min(step.within, clock.left()))
      case 'watch':
        return this.watch(script.windowMs(step.ms))
      case 'pause':
        return this.watch(step.ms)
      case 'unlessClosing':
        return this.mayGoOn()
      case 'halfClose':
        connection.halfClose()
        return true
      case 'reset':
        connection.reset()
        return true
    }
  }

  private request(edit?: Edit): SentRequest {
    if (edit === undefined && this.own !== null) return this.own
    const request = this.script.render(edit)
    if (edit === undefined) this.own = request
    this.requests.push(request)
    return request
  }

  private writeFrame(frame: FrameSpec): void {
    this.connection.write(writeFrame(frame, randomBytes(4)))
  }

  private async awaitAnswer(): Promise<boolean> {
    const { connection, clock } = this
    const method = this.requests.at(-1)?.method ?? 'GET'
    const read = (): Answer => {
      this.answer = readAnswer(connection.view(), method, connection.ended !== null, this.answerFrom)
      return this.answer
    }
    const headCame = () => {
      const { final, garbageAt } = read()
      return final !== null || garbageAt !== null
    }
    if (!(await connection.until(headCame, clock.left()))) return false
    const { final } = read()
    if (final === null) return true
    const contentMs = final.framing === 'close' ? this.script.windowMs(CONTENT_MS) : CONTENT_MS
    await connection.until(() => read().final?.complete === true, Math.min(contentMs, clock.left()))
    this.answerFrom = read().final?.end ?? connection.receivedBytes
    return true
  }

  /** Asks in the way that probing found to be answered; any whole valid frame is a sign of life. */
  private async askForLife(): Promise<boolean> {
    const { connection, clock, script } = this
    const payload = script.aliveBy === 'close' ? Buffer.from([0x03, 0xe8]) : Buffer.from('wsspec')
    const opcode = { ping: OPCODE.ping, echo: OPCODE.text, close: OPCODE.close }[script.aliveBy]
    this.writeFrame({ opcode, payload })
    const run = () => (this.answer ? readLink(connection.view(), this.answer) : null)
    const spoke = () => (run()?.frames.length ?? 0) > 0
    await connection.until(() => spoke() || run()?.fault !== null, Math.min(ALIVE_MS, clock.left()))
    return spoke()
  }

  private awaited(step: Extract<Step, { do: 'await' }>): boolean {
    if (step.end) return this.connection.ended !== null
    const link = this.answer ? readLink(this.connection.view(), this.answer) : null
    return link?.frames.some(({ payload, opcode }) => step.frame?.(payload, opcode) ?? true) ?? false
  }

  private async watch(ms: number): Promise<boolean> {
    const { connection, clock } = this
    const enough = clock.left() >= ms
    await connection.until(() => false, Math.min(ms, clock.left()))
    return enough || connection.ended !== null
  }

  /** RFC 9112 9.3: the connection persists unless the answer says close, or its end is not known. */
  private mayGoOn(): boolean {
    const final = this.answer?.final
    if (!final?.complete || final.framing === 'close' || this.connection.ended !== null) return false
    const options = listMembers(fieldValues(final.head.fields, 'Connection'))
    return !options.some((option) => sameName(option, 'close')) && final.head.version === 'HTTP/1.1'
  }

  /** True while a link stands that a Close frame should end. */
  get linked(): boolean {
    return this.answer?.final?.head.status === 101 && this.connection.ended === null
  }
}

/**
 * Opens one connection, plays a script over it and records what was sent and received, with times and how it ended.
 * Never throws for what a peer does; ends by the script's deadline or when `signal` aborts.
 */
export async function exchange(endpoint: Endpoint, script: Script, signal?: AbortSignal): Promise<Recording> {
  const clock = new Deadline(script.deadlineMs)
  const connection = await open(endpoint, clock)
  const onAbort = () => connection.destroy()
  signal?.addEventListener('abort', onAbort, { once: true })
  const player = new Player(connection, script, clock)
  try {
    await player.play(signal)
    const recording = record(connection, player, clock)
    if (player.linked) await connection.farewell()
    return recording
  } finally {
    signal?.removeEventListener('abort', onAbort)
    connection.destroy()
  }
}

function record(connection: Connection, player: Player, clock: Deadline): Recording {
  const still: Ended = clock.left() === 0 ? 'timeout' : 'open'
  return {
    requests: player.requests,
    sent: [...connection.sent],
    received: [...connection.received],
    ended: connection.ended ?? (connection.connectedMs === null ? 'timeout' : still),
    errorCode: connection.errorCode,
    connectedMs: connection.connectedMs,
    endedMs: connection.endedMs ?? clock.now(),
    marks: player.marks,
    overflow: connection.overflow,
  }
}
