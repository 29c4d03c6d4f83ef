import type { FrameRun } from '../case/frame'
import type { Answer } from '../case/http-message'
import type { SentRequest } from '../case/recording'
import type { HandshakeRequest } from './handshake'

/** Reads the answer to one request, again and again as it comes. */
export interface AnswerReader {
  /**
   * The answer so far. Total: any bytes give an answer.
   * @param received all bytes received on the connection: those of the last time, and what has come since
   * @param ended whether the peer has ended the connection
   */
  read(received: Buffer, ended: boolean): Answer
}

/** Reads the frames on a link, piece by piece as they come. */
export interface LinkReader {
  /** The frames so far. The object is the same for the whole link, and grows. */
  readonly run: FrameRun
  /** The offset of the first byte of the link in the bytes received. */
  readonly from: number
  /** True once more has come than is read of one link. */
  readonly isFlooded: boolean
  /** Payloads that are longer than all that was sent so far, in bytes, are no echo: of these only the first bytes are kept. */
  expectEchoesOf(sentBytes: number): void
  /** Reads the next bytes of the link. */
  push(bytes: Buffer): void
}

/**
 * How a handshake is written and read in one version of HTTP. Everything that depends on the version is a question to this interface:
 * the judge and the suites only ask whether an answer `opened`.
 */
export interface HandshakeProtocol {
  /** The name for users: `HTTP/1.1`. */
  readonly name: string
  /** Renders a handshake as the bytes to send. */
  render(request: HandshakeRequest): SentRequest
  /**
   * A reader of the answer to one request, to which nothing was given yet.
   * @param method the method of the request, which decides whether a response has content
   * @param from where the answer begins in the bytes received
   */
  answerReader(method: string, from: number): AnswerReader
  /** A reader of the frames on the link after `answer`, to which nothing was given yet; null where `answer` did not open. */
  linkReader(answer: Answer): LinkReader | null
}

/**
 * Reads the answers to the requests of one connection, in order. An answer that is not whole, or that opened, is the last.
 * @returns at least one answer, which is empty where nothing came
 */
export function readAnswers(
  protocol: HandshakeProtocol,
  received: Buffer,
  requests: readonly SentRequest[],
  ended: boolean,
): [Answer, ...Answer[]] {
  const [first, ...more] = requests
  const read = (method: string, from: number) => protocol.answerReader(method, from).read(received, ended)
  const answers: [Answer, ...Answer[]] = [read(first?.method ?? 'GET', 0)]
  for (const { method } of more) {
    const before = answers.at(-1)
    if (!before?.final?.complete || before.opened) break
    answers.push(read(method, before.final.end))
  }
  return answers
}
