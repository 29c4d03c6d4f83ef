import { randomBytes } from 'node:crypto'
import { setImmediate as immediately } from 'node:timers/promises'
import type { Edit, FrameSpec, Step, Vars } from '../case'
import { OPCODE, writeFrame } from '../frames/frame'
import { resolve } from '../handshake'
import { fieldValues, listMembers, sameName } from '../http/fields'
import { readAnswer } from '../http/response'
import type { Answer, Mark, SentRequest } from '../observation'
import { readLink } from '../observe'
import type { Connection, Deadline } from './connection'

/** What a target answers behind a 101, as probing found: it decides how a script asks for a sign of life. */
export type AliveBy = 'ping' | 'echo' | 'close'

/** A script over one connection, ready to play: nothing in it depends on the target any more. */
export interface Script {
  steps: readonly Step[]
  vars: Vars
  /** Renders the request of an edit; without one, the part's own. */
  render: (edit?: Edit) => SentRequest
  aliveBy: AliveBy
  /** How long a link may take to give a sign of life, ms. */
  aliveMs: number
  /** How long a window lasts in which nothing may happen, for the milliseconds that a step names. */
  windowMs: (named: number) => number
  /** All that the script takes ends by then, ms. */
  deadlineMs: number
}

/** How long content may take behind a final response's header section, ms. */
const CONTENT_MS = 1000

/** The steps that the script goes on behind although what they waited for did not come. */
const GOES_ON: readonly Step['do'][] = ['alive', 'await', 'watch', 'flood']

/** The steps that look at what has come, also after the peer has ended the connection. */
const READS: readonly Step['do'][] = ['answer', 'alive', 'await']

/** Plays the steps of one script over one connection. */
export class Player {
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
      if (met === false && !GOES_ON.includes(step.do)) return
    }
  }

  /** Performs a step: whether what it waited for came, or null where it does not apply. */
  private async perform(step: Step): Promise<boolean | null> {
    const { connection, script, clock } = this
    switch (step.do) {
      case 'send':
        await this.send(this.request(step.edit).octets.subarray(step.from ?? 0, step.to), step.everyMs)
        return true
      case 'flood':
        return this.flood(Buffer.from(resolve(step.octets, script.vars), 'latin1'), step.most, step.ms)
      case 'stopReading':
        connection.read(false)
        await this.watch(step.ms)
        connection.read(true)
        return true
      case 'answer':
        return this.awaitAnswer(step.within)
      case 'alive':
        return this.speaksWebSocket() ? this.askForLife() : null
      case 'frame':
        this.writeFrame(step.frame)
        return true
      case 'write':
        connection.write(Buffer.from(resolve(step.octets, script.vars), 'latin1'))
        return true
      case 'await':
        return connection.until(() => this.awaited(step), Math.min(step.within, clock.left()))
      case 'watch':
        return this.watch(script.windowMs(step.ms))
      case 'pause':
        return this.watch(step.ms)
      case 'unlessClosing':
        return this.mayGoOn()
      case 'onlyIf':
        return this.answer !== null && step.answer(this.answer)
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

  /** Writes octets at once, or one by one with a pause behind each. */
  private async send(octets: Buffer, everyMs?: number): Promise<void> {
    if (everyMs === undefined) return this.connection.write(octets)
    for (let at = 0; at < octets.length && this.connection.ended === null && this.clock.left() > 0; at++) {
      this.connection.write(octets.subarray(at, at + 1))
      await this.watch(everyMs)
    }
  }

  /** Writes `octets` until the peer answers or ends: true when it did before the bounds were reached. */
  private async flood(octets: Buffer, most: number, ms: number): Promise<boolean> {
    const { connection, clock } = this
    const until = clock.now() + Math.min(ms, clock.left())
    const before = connection.receivedBytes
    const stopped = () => connection.receivedBytes > before || connection.ended !== null
    for (let written = 0; written < most && clock.now() < until && !stopped(); written += octets.length) {
      connection.write(octets)
      // A system that takes every write at once would keep the answer from being read.
      await immediately()
      while (connection.backlog > 0 && clock.now() < until && !stopped()) await connection.until(stopped, 5)
    }
    return stopped()
  }

  private writeFrame(frame: FrameSpec): void {
    this.connection.write(writeFrame(frame, randomBytes(4)))
  }

  private async awaitAnswer(within = Number.POSITIVE_INFINITY): Promise<boolean> {
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
    if (!(await connection.until(headCame, Math.min(within, clock.left())))) return false
    const { final } = read()
    if (final === null) return true
    const contentMs = final.framing === 'close' ? this.script.windowMs(CONTENT_MS) : CONTENT_MS
    await connection.until(() => read().final?.complete === true, Math.min(contentMs, clock.left()))
    this.answerFrom = read().final?.end ?? connection.receivedBytes
    return true
  }

  /** True behind a 101, but for one that names another protocol. */
  private speaksWebSocket(): boolean {
    const head = this.answer?.final?.head
    const protocols = listMembers(fieldValues(head?.fields ?? [], 'Upgrade'))
    return head?.status === 101 && (protocols.length === 0 || protocols.some((name) => sameName(name, 'websocket')))
  }

  /** Asks in the way that probing found to be answered; any whole valid frame is a sign of life. */
  private async askForLife(): Promise<boolean> {
    const { connection, clock, script } = this
    const payload = script.aliveBy === 'close' ? Buffer.from([0x03, 0xe8]) : Buffer.from('wsspec')
    const opcode = { ping: OPCODE.ping, echo: OPCODE.text, close: OPCODE.close }[script.aliveBy]
    this.writeFrame({ opcode, payload })
    const run = () => (this.answer ? readLink(connection.view(), this.answer) : null)
    const spoke = () => (run()?.frames.length ?? 0) > 0
    await connection.until(() => spoke() || run()?.fault !== null, Math.min(script.aliveMs, clock.left()))
    return spoke()
  }

  private awaited(step: Extract<Step, { do: 'await' }>): boolean {
    if (step.end) return this.connection.ended !== null
    if (step.octets) return step.octets(this.connection.view().subarray(this.answerFrom))
    const link = this.answer ? readLink(this.connection.view(), this.answer) : null
    if (step.link) return link !== null && this.answer !== null && step.link(link, this.answer)
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
    if (!final?.complete || final.head.status === 101 || final.framing === 'close' || this.connection.ended !== null)
      return false
    const options = listMembers(fieldValues(final.head.fields, 'Connection'))
    return !options.some((option) => sameName(option, 'close')) && final.head.version === 'HTTP/1.1'
  }

  /** True while a link stands that a Close frame should end. */
  get linked(): boolean {
    return this.answer?.final?.head.status === 101 && this.connection.ended === null
  }
}
