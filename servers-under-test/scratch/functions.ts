import type { Socket } from 'node:net'
import type { ByteQueue } from './byte-queue'
import type { Connection } from './connection'
import type { Endpoint } from './endpoint'
import type { Decision, Opening } from './handshake'
import type { Reading, Selection } from './handshake-fields'
import type { Answer, AnswerFraming } from './http/answer'
import type { ContentFraming } from './http/content'
import type { ExtensionOffer, FieldLine } from './http/fields'
import type { HeadSearch } from './http/head-end'
import type { Exchange } from './http/persistence'
import type { Refusal } from './http/refusal'
import type { Request } from './http/request'
import type { Limits } from './limits'
import type { Compression } from './websocket/deflate'
import type { DeflateAgreement } from './websocket/deflate-offer'
import type { Failure, FrameHead } from './websocket/frames'
import type { Link, PlainMessage } from './websocket/link'

/** A refusal whose clause is added by the guard that asked for it. */
export type Objection = Omit<Refusal, 'clause'>

/** What a site serves. Without a fixture it serves every authority, path and origin. */
export interface SiteFunctions {
  /** Whether an authority belongs to this site. RFC 9110 7.4. */
  isServed(authority: string): boolean
  /** What the resource answers before any handshake: it is missing, has moved, or needs credentials. RFC 6455 4.2.2 steps 2 to 4. */
  resource(request: Request, authority: string, path: string): Objection | undefined
  /** Whether a script of that origin may open a WebSocket at that authority. RFC 6455 4.2.2 /origin/, 10.2. */
  isAllowedOrigin(lines: readonly FieldLine[], authority: string): boolean
}

/**
 * The functions of the server. `intact.ts` says which function of which file each is; that function's docstring says what it
 * does. The server calls them through this record, so that a defect or variant can replace one and leave the others as they
 * are. Each does something in the intact server; none is only a hook. A function that calls others takes the record as its
 * last argument.
 */
export interface ServerFunctions extends SiteFunctions {
  readonly limits: Limits
  /** Milliseconds since the epoch. */
  now(): number
  /** Accepts no more connections. Those that are open go on. */
  stopListening(): void

  serve(socket: Socket, server: ServerFunctions): void
  connect(server: ServerFunctions): Endpoint

  skipEmptyLines(unread: ByteQueue): void
  findHeadEnd(bytes: Buffer, search: HeadSearch, server: ServerFunctions): number | Refusal | undefined
  splitLines(text: string): string[] | Refusal
  speaks(version: Request['version']): boolean
  readFraming(request: Request, limits: Limits): ContentFraming | Refusal
  expectsContinue(request: Request): boolean

  answer(request: Request, connection: Connection, server: ServerFunctions): void
  decide(request: Request, server: ServerFunctions): Decision
  /** The field lines of a name, which is given in the spelling of its RFC. */
  fieldLines(request: Request, name: string): readonly FieldLine[]
  isTarget(target: string): boolean
  pathOf(target: string): string
  isHost(lines: readonly FieldLine[]): boolean
  authorityOf(target: string, host: readonly FieldLine[]): string
  readUpgrade(lines: readonly FieldLine[]): Reading
  readConnection(lines: readonly FieldLine[]): Reading
  readKey(lines: readonly FieldLine[]): string | undefined
  isVersion(lines: readonly FieldLine[]): boolean
  chooseSubprotocol(lines: readonly FieldLine[], spoken: readonly string[]): Selection
  readOffers(lines: readonly FieldLine[]): readonly ExtensionOffer[] | 'malformed'
  agreeDeflate(offers: readonly ExtensionOffer[]): DeflateAgreement | undefined
  switchingProtocols(opening: Opening, server: ServerFunctions): Answer
  computeAccept(key: string): string

  page(request: Request): Answer
  /** `undefined` ends the connection without an answer. */
  refusalAnswer(refusal: Refusal, request: Request | undefined): Answer | undefined
  writeHead(answer: Answer): Buffer
  writeFinal(answer: Answer, framing: AnswerFraming, write: (answer: Answer) => Buffer): Buffer
  closesAfter(exchange: Exchange): boolean
  afterAnswer(close: boolean, exchange: Exchange, connection: Connection): void

  openLink(deflate: DeflateAgreement | undefined, server: ServerFunctions): Link
  openDeflate(agreement: DeflateAgreement): Compression
  violation(head: FrameHead, compressing: boolean): Failure | undefined
  unmask(payload: Buffer, key: Buffer): Buffer
  echo(message: PlainMessage, deflate: Compression | undefined, server: ServerFunctions): Buffer
  pong(payload: Buffer, server: ServerFunctions): Buffer
  closeReply(payload: Buffer, server: ServerFunctions): Buffer
  writeFrame(opcode: number, payload: Uint8Array, rsv1?: boolean): Buffer
}
