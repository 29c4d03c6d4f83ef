import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Answer, FrameRun, Mark, SentRequest } from '../case/observation'
import { type Edit, resolve, type Vars } from '../case/request'
import type { FrameSpec, Step } from '../case/script'
import type { Deadline } from '../transport/deadline'
import { randomOctets } from '../transport/random'
import type { Connection } from '../transport/transport'
import { fieldValues, listMembers, sameName } from '../wire/http1/fields'
import type { HandshakeProtocol } from '../wire/protocol'
import { OPCODE, writeFrame } from '../wire/websocket/frame'

/** What a target answers behind a 101, as probing found: it decides how a script asks for a sign of life. */
export type AliveBy = 'ping' | 'echo' | 'close'

/** A script over one connection, ready to play: nothing in it depends on the target any more. */
export interface Script {
  steps: readonly Step[]
  vars: Vars
  /** The version of HTTP that is spoken. */
  protocol: HandshakeProtocol
  /** Renders the request of an edit; without one, the part's own. */
  render: (edit?: Edit) => SentRequest
  aliveBy: AliveBy
  /** The peer speaks on a link unasked, as probing found: also where no step looks at one, it is heard for a moment. */
  greets: boolean
  /** How long a link may take to give a sign of life, ms. */
  aliveMs: number
  /** How long a window lasts in which nothing may happen, for the milliseconds that a step names. */
  windowMs: (named: number) => number
  /** All that the script takes ends by then, ms. */
  deadlineMs: number
}

/** How long content may take behind a final response's header section, ms. */
const CONTENT_MS = 1000

/** How long the peer has to do what its answer announces, or to react to octets that stood behind the request, ms: what is sent meanwhile would race with it. */
const SETTLE_MS = 50

/** The steps that the script goes on behind although what they waited for did not come. */
const GOES_ON: readonly Step['do'][] = ['alive', 'await', 'watch', 'flood']

/** The steps that look at what has come, also after the peer has ended the connection. */
const READS: readonly Step['do'][] = ['answer', 'alive', 'await']

/** The steps behind which the peer had time to speak on the link. */
const LISTENS: readonly string[] = ['alive', 'await', 'watch']

/** Plays the steps of one script over one connection. */
export class Player {
  readonly requests: SentRequest[] = []
  readonly marks: Mark[] = []
  /** Where the next answer begins in the octets received, how many came, and the last one, null behind a new request. */
  private answerFrom = 0
  private answersRead = 0
  private answer: Answer | null = null
  /** A Close frame went out: no frame may follow it (RFC 6455 5.5.1). */
  saidGoodbye = false
  private readonly connection: Connection
  private readonly script: Script
  private readonly clock: Deadline

  constructor(connection: Connection, script: Script, clock: Deadline) {
    this.connection = connection
    this.script = script
    this.clock = clock
  }

  /** Plays the script; behind it the peer has a moment to end what it said it would, so that results say the same each time. */
  async play(signal?: AbortSignal): Promise<void> {
    await this.playSteps(signal)
    if (signal?.aborted) return
    const speaks = this.script.greets || this.saidMore()
    if (speaks && this.linked && !this.marks.some(({ what }) => LISTENS.includes(what))) await this.hear()
    await this.settle()
  }

  private async playSteps(signal?: AbortSignal): Promise<void> {
    const { connection, script, clock } = this
    if (!(await connection.until(() => connection.state.connectedMs !== null, clock.left()))) return
    for (const [index, step] of script.steps.entries()) {
      if (signal?.aborted) return
      if (connection.state.ended !== null && !READS.includes(step.do)) continue
      const startedMs = clock.now()
      const receivedBefore = connection.received.length
      const met = await this.perform(step)
      const cut = !met && clock.left() === 0 && connection.state.ended === null
      const at = { startedMs, endedMs: clock.now(), receivedBefore, receivedAfter: connection.received.length }
      if (met !== null) this.marks.push({ step: index, what: step.do, ...at, met, cut })
      if (met === false && !GOES_ON.includes(step.do)) return
    }
  }

