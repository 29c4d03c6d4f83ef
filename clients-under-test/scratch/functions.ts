import type { Agreement, Element } from './extensions'
import type { Head } from './response'

/** What a connection wants: the URL, the subprotocols to offer, and the key that it chose. */
export interface Opening {
  readonly url: URL
  readonly protocols: readonly string[]
  readonly key: string
}

/** How the connection is while a header section is read: open, or ended by FIN or by a reset. */
export type ConnectionEnd = 'open' | 'closed' | 'reset'

/** A field line: name and value. */
export type Field = readonly [name: string, value: string]

/**
 * The functions of the client. `intact.ts` says which function of which file each is. The client calls them through this
 * record, so that a defect can replace one and leave the others as they are. Each does something in the intact client.
 */
export interface ClientFunctions {
  /** Whether a TLS handshake is good enough to send a request; `problem` is what OpenSSL says of the certificate. RFC 6455 4.1 step 5. */
  trusts(problem: string | null): boolean
  /** The name in the ClientHello; empty for an address. RFC 6066 3. */
  serverName(host: string): string
  /** Whether a wss: URL is tried in clear text where the TLS handshake fails. RFC 6455 4.1 step 5: never. */
  triesInClear(): boolean
  /** Reads a URL; `undefined` where it is none. RFC 6455 4.1 step 1. */
  readUrl(text: string): URL | undefined
  /** Whether these subprotocols may be offered. RFC 6455 4.1 request item 10. */
  mayOffer(protocols: readonly string[]): boolean
  /** 16 random bytes in base64. RFC 6455 4.1 request item 7. */
  chooseKey(): string
  targetOf(url: URL): string
  hostOf(url: URL): string
  requestLine(url: URL, client: ClientFunctions): string
  requestFields(opening: Opening, client: ClientFunctions): readonly Field[]
  writeRequest(opening: Opening, client: ClientFunctions): string
  /** What is sent right after the request. RFC 6455 4.1: nothing, until the response has come. */
  afterRequest(): Buffer

  /** Where a header section ends and what follows it begins; `undefined` while it is not whole. `last` bytes came last. RFC 9112 2.1. */
  endOfHead(bytes: Buffer, end: ConnectionEnd, last: number): { end: number; next: number } | undefined
  /** Why bytes without the end of a header section can become no response any more; `undefined` where they can. */
  hopeless(bytes: Buffer): string | undefined
  /** Whether the end of a connection fails it where no whole response has come. RFC 6455 7.2.1. */
  failsUpon(end: ConnectionEnd): boolean
  /** How long a response is waited for, ms. RFC 9110 7.5: no text sets a time. */
  patienceMs(): number
  /** Maximum number of bytes of a header section: a server that sends more is not waited for. RFC 9110 17.5. */
  mostHead(): number
  /** How many bytes after a 101 are its content: none. RFC 9112 6.3 rule 1. */
  contentAfter(head: Head, rest: Buffer): number
  /** A status line and header section; `undefined` where it does not match the grammar. */
  readHead(text: string): Head | undefined
  /** True for a response that another one follows. RFC 9110 15.2. */
  isInterim(status: number): boolean
  opens(status: number): boolean
  isUpgrade(lines: readonly string[]): boolean
  isConnection(lines: readonly string[]): boolean
  isAccept(lines: readonly string[], key: string): boolean
  isSubprotocol(lines: readonly string[], offered: readonly string[]): boolean
  /** Why a final response does not open the WebSocket; `undefined` where it does. */
  objection(head: Head, opening: Opening, client: ClientFunctions): string | undefined
  /** The handshake to which a response redirects; `undefined` where it does not. RFC 9110 15.4. */
  redirected(head: Head, opening: Opening, client: ClientFunctions): Opening | undefined
  /** How many redirects are followed. */
  mostRedirects(): number
  /** The subprotocol that the application is given. */
  subprotocolOf(head: Head): string
  /** Whether a Close frame of the server is answered. RFC 6455 5.5.1. */
  answersClose(): boolean
  /** Whether the client closes the TCP connection after both Close frames, before the server does. RFC 6455 7.1.1. */
  closesFirst(): boolean
  /** Whether the connection goes on after a response that does not open the WebSocket: it is closed. RFC 6455 7.1.7. */
  staysAfterFailure(): boolean

  maskKey(): Buffer
  /** What is sent upon a Ping. RFC 6455 5.5.2. */
  answerPing(payload: Buffer, client: ClientFunctions): Buffer
  writeFrame(opcode: number, payload: Buffer, client: ClientFunctions): Buffer
  /** What is wrong with the first two bytes of a frame of a server. RFC 6455 5.1, 5.2, 5.5; RFC 7692 6.1. */
  violation(first: number, second: number, agreed: Agreement): string | undefined

  /** The extensions that are offered, one for each line. RFC 7692 5. */
  offers(): readonly string[]
  readExtensions(lines: readonly string[]): readonly Element[] | undefined
  chooseExtension(elements: readonly Element[], offers: readonly Element[]): Element | undefined | string
  isRepeated(element: Element): boolean
  isParam(name: string, value: string | undefined): boolean
  accepts(answer: Element, offer: Element): boolean
  agree(lines: readonly string[], client: ClientFunctions): Agreement | string
  /** RSV1, for frames with this opcode. RFC 7692 6.1. */
  rsv1(opcode: number, agreed: Agreement): number
  compress(payload: Buffer, before: Buffer, agreed: Agreement): Buffer
  decompress(payload: Buffer, before: Buffer, agreed: Agreement): Buffer | undefined
}
