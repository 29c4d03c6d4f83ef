import { ByteQueue } from '../byte-queue'
import type { ServerFunctions } from '../functions'
import { ContentReader } from './content'
import type { HeadSearch } from './head-end'
import { broken, type Refusal } from './refusal'
import { type Request, readHead } from './request'

/** What the next bytes are: a header section whose content follows, a whole request, or no request that is read here. */
export type Found =
  | { readonly kind: 'head' | 'request'; readonly request: Request }
  | { readonly kind: 'refusal'; readonly refusal: Refusal; readonly request?: Request }

const CR = 0x0d

/** Takes one request after the other from the bytes of a connection. RFC 9112. */
export class RequestReader {
  readonly #server: ServerFunctions
  readonly #unread = new ByteQueue()
  #search: HeadSearch = { scanned: 0, lineStart: 0 }
  #head: { readonly request: Request; readonly content: ContentReader } | undefined

  constructor(server: ServerFunctions) {
    this.#server = server
  }

  /** The bytes that have arrived and are not read yet. */
  get unread(): Buffer {
    return this.#unread.peek()
  }

  /** Whether a header section has been read whose content is not complete. */
  get awaitsContent(): boolean {
    return this.#head !== undefined
  }

  /** Appends bytes of the peer. */
  push(bytes: Uint8Array): void {
    this.#unread.push(bytes)
  }

  /** Takes all bytes that are not read yet. */
  takeUnread(): Buffer {
    return this.#unread.take(this.#unread.length)
  }

  /** Starts again with the next request. */
  restart(): void {
    this.#search = { scanned: 0, lineStart: 0 }
    this.#head = undefined
  }

  /** Reads on; `undefined` where more bytes are needed. */
  next(): Found | undefined {
    return this.#head === undefined ? this.#readHead() : this.#readContent(this.#head)
  }

  #readHead(): Found | undefined {
    const server = this.#server
    // RFC 9112 2.2: an empty line before the request line is ignored. A lone CR may be the first half of one.
    server.skipEmptyLines(this.#unread)
    if (this.unread.length === 0 || (this.unread.length === 1 && this.unread[0] === CR)) return undefined

    const end = server.findHeadEnd(this.unread, this.#search, server)
    if (end === undefined) return undefined
    if (typeof end !== 'number') return { kind: 'refusal', refusal: end }

    const request = readHead(this.#unread.take(end), server.splitLines)
    if ('because' in request) return { kind: 'refusal', refusal: request }

    // RFC 6455 4.2.1 item 1: HTTP/1.1 or higher.
    if (!server.speaks(request.version)) return { kind: 'refusal', refusal: WRONG_VERSION, request }

    // RFC 9112 6: where the content ends, and with it the request.
    const framing = server.readFraming(request, server.limits)
    if ('because' in framing) return { kind: 'refusal', refusal: framing, request }

    this.#head = { request, content: new ContentReader(framing, server.limits) }
    return { kind: 'head', request }
  }

  #readContent({ request, content }: { request: Request; content: ContentReader }): Found | undefined {
    const outcome = content.read(this.#unread)
    if (outcome === undefined) return undefined
    if ('because' in outcome) return { kind: 'refusal', refusal: outcome, request }
    return { kind: 'request', request: { ...request, trailers: outcome.trailers } }
  }
}

const WRONG_VERSION = broken(505, 'Only HTTP/1.1 opens a WebSocket.', 'RFC 6455 4.2.1 item 1; RFC 9110 15.6.6')
const CRLF = Buffer.from('\r\n')

/** Drops the empty lines before a request line. RFC 9112 2.2. */
export function skipEmptyLines(unread: ByteQueue): void {
  while (unread.peek().subarray(0, 2).equals(CRLF)) unread.take(2)
}

/** Whether the version of a request can be upgraded from. RFC 6455 4.2.1 item 1, RFC 9110 6.2, 7.8. */
export function speaks({ major, minor }: Request['version']): boolean {
  return major === 1 && minor >= 1
}
