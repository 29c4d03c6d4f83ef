import { type Answer, type Framing as AnswerFraming, refusalAnswer, writeFinal, writeHead } from './answer'
import { type Framing, readFraming } from './body'
import { asciiLower, combined, sameName } from './fields'
import type { Limits } from './limits'
import { PAGE_ANSWER } from './page'
import type { Refusal } from './refusal'
import type { Request } from './request'

/** What an answer is about; a request that could not be read is not there. */
export interface About {
  readonly request?: Request | undefined
  readonly refusal?: Refusal | undefined
}

/** The steps that take requests off a connection and put answers on it. */
export interface WireSteps {
  /** What the server puts up with. */
  limits(limits: Limits): Limits
  /** Are empty lines before a request line ignored? RFC 9112 2.2. */
  skipsEmptyLines(): boolean
  /** The text of a header section, or of its first line alone, before it is read. RFC 9112 2.2. */
  section(text: string): string
  /** Is more awaited behind this beginning of a header section? RFC 9112 2.2. */
  waits(begun: Buffer): boolean
  /** Is FIN taken for the end of a header section? RFC 9110 5.3. */
  appliesAtFin(): boolean
  /** How the content of a request ends. RFC 9112 6.3. */
  framing(request: Request, limits: Limits): Framing | Refusal
  /** Is 100 sent before the content is read? RFC 9110 7.8, 10.1.1. */
  continues(request: Request): boolean
  /** Interim responses before the 101. RFC 9110 15.2. */
  interim(): readonly Answer[]
  /** Last look at a refusal before it is answered. */
  refusing(refusal: Refusal, request: Request | undefined): Refusal
  /** A refusal in words; `undefined` ends the connection without any. RFC 6455 4.2.1, 10.7. */
  told(refusal: Refusal, request: Request | undefined): Answer | undefined
  /** What a plain HTTP request gets. */
  page(request: Request): Answer
  /** Is `close` said in this final answer? `asked` where the request or the state of the connection calls for it. RFC 9112 9.6. */
  closes(asked: boolean, about: About): boolean
  /** Does the connection end behind this final answer? RFC 9112 9.6. */
  ends(close: boolean, about: About): boolean
  /** Are the octets behind a request kept for the next one? RFC 9112 9.3.2. */
  keepsPipelined(about: About): boolean
  /** Is what follows this refusal read as frames? RFC 6455 4.2.2 step 5. */
  opensBehind(refusal: Refusal): boolean
  /** The octets of a final answer, framed. RFC 9112 6.3. */
  final(answer: Answer, framing: AnswerFraming, write: (answer: Answer) => Buffer): Buffer
  /** The octets of a head. RFC 9112 2.1. */
  write(answer: Answer): Buffer
  /** The writes in which octets go out, a moment apart. RFC 9112 2.2. */
  pieces(bytes: Buffer): readonly Buffer[]
  /** Does the server stop listening when a peer resets a connection, `begun` inside a header section? */
  diesOfReset(begun: boolean): boolean
  /** Does the server stop listening when that many connections are open? */
  diesOf(connections: number): boolean
}

/** The steps as the RFCs have them. */
export const WIRE_STEPS: WireSteps = {
  limits: (limits) => limits,
  skipsEmptyLines: () => true,
  section: (text) => text,
  waits: () => true,
  appliesAtFin: () => false,
  framing: readFraming,
  // RFC 9110 7.8: 100 comes before 101, also where there is no content to wait for.
  continues: ({ fields }) =>
    asciiLower(combined(fields.filter(({ name }) => sameName(name, 'Expect')))) === '100-continue',
  interim: () => [],
  refusing: (refusal) => refusal,
  told: refusalAnswer,
  page: () => PAGE_ANSWER,
  closes: (asked) => asked,
  ends: (close) => close,
  keepsPipelined: () => true,
  opensBehind: () => false,
  final: writeFinal,
  write: writeHead,
  pieces: (bytes) => [bytes],
  diesOfReset: () => false,
  diesOf: () => false,
}
