import type { ClientLink } from '../case/client-observation'
import type { FrameSpec } from '../case/frame'
import type { ReplyEdit, ReplyStep, ReplyVars } from '../case/reply'
import type { Connection } from '../transport/transport'
import { sameName } from '../wire/http1/fields'
import { beginsRequest } from '../wire/http1/request-head'
import { replied } from '../wire/reply'
import { ClientFrameReader } from '../wire/websocket/client-frames'
import { writeFrame } from '../wire/websocket/frame'
import { replyKindOf } from './steps'

const NO_MASK = Buffer.alloc(4)

/** RSV1, which permessage-deflate defines (RFC 7692 6). */
const RSV1 = 4

/** Whether an answer to this request accepts an extension, so that RSV1 may be set. */
function acceptsExtension(edit: ReplyEdit | undefined, vars: ReplyVars): boolean {
  return Object.entries(edit?.fields ?? {}).some(
    ([name, value]) => sameName(name, 'Sec-WebSocket-Extensions') && replied(value, vars) !== null,
  )
}

/** Answers one request by a script. Its public methods are what steps are performed with. Every wait is bounded. */
export class ReplyPlayer {
  /** How many bytes had come after the request when the first byte of the answer was sent; -1 before that. */
  early = -1
  readonly vars: ReplyVars
  private reader: ClientFrameReader | null = null
  private readonly connection: Connection
  private readonly from: number
  private readonly left: () => number

  /**
   * @param from where the bytes after the request begin in those received
   * @param left the milliseconds that the attempt still has
   */
  constructor(connection: Connection, vars: ReplyVars, from: number, left: () => number) {
    this.connection = connection
    this.vars = vars
    this.from = from
    this.left = left
  }

  /** Plays a script. It ends where the connection does, and where the client asks again on the same connection. */
  async play(steps: readonly ReplyStep[]): Promise<void> {
    for (const step of steps) {
      if (this.isOver) break
      await replyKindOf(step).perform(step, this)
    }
    await this.until(() => false)
    this.link()
  }

  /** True where the client has left or sent another request, or the time is over. */
  get isOver(): boolean {
    return this.connection.state.ended !== null || this.asksAgain() || this.left() <= 0
  }

  /**
   * Bytes after an answer that begin another request: the connection is used again (RFC 9112 9.3). Everything else is read as
   * frames, whatever the answer was: a client that opens a WebSocket after a 200 shows it so.
   */
  asksAgain(): boolean {
    const more = this.connection.received.view().subarray(this.from + Math.max(0, this.early))
    return this.early >= 0 && beginsRequest(more)
  }

  /** Waits until `met` is true, the client has left or asks again, or the time of the attempt or `ms` are over; returns whether it is true. */
  async until(met: () => boolean, ms = Number.POSITIVE_INFINITY): Promise<boolean> {
    await this.connection.until(() => met() || this.isOver, Math.min(ms, this.left()))
    return met()
  }

  /** Waits `ms`, or until the client has left. */
  async watch(ms: number): Promise<void> {
    await this.until(() => false, ms)
  }

  /** Writes bytes of an answer. What comes from now on is read as frames. */
  answer(bytes: Buffer, edit?: ReplyEdit): void {
    if (this.early < 0) this.early = this.connection.received.length - this.from
    this.reader ??= new ClientFrameReader(this.from + this.early, acceptsExtension(edit, this.vars) ? RSV1 : 0)
    this.write(bytes)
  }

  /** Writes bytes as they are. */
  write(bytes: Buffer): void {
    this.connection.write(bytes)
  }

  /** Writes a frame, not masked (RFC 6455 5.1). */
  writeFrame(frame: FrameSpec): void {
    this.write(writeFrame({ mask: false, ...frame }, NO_MASK))
  }

  /** How many written bytes wait to be sent, because the client reads slowly. */
  get backlog(): number {
    return this.connection.backlog
  }

  halfClose(): void {
    this.connection.halfClose()
  }

  reset(): void {
    this.connection.reset()
  }

  /** The frames so far; null before an answer, and where the client sent another request. */
  link(): ClientLink | null {
    if (this.asksAgain()) return null
    return this.reader?.read(this.connection.received.view()) ?? null
  }
}