  /** Performs a step: whether what it waited for came, or null where it does not apply. */
  private async perform(step: Step): Promise<boolean | null> {
    const { connection, script, clock } = this
    switch (step.do) {
      case 'send':
        await this.settle()
        return this.send(this.request(step).octets.subarray(step.from ?? 0, step.to), step.everyMs)
      case 'flood':
        return this.flood(Buffer.from(resolve(step.octets, script.vars), 'latin1'), step.most, step.ms)
      case 'stopReading': {
        connection.pauseReading()
        const whole = await this.watch(step.ms)
        connection.resumeReading()
        return whole
      }
      case 'answer':
        return this.awaitAnswer(step.within)
      case 'alive':
        return this.speaksWebSocket() ? this.askForLife() : null
      case 'frame':
        return this.isRefused() && !step.refused ? null : this.writeFrames(step.frame, step.joined)
      case 'write':
        return this.write(Buffer.from(resolve(step.octets, script.vars), 'latin1'))
      case 'await':
        if (!step.end && !step.octets && this.isRefused()) return null
        return connection.until(() => this.awaited(step), Math.min(step.within, clock.left()))
      case 'watch':
        return this.watch(script.windowMs(step.ms))
      case 'pause':
        return this.watch(step.ms)
      case 'unlessClosing':
        return this.mayGoOn()
      case 'onlyIf':
        return this.answer !== null && step.answer(this.answer, script.vars)
      case 'halfClose':
        connection.halfClose()
        return true
      case 'reset':
        connection.reset()
        return true
    }
  }

  /** The request of a step: a new one, unless the step sends what an earlier one left of it. */
  private request({ edit, from = 0 }: Extract<Step, { do: 'send' }>): SentRequest {
    const begun = from === 0 ? undefined : this.requests.at(-1)
    if (begun) return begun
    const request = this.script.render(edit)
    this.requests.push(request)
    this.answer = null
    return request
  }

  /** Writes octets at once, or one by one with a pause behind each. */
  private async send(octets: Buffer, everyMs?: number): Promise<boolean | null> {
    if (everyMs === undefined) return this.write(octets)
    for (let at = 0; at < octets.length && this.connection.state.ended === null && this.clock.left() > 0; at++) {
      this.connection.write(octets.subarray(at, at + 1))
      await this.watch(everyMs)
    }
    return true
  }

  /** Writes `octets` until the peer answers or ends: true when it did before the bounds were reached. */
  private async flood(octets: Buffer, most: number, ms: number): Promise<boolean> {
    const { connection, clock } = this
    const until = clock.now() + Math.min(ms, clock.left())
    const before = connection.received.length
    const stopped = () => connection.received.length > before || connection.state.ended !== null
    for (let written = 0; written < most && clock.now() < until && !stopped(); written += octets.length) {
      connection.write(octets)
      // A system that takes every write at once would keep the answer from being read: see write().
      await nextTurn()
      await nextTurn()
      while (connection.backlog > 0 && clock.now() < until && !stopped()) await connection.until(stopped, 5)
    }
    return stopped()
  }

  /** True once the request was answered and the handshake refused: frames have no meaning there. */
  private isRefused(): boolean {
    return this.answer !== null && !this.answer.opened
  }

  private writeFrames(...specs: (FrameSpec | undefined)[]): Promise<boolean | null> {
    const frames = specs.filter((spec) => spec !== undefined)
    if (frames.some(({ opcode }) => opcode === OPCODE.close)) this.saidGoodbye = true
    return this.write(Buffer.concat(frames.map((frame) => writeFrame(frame, randomOctets(4)))))
  }

  /** Writes what follows the first octets only once all that has come is read: null where the peer has ended by then. */
  private async write(octets: Buffer): Promise<boolean | null> {
    // A write that a reset makes fail takes the unread response with it. The second turn of the loop looks at the socket.
    for (let turn = 0; turn < 2 && this.connection.sent.length > 0; turn++) await nextTurn()
    await this.settle()
    if (this.connection.state.ended !== null) return null
    this.connection.write(octets)
    return true
  }

  private async awaitAnswer(within = Number.POSITIVE_INFINITY): Promise<boolean> {
    const { connection, clock } = this
    const method = (this.requests[this.answersRead] ?? this.requests.at(-1))?.method ?? 'GET'
    let seen = ''
    const read = (): Answer => {
      const now = `${connection.received.length} ${connection.state.ended} ${this.answerFrom}`
      if (seen !== now || this.answer === null)
        this.answer = this.script.protocol.readAnswer(
          connection.received.view(),
          method,
          connection.state.ended !== null,
          this.answerFrom,
        )
      seen = now
      return this.answer
    }
    const headCame = () => {
      const { final, garbageAt, interim } = read()
      // Interim responses are read once: a flood of them is not read anew with each segment.
      if (final === null) this.answerFrom = interim.at(-1)?.end ?? this.answerFrom
      return final !== null || garbageAt !== null
    }
    if (!(await connection.until(headCame, Math.min(within, clock.left())))) return false
    const { final } = read()
    if (final === null) return true
    const contentMs = final.framing === 'close' ? this.script.windowMs(CONTENT_MS) : CONTENT_MS
    await connection.until(() => read().final?.complete === true, Math.min(contentMs, clock.left()))
    this.answerFrom = read().final?.end ?? connection.received.length
    this.answersRead += 1
    return true
  }

