import type { Action, Endpoint, Patience, State } from './endpoint'
import type { ServerFunctions } from './functions'
import type { Opening } from './handshake'
import type { Answer } from './http/answer'
import { asciiLower, combined, members } from './http/fields'
import type { Exchange } from './http/persistence'
import { broken, type Refusal } from './http/refusal'
import type { Request } from './http/request'
import { RequestReader } from './http/request-reader'
import type { DeflateAgreement } from './websocket/deflate-offer'
import type { Link } from './websocket/link'

/** One connection without its socket: it reads requests, answers them in order, and becomes a WebSocket after a 101. */
export class Connection implements Endpoint {
  readonly #server: ServerFunctions
  readonly #requests: RequestReader
  #link: Link | undefined
  #done = false
  #turn = 0
  #actions: Action[] = []

  constructor(server: ServerFunctions) {
    this.#server = server
    this.#requests = new RequestReader(server)
  }

  get state(): State {
    if (this.#done) return 'done'
    if (this.#link !== undefined) return 'link'
    return this.#requests.awaitsContent ? 'content' : 'head'
  }

  get unread(): Buffer {
    return this.#requests.unread
  }

  get patience(): Patience | undefined {
    const { headMs, contentMs, linkMs } = this.#server.limits
    const ms = { head: headMs, content: contentMs, link: linkMs, done: undefined }[this.state]
    return ms === undefined ? undefined : { turn: this.#turn, ms }
  }

  feed(bytes: Uint8Array): Action[] {
    if (this.#link !== undefined) this.#readFrames(bytes)
    else if (!this.#done) this.#readRequests(bytes)
    return this.#takeActions()
  }

  /** A request that is not complete is never applied (RFC 9112 8, RFC 9110 5.3). */
  finish(): Action[] {
    const inside = this.state === 'content' || (this.state === 'head' && this.unread.length > 0)
    if (inside) this.refuse(broken(400, 'The request is not complete.', 'RFC 9112 8'))
    else this.end()
    return this.#takeActions()
  }

  expire(): Action[] {
    if (this.#link !== undefined) this.#leave()
    else if (this.state === 'head' && this.unread.length === 0) this.end()
    else this.refuse(broken(408, 'The request did not come in time.', 'RFC 9110 15.5.9'))
    return this.#takeActions()
  }

  #readRequests(bytes: Uint8Array): void {
    this.#requests.push(bytes)
    while (this.state === 'head' || this.state === 'content') {
      const found = this.#requests.next()
      if (found === undefined) return
      if (found.kind === 'refusal') this.refuse(found.refusal, found.request)
      else if (found.kind === 'head') this.#awaitContent(found.request)
      else this.#server.answer(found.request, this, this.#server)
    }
    // What came together with the handshake belongs to the WebSocket.
    if (this.state === 'link' && this.unread.length > 0) this.#readFrames(this.#requests.takeUnread())
  }

  #awaitContent(request: Request): void {
    this.#turn++
    if (this.#server.expectsContinue(request)) this.send(this.#server.writeHead({ status: 100, fields: [] }))
  }

  /** Accepts an opening handshake. RFC 6455 4.2.2. */
  open(opening: Opening): void {
    this.send(this.#server.writeHead(this.#server.switchingProtocols(opening, this.#server)))
    this.becomeLink(opening.deflate)
  }

  /** Reads what follows as the frames of a WebSocket. */
  becomeLink(deflate?: DeflateAgreement): void {
    this.#link = this.#server.openLink(deflate, this.#server)
    this.#turn++
  }

  /** Refuses a request, which is missing where it could not be read. */
  refuse(refusal: Refusal, request?: Request): void {
    const answer = this.#server.refusalAnswer(refusal, request)
    if (answer === undefined) this.end()
    else this.respond(answer, { request, refusal })
  }

  /** Sends a final answer and carries on as RFC 9112 9 says. */
  respond(answer: Answer, { request, refusal }: Pick<Exchange, 'request' | 'refusal'>): void {
    const server = this.#server
    const options = request === undefined ? [] : members(asciiLower(combined(server.fieldLines(request, 'Connection'))))
    const exchange: Exchange = { request, refusal, asksToClose: options.includes('close') }
    const close = server.closesAfter(exchange)
    const framing = { now: server.now(), close, headOnly: request?.method === 'HEAD' }
    this.send(server.writeFinal(answer, framing, server.writeHead))
    server.afterAnswer(close, exchange, this)
  }

  /** Waits for the next request. */
  awaitRequest(): void {
    this.#requests.restart()
    this.#turn++
  }

  /** Ends the connection. */
  end(): void {
    if (!this.#done) this.#actions.push({ do: 'end' })
    this.#done = true
    this.#link = undefined
  }

  /** Sends bytes. */
  send(bytes: Buffer): void {
    this.#actions.push({ do: 'send', bytes })
  }

  /** Holds back what is sent from now on. Only a defect or variant does so. */
  hold(ms: number): void {
    this.#actions.push({ do: 'hold', ms })
  }

  /** Drops the bytes that have arrived and are not read yet. Only a defect does so. */
  forget(): void {
    this.#requests.takeUnread()
  }

  #readFrames(bytes: Uint8Array): void {
    this.#turn++
    const step = this.#link?.feed(bytes)
    for (const sent of step?.send ?? []) this.send(sent)
    if (step?.over) this.end()
  }

  #leave(): void {
    for (const sent of this.#link?.leave({ code: 1001, reason: '' }).send ?? []) this.send(sent)
    this.end()
  }

  #takeActions(): Action[] {
    const actions = this.#actions
    this.#actions = []
    return actions
  }
}
