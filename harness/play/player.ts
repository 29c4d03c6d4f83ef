import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FrameSpec } from '../case/frame'
import type { Mark } from '../case/recording'
import type { Deadline } from '../transport/deadline'
import { randomOctets } from '../transport/random'
import type { Connection } from '../transport/transport'
import { OPCODE, writeFrame } from '../wire/websocket/frame'
import { Conversation } from './conversation'
import type { Script } from './script'
import { kindOf, STEPS } from './steps'

/** How long the peer has to do what its answer announces, or to react to bytes after the request, ms: what is sent meanwhile would race with it. */
const SETTLE_MS = 50

/** Plays the steps of one script over one connection. Its public methods are what steps are performed with. */
export class Player {
  readonly marks: Mark[] = []
  /** A Close frame was sent: no frame may follow it (RFC 6455 5.5.1). */
  sentClose = false
  /** The step that is performed. */
  private step = 0
  private wasQuiet = false
  /** Called once where everything was sent and nothing comes. */
  onQuiet: () => void = () => {}
  readonly conversation: Conversation
  readonly connection: Connection
  readonly script: Script
  readonly clock: Deadline

  constructor(connection: Connection, script: Script, clock: Deadline) {
    this.connection = connection
    this.script = script
    this.clock = clock
    this.conversation = new Conversation(connection, script.protocol)
  }

  /** Plays the script, then waits briefly for an announced close, so that results are repeatable. */
  async play(signal?: AbortSignal): Promise<void> {
    await this.playSteps(signal)
    if (signal?.aborted) return
    const mayHearMore = this.script.greets || this.conversation.sentMore()
    if (mayHearMore && this.isLinked && !this.marks.some(({ what }) => STEPS[what].listens)) await this.hear()
    await this.settle()
  }

  /** True where the script sends nothing more unless something comes. */
  private hasSentAll(): boolean {
    const { steps } = this.script
    return steps[this.step]?.do === 'answer' || !steps.slice(this.step + 1).some((step) => kindOf(step).acts)
  }

  /** The step that is performed, as if it had waited in vain until now. */
  get unmetMark(): Mark {
    const { clock, connection, script } = this
    const now = clock.now()
    const { length } = connection.received
    const what = script.steps[this.step]?.do ?? 'answer'
    const times = { startedMs: now, endedMs: now, receivedBefore: length, receivedAfter: length }
    return { step: this.step, what, ...times, met: false, cut: true }
  }

  private async playSteps(signal?: AbortSignal): Promise<void> {
    const { connection, clock, script } = this
    if (!(await this.until(() => connection.state.connectedMs !== null))) return
    for (const [index, step] of script.steps.entries()) {
      if (signal?.aborted) return
      this.step = index
      const kind = kindOf(step)
      const wasFlooded = connection.overflow
      const isLeftOut = this.hasEnded && !kind.readsAfterEnd
      if (isLeftOut && !wasFlooded) continue
      const startedMs = clock.now()
      const receivedBefore = connection.received.length
      const performed = !isLeftOut && (await kind.perform(step, this))
      // A step does not apply where the connection has ended: by a flood it is cut short.
      const met = performed === null && connection.overflow && !wasFlooded ? false : performed
      const isFlooded = connection.overflow && (!met || kind.lastsMs !== undefined)
      const cut = isFlooded || (!met && clock.left() === 0 && !this.hasEnded)
      const at = { startedMs, endedMs: clock.now(), receivedBefore, receivedAfter: connection.received.length }
      if (met !== null) this.marks.push({ step: index, what: step.do, ...at, met, cut })
      if (met === false && !kind.goesOn && !isLeftOut) return
    }
  }

  /** The connection has ended, by whichever side. */
  get hasEnded(): boolean {
    return this.connection.state.ended !== null
  }

  /** A link is open that a Close frame should end. */
  get isLinked(): boolean {
    return this.conversation.opened && !this.hasEnded
  }

  /** Waits until `met` is true, the connection has ended, or `ms` or the time of the script are over; returns whether it is true. */
  async until(met: () => boolean, ms = Number.POSITIVE_INFINITY): Promise<boolean> {
    const { clock, connection, script } = this
    const ends = clock.now() + Math.min(ms, clock.left())
    const { quiet } = script
    const quietMs = quiet && (this.isLinked ? quiet.linkAfterMs : quiet.afterMs)
    const mayBeQuiet = () => !this.wasQuiet && !this.hasEnded && this.hasSentAll()
    // What comes first, as an echo, does not make what follows less quiet.
    while (quietMs !== undefined && mayBeQuiet() && ends - clock.now() > quietMs) {
      const before = connection.received.length
      if (await connection.until(met, quietMs)) return true
      this.wasQuiet = !this.hasEnded && connection.received.length === before
      if (this.wasQuiet) this.onQuiet()
    }
    return connection.until(met, ends - clock.now())
  }

  /** Waits `ms`, or until the connection has ended; false where the deadline cut the wait short. */
  async watch(ms: number): Promise<boolean> {
    const hasTime = this.clock.left() >= ms
    await this.until(() => false, ms)
    return hasTime || this.hasEnded
  }

  /** Lets the system report what has happened to the socket: that takes two turns of the event loop. */
  async poll(): Promise<void> {
    await nextTurn()
    await nextTurn()
  }

  /** Writes bytes; all but the first of a connection once everything that has come is read. Null where the peer has ended by then. */
  async write(bytes: Buffer): Promise<true | null> {
    // A write that a reset makes fail takes the unread response with it.
    if (this.connection.sent.length > 0) await this.poll()
    await this.settle()
    if (this.hasEnded) return null
    this.connection.write(bytes)
    return true
  }

  /** Writes frames, all in one write. */
  writeFrames(...frames: readonly FrameSpec[]): Promise<true | null> {
    if (frames.some(({ opcode }) => opcode === OPCODE.close)) this.sentClose = true
    return this.write(Buffer.concat(frames.map((frame) => writeFrame(frame, randomOctets(4)))))
  }

  /** Waits briefly for frames that the peer sends unasked, or as a reaction to bytes after the request. */
  async hear(): Promise<void> {
    await this.until(() => this.conversation.hasSpoken(), SETTLE_MS)
  }

  /** Waits briefly for the end of the connection where the peer has announced it. */
  async settle(): Promise<void> {
    if (!this.hasEnded && this.conversation.announcesEnd()) await this.until(() => false, SETTLE_MS)
  }
}
