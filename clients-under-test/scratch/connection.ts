import { type Agreement, PLAIN, windowAfter } from './extensions'
import { type Frame, OPCODE, takeFrame } from './frames'
import type { ClientFunctions, ConnectionEnd, Opening } from './functions'
import type { Head } from './response'

/** One thing that a connection gives out, in order: bytes or an end for its socket, or an event for its application. */
export type Action =
  | { readonly do: 'send'; readonly bytes: Buffer }
  | { readonly do: 'opened'; readonly protocol: string }
  | { readonly do: 'message'; readonly text: string }
  | { readonly do: 'redirected'; readonly opening: Opening }
  | { readonly do: 'failed'; readonly reason: string }
  | { readonly do: 'closed'; readonly code: number }
  | { readonly do: 'end' }

/** One connection without its socket: it sends the request, checks the responses, and becomes a WebSocket. No method throws. */
export class Connection {
  readonly #client: ClientFunctions
  readonly #opening: Opening
  #unread: Buffer = Buffer.alloc(0)
  /** How many of these bytes came last. */
  #last = 0
  #state: 'head' | 'link' | 'closing' | 'closed' | 'done' = 'head'
  #parts: Buffer[] = []
  #isCompressed = false
  #agreed = PLAIN
  /** What the windows of both directions hold. */
  #sent: Buffer = Buffer.alloc(0)
  #received: Buffer = Buffer.alloc(0)
  #actions: Action[] = []

  constructor(opening: Opening, client: ClientFunctions) {
    this.#client = client
    this.#opening = opening
  }

  /** The connection is made. RFC 6455 4.1. */
  begin(): Action[] {
    this.#send(Buffer.from(this.#client.writeRequest(this.#opening, this.#client), 'latin1'))
    this.#send(this.#client.afterRequest())
    return this.#take()
  }

