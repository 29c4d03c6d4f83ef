import type { FrameRun } from '../case/frame'
import type { Answer } from '../case/http-message'
import type { SentRequest } from '../case/recording'
import type { Connection } from '../transport/transport'
import { fieldValues, listMembers, sameName } from '../wire/http1/fields'
import type { AnswerReader, HandshakeProtocol, LinkReader } from '../wire/protocol'
import { OPCODE } from '../wire/websocket/frame'

/** Maximum number of raw bytes that are kept of an open link. Frames that were read are kept in addition. */
const MOST_LINK_OCTETS = 1 << 14

/** The requests of one connection and what has been read of their answers so far. */
export class Conversation {
  readonly requests: SentRequest[] = []
  /** The last answer that was read; null after a new request. */
  answer: Answer | null = null
  /** Where the next answer begins in the bytes received. */
  answerFrom = 0
  /** Reads the link; null until an answer has opened. */
  reader: LinkReader | null = null
  private answersRead = 0
  /** What had been received when `answer` was read. */
  private readAt = ''
  /** Reads the next answer, and which one it is. */
  private next: { which: string; reader: AnswerReader } | null = null
  private readonly connection: Connection
  private readonly protocol: HandshakeProtocol

  constructor(connection: Connection, protocol: HandshakeProtocol) {
    this.connection = connection
    this.protocol = protocol
    connection.tap((bytes) => this.take(bytes))
  }

  /** Reads the next piece of the link as it comes. False where more has come than is read. */
  private take(bytes: Buffer): boolean {
    if (this.reader === null) return this.connection.received.isWhole
    this.readLink(this.reader, bytes)
    return !this.reader.isFlooded
  }

  private readLink(reader: LinkReader, bytes: Buffer): void {
    reader.expectEchoesOf(this.connection.sent.reduce((sum, { octets }) => sum + octets.length, 0))
    reader.push(bytes)
  }

  /** Notes a request that is sent now. */
  ask(request: SentRequest): void {
    this.requests.push(request)
    this.answer = null
  }

  /** The next answer as far as it came; it is read again only where something has happened. */
  readAnswer(): Answer {
    const { state, received } = this.connection
    const now = `${received.length} ${state.ended} ${this.answerFrom}`
    if (this.readAt !== now || this.answer === null) {
      const { method = 'GET' } = this.requests[this.answersRead] ?? this.requests.at(-1) ?? {}
      const which = `${method} ${this.answerFrom}`
      if (this.next?.which !== which) this.next = { which, reader: this.protocol.answerReader(method, this.answerFrom) }
      this.answer = this.next.reader.read(received.view(), state.ended !== null)
      if (this.reader === null && this.answer.opened) this.openLink(this.answer)
    }
    this.readAt = now
    return this.answer
  }

  /** Whether a final response has begun, or bytes came that are none. */
  isAnswered(): boolean {
    const { final, garbageAt, interim } = this.readAnswer()
    // Interim responses are read once: a flood of them is not read again with each segment.
    if (final === null) this.answerFrom = interim.at(-1)?.end ?? this.answerFrom
    return final !== null || garbageAt !== null
  }

  /** Notes that the answer has been waited for: the next one begins where it ends. */
  finishAnswer(): void {
    this.answerFrom = this.readAnswer().final?.end ?? this.connection.received.length
    this.answersRead += 1
  }

  private openLink(answer: Answer): void {
    const { received } = this.connection
    this.reader = this.protocol.linkReader(answer)
    if (this.reader) this.readLink(this.reader, received.view().subarray(this.reader.from))
    received.keepAtMost(MOST_LINK_OCTETS)
  }

  /** The frames on the link so far; null where the last answer did not open. */
  link(): FrameRun | null {
    return this.answer?.opened ? (this.reader?.run ?? null) : null
  }

  /** The bytes after the last answer, as far as they are kept: on a link, from the first that is no frame, where there is one. */
  octetsAfterAnswer(): Buffer {
    const link = this.link()
    return link?.fault ? link.after : this.connection.received.view().subarray(this.answerFrom)
  }

  /** The peer has sent a whole frame on the link. */
  hasSpoken(): boolean {
    return (this.link()?.frames.length ?? 0) > 0
  }

  /** The handshake was accepted. */
  get opened(): boolean {
    return this.answer?.opened === true
  }

  /** The request was answered, and the handshake refused. */
  get refused(): boolean {
    return this.answer !== null && !this.answer.opened
  }

  /** The peer has said that it will end the connection: with a Close frame, or with close in the answer or the request (RFC 6455 7.1.1, RFC 9112 9.6). */
  announcesEnd(): boolean {
    const final = this.answer?.final
    if (!final) return false
    if (this.opened) return this.link()?.frames.some(({ opcode }) => opcode === OPCODE.close) ?? false
    const fields = [...final.head.fields, ...(this.requests.at(-1)?.fields ?? [])]
    return listMembers(fieldValues(fields, 'Connection')).some((option) => sameName(option, 'close'))
  }

  /** Bytes were sent after the header section of the request. */
  sentMore(): boolean {
    const bytes = this.requests.at(-1)?.octets
    const end = bytes?.indexOf('\r\n\r\n') ?? -1
    return bytes !== undefined && end >= 0 && end + 4 < bytes.length
  }
}