  /** True where the handshake was accepted, and not for another protocol. */
  private speaksWebSocket(): boolean {
    const head = this.answer?.final?.head
    const protocols = listMembers(fieldValues(head?.fields ?? [], 'Upgrade'))
    return (
      this.answer?.opened === true && (protocols.length === 0 || protocols.some((name) => sameName(name, 'websocket')))
    )
  }

  /** Asks in the way that probing found to be answered; any whole valid frame is a sign of life. */
  private async askForLife(): Promise<boolean> {
    const { connection, clock, script } = this
    const payload = script.aliveBy === 'close' ? Buffer.from([0x03, 0xe8]) : Buffer.from('wsspec')
    const opcode = { ping: OPCODE.ping, echo: OPCODE.text, close: OPCODE.close }[script.aliveBy]
    const spoke = () => (this.link()?.frames.length ?? 0) > 0
    if (this.saidMore()) await this.hear()
    await this.writeFrames({ opcode, payload })
    await connection.until(() => spoke() || this.link()?.fault !== null, Math.min(script.aliveMs, clock.left()))
    return spoke()
  }

  /** The frames on the link so far; null where no answer opened. */
  private link(): FrameRun | null {
    return this.answer && this.script.protocol.readLink(this.connection.received.view(), this.answer)
  }

  private awaited(step: Extract<Step, { do: 'await' }>): boolean {
    if (step.end) return this.connection.state.ended !== null
    if (step.octets) return step.octets(this.connection.received.view().subarray(this.answerFrom))
    const link = this.link()
    if (step.link) return link !== null && step.link(link)
    return link?.frames.some(({ payload, opcode }) => step.frame?.(payload, opcode) ?? true) ?? false
  }

  private async watch(ms: number): Promise<boolean> {
    const { connection, clock } = this
    const enough = clock.left() >= ms
    await connection.until(() => false, Math.min(ms, clock.left()))
    return enough || connection.state.ended !== null
  }

  /** RFC 9112 9.3: the connection persists unless the answer says close, or its end is not known. */
  private mayGoOn(): boolean {
    const final = this.answer?.final
    if (!final?.complete || this.answer?.opened || final.framing === 'close' || this.connection.state.ended !== null)
      return false
    const options = listMembers(fieldValues(final.head.fields, 'Connection'))
    return !options.some((option) => sameName(option, 'close')) && final.head.version === 'HTTP/1.1'
  }

  /** Waits shortly for what the peer says on the link by itself, or of octets that stood behind the request. */
  private async hear(): Promise<void> {
    const { connection, clock } = this
    const spoke = () => (this.link()?.frames.length ?? 0) > 0
    await connection.until(spoke, Math.min(SETTLE_MS, clock.left()))
  }

  /** Waits shortly for the end where the answer announces it. */
  private async settle(): Promise<void> {
    const { connection, clock } = this
    if (connection.state.ended === null && this.announcesEnd())
      await connection.until(() => false, Math.min(SETTLE_MS, clock.left()))
  }

  /** True behind a Close frame, and behind a final response where it or the request says close (RFC 6455 7.1.1, RFC 9112 9.6). */
  private announcesEnd(): boolean {
    const final = this.answer?.final
    if (!this.answer || !final) return false
    if (this.answer.opened) return this.link()?.frames.some(({ opcode }) => opcode === OPCODE.close) ?? false
    const fields = [...final.head.fields, ...(this.requests.at(-1)?.fields ?? [])]
    return listMembers(fieldValues(fields, 'Connection')).some((option) => sameName(option, 'close'))
  }

  /** True where octets stood behind the header section of the request. */
  private saidMore(): boolean {
    const octets = this.requests.at(-1)?.octets
    const end = octets?.indexOf('\r\n\r\n') ?? -1
    return octets !== undefined && end >= 0 && end + 4 < octets.length
  }

  /** True while a link stands that a Close frame should end. */
  get linked(): boolean {
    return this.answer?.opened === true && this.connection.state.ended === null
  }
}
