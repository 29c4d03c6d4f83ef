import type { FrameRun } from '../case/frame'
import type { Answer } from '../case/http-message'
import type { SentRequest } from '../case/recording'
import type { HandshakeRequest } from './handshake'

/** Reads the frames on a link, piece by piece as they come. */
export interface LinkReader {
  /** The frames so far. The object is the same for the whole link, and grows. */
  readonly run: FrameRun
  /** The offset of the first byte of the link in the bytes received. */
  readonly from: number
  /** True once more has come than is read of one link. */
  readonly isFlooded: boolean
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
   * Reads the answer to one request. Total: any bytes give an answer.
   * @param received all bytes received on the connection
   * @param method the method of the request, which decides whether a response has content
   * @param ended whether the peer has ended the connection
   * @param from where the answer begins in `received`; 0 without it
   */
  readAnswer(received: Buffer, method: string, ended: boolean, from?: number): Answer
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
  const answers: [Answer, ...Answer[]] = [protocol.readAnswer(received, first?.method ?? 'GET', ended)]
  for (const { method } of more) {
    const before = answers.at(-1)
    if (!before?.final?.complete || before.opened) break
    answers.push(protocol.readAnswer(received, method, ended, before.final.end))
  }
  return answers
}