  /** Takes bytes of the server. */
  feed(bytes: Uint8Array): Action[] {
    this.#unread = Buffer.concat([this.#unread, bytes])
    this.#last = bytes.length
    while (this.#state === 'head' && this.#readHead()) {}
    while ((this.#state === 'link' || this.#state === 'closing') && this.#readFrame()) {}
    return this.#take()
  }

  /** The server has ended the connection. */
  finish(how: ConnectionEnd = 'closed'): Action[] {
    while (this.#state === 'head' && this.#readHead(how)) {}
    if (this.#state === 'head') {
      if (this.#client.failsUpon(how)) this.#fail('the connection ended before the response')
    } else if (this.#state === 'closed') this.#end()
    else if (this.#state !== 'done') this.#close(1006)
    return this.#take()
  }

  /** The connection is made and no request may be sent on it. */
  refuse(reason: string): Action[] {
    this.#fail(reason)
    return this.#take()
  }

  /** The application sends a message. */
  say(text: string): Action[] {
    if (this.#state === 'link') this.#send(this.#message(Buffer.from(text)))
    return this.#take()
  }

  /** The application closes. RFC 6455 7.1.2. */
  close(code: number): Action[] {
    if (this.#state === 'link') {
      this.#send(this.#frame(OPCODE.close, Buffer.from([code >> 8, code & 255])))
      this.#state = 'closing'
    }
    return this.#take()
  }

  /** Reads one response; false while it is not complete. Interim ones are skipped. */
  #readHead(how: ConnectionEnd = 'open'): boolean {
    const whole = this.#client.endOfHead(this.#unread, how, this.#last)
    if (whole === undefined) {
      const reason = this.#client.hopeless(this.#unread)
      if (this.#unread.length > this.#client.mostHead()) this.#fail('the header section is too long')
      else if (reason !== undefined) this.#fail(reason)
      return false
    }
    const head = this.#client.readHead(this.#unread.toString('latin1', 0, whole.end))
    this.#unread = this.#unread.subarray(whole.next)
    if (head === undefined) {
      this.#fail('the response is no valid HTTP')
      return false
    }
    if (this.#client.isInterim(head.status)) return true
    this.#conclude(head)
    return false
  }

  /** Opens, fails or redirects after the final response. */
  #conclude(head: Head): void {
    const client = this.#client
    const wrong = client.objection(head, this.#opening, client)
    const opening = wrong === undefined ? undefined : client.redirected(head, this.#opening, client)
    if (opening !== undefined) {
      this.#state = 'done'
      this.#actions.push({ do: 'redirected', opening })
    } else if (wrong !== undefined) this.#fail(wrong)
    else {
      this.#state = 'link'
      this.#agreed = this.#agreedIn(head)
      this.#unread = this.#unread.subarray(client.contentAfter(head, this.#unread))
      this.#actions.push({ do: 'opened', protocol: client.subprotocolOf(head) })
    }
  }

  #readFrame(): boolean {
    const found = takeFrame(this.#unread, this.#client, this.#agreed)
    if (found === undefined) return false
    if (typeof found === 'string') {
      this.#break(1002)
      return false
    }
    this.#unread = this.#unread.subarray(found.end)
    this.#meet(found.frame)
    return true
  }

  #meet({ fin, opcode, compressed, payload }: Frame): void {
    if (opcode === OPCODE.ping) this.#send(this.#client.answerPing(payload, this.#client))
    else if (opcode === OPCODE.close) {
      const answers = this.#state === 'link' && this.#client.answersClose()
      if (answers) this.#send(this.#frame(OPCODE.close, payload.subarray(0, 2)))
      this.#finished(payload.length >= 2 ? payload.readUInt16BE(0) : 1005)
    } else if (opcode <= OPCODE.binary) {
      if (opcode !== OPCODE.continuation) this.#isCompressed = compressed
      this.#parts.push(payload)
      if (!fin) return
      const whole = Buffer.concat(this.#parts)
      this.#parts = []
      const message = this.#isCompressed ? this.#inflated(whole) : whole
      if (message === undefined) this.#break(1007)
      else this.#actions.push({ do: 'message', text: message.toString() })
    }
  }

  /** What the response agrees on; without objections, that is no text. */
  #agreedIn({ fields }: Head): Agreement {
    const lines = fields.filter(([name]) => name === 'sec-websocket-extensions').map(([, value]) => value)
    const agreed = this.#client.agree(lines, this.#client)
    return typeof agreed === 'string' ? PLAIN : agreed
  }

  /** A message as a frame, compressed where that was agreed on. RFC 7692 6.1. */
  #message(payload: Buffer): Buffer {
    if (this.#client.rsv1(OPCODE.text, this.#agreed) === 0) return this.#frame(OPCODE.text, payload)
    const compressed = this.#client.compress(payload, this.#sent, this.#agreed)
    this.#sent = windowAfter(this.#sent, payload)
    return this.#frame(OPCODE.text, compressed)
  }

  /** A compressed message as it was; `undefined` where its data is invalid. RFC 7692 6.2. */
  #inflated(payload: Buffer): Buffer | undefined {
    const message = this.#client.decompress(payload, this.#received, this.#agreed)
    if (message !== undefined) this.#received = windowAfter(this.#received, message)
    return message
  }

  /** Fails an open WebSocket. RFC 6455 7.1.7. */
  #break(code: number): void {
    this.#send(this.#frame(OPCODE.close, Buffer.from([code >> 8, code & 255])))
    this.#close(code)
  }

  #fail(reason: string): void {
    this.#state = 'done'
    this.#actions.push({ do: 'failed', reason })
    if (!this.#client.staysAfterFailure()) this.#actions.push({ do: 'end' })
  }

  /** Both Close frames are exchanged. */
  #finished(code: number): void {
    this.#state = 'closed'
    this.#actions.push({ do: 'closed', code })
    if (this.#client.closesFirst()) this.#end()
  }

  #close(code: number): void {
    this.#actions.push({ do: 'closed', code })
    this.#end()
  }

  #end(): void {
    this.#state = 'done'
    this.#actions.push({ do: 'end' })
  }

  #frame(opcode: number, payload: Buffer): Buffer {
    const rsv1 = this.#client.rsv1(opcode, this.#agreed)
    return this.#client.writeFrame(opcode | rsv1, payload, this.#client)
  }

  #send(bytes: Buffer): void {
    if (bytes.length > 0) this.#actions.push({ do: 'send', bytes })
  }

  #take(): Action[] {
    const actions = this.#actions
    this.#actions = []
    return actions
  }
}
