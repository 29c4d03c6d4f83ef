import { type Answer, refusalAnswer, writeFinal } from './answer'
import { ContentReader, readFraming } from './body'
import { ByteQueue } from './bytes'
import { asciiLower, combined, members } from './fields'
import { HeadFinder } from './head'
import type { Limits } from './limits'
import { Link } from './link'
import { PAGE_ANSWER } from './page'
import { broken, type Refusal } from './refusal'
import { type Request, readHead } from './request'
import { type Decision, decide } from './rules'
import type { Steps } from './steps'

/** What the connection asks of whoever holds the socket. `end` sends FIN and lets the peer finish; `hold` delays what follows. */
export type Action =
  | { readonly do: 'send'; readonly bytes: Buffer }
  | { readonly do: 'later'; readonly bytes: Buffer; readonly ms: number }
  | { readonly do: 'hold'; readonly ms: number }
  | { readonly do: 'die' }
  | { readonly do: 'end' }

/** How long the connection waits for its peer; a new `turn` starts the clock again. */
export interface Patience {
  readonly turn: number
  readonly ms: number
}

/** What a connection has to know of the server it belongs to. */
export interface Surroundings {
  readonly steps: Steps
  readonly limits: Limits
  now(): number
}

type Phase = 'head' | 'content' | 'link' | 'done'

/** One connection without its socket: bytes in, actions out. It never throws, whatever comes, in any segments. */
export class Connection {
  readonly #around: Surroundings
  readonly #waiting = new ByteQueue()
  #phase: Phase = 'head'
  #finder: HeadFinder
  #request: Request | undefined
  #content: ContentReader | undefined
  #link: Link | undefined
  #owed = 0
  #turn = 0
  #impatient: boolean
  #actions: Action[] = []

  constructor(around: Surroundings) {
    this.#around = around
    this.#finder = new HeadFinder(around.limits)
    this.#impatient = around.steps.impatientMs() !== undefined
  }

  /** How long to wait for the next bytes before `expire` is called; `undefined` once nothing more is awaited. */
  get patience(): Patience | undefined {
    const { limits, steps } = this.#around
    if (this.#phase === 'done') return undefined
    if (this.#phase === 'link') return { turn: this.#turn, ms: limits.linkMs }
    if (this.#phase === 'content') return { turn: this.#turn, ms: limits.contentMs }
    const impatience = this.#impatient && this.#waiting.length > 0 ? steps.impatientMs() : undefined
    return { turn: this.#turn, ms: impatience ?? limits.headMs }
  }

  /** Takes bytes of the peer. */
  feed(bytes: Uint8Array): Action[] {
    this.#actions = []
    if (this.#phase === 'done') return []
    if (this.#phase === 'link') this.#toLink(bytes)
    else {
      this.#waiting.push(bytes)
      if (this.#impatient) this.#turn++
      this.#read()
    }
    return this.#actions
  }

  /** The peer has sent FIN. A request that is not whole is never applied (RFC 9112 8, RFC 9110 5.3). */
  finish(): Action[] {
    this.#actions = []
    const inside = this.#phase === 'content' || (this.#phase === 'head' && this.#waiting.length > 0)
    if (inside) this.#refuse(broken(400, 'The request is not complete.', 'RFC 9112 8'))
    else this.#end()
    return this.#actions
  }

  /** The patience is over. */
  expire(): Action[] {
    this.#actions = []
    if (this.#phase === 'link') this.#leave(1001)
    else if (this.#phase === 'head' && this.#waiting.length === 0) this.#end()
    else if (this.#phase === 'head' && this.#impatient) this.#applyUnfinished()
    else this.#refuse(broken(408, 'The request did not come in time.', 'RFC 9110 15.5.9'))
    return this.#actions
  }

  #read(): void {
    let going = true
    while (going) {
      if (this.#phase === 'head') going = this.#readHead()
      else if (this.#phase === 'content') going = this.#readContent()
      else going = false
    }
    if (this.#phase === 'link' && this.#waiting.length > 0) this.#toLink(this.#waiting.take(this.#waiting.length))
  }

  #readHead(): boolean {
    // RFC 9112 2.2: an empty line before the request line is ignored.
    while (this.#waiting.peek().subarray(0, 2).equals(CRLF)) this.#waiting.take(2)
    if (this.#waiting.length === 0 || (this.#waiting.length === 1 && this.#waiting.peek()[0] === CRLF[0])) return false
    const end = this.#finder.find(this.#waiting.peek())
    if (end === undefined) return false
    if (typeof end !== 'number') this.#refuse(end)
    else this.#takeHead(readHead(this.#waiting.take(end)))
    return true
  }

  #takeHead(request: Request | Refusal): void {
    if ('because' in request) {
      this.#refuse(request)
      return
    }
    const { steps, limits } = this.#around
    if (!steps.speaks(request.version)) {
      this.#refuse(broken(505, 'Only HTTP/1.1 opens a WebSocket.', 'RFC 6455 4.2.1 item 1; RFC 9110 15.6.6'))
      return
    }
    const framing = readFraming(request, limits)
    if ('because' in framing) {
      this.#refuse(framing)
      return
    }
    this.#request = request
    this.#content = new ContentReader(framing, limits)
    this.#phase = 'content'
    this.#turn++
    // RFC 9110 7.8: 100 comes before 101, also where there is no content to wait for.
    if (asciiLower(combined(steps.lines(request, 'Expect'))) === '100-continue') {
      this.#send(steps.write({ status: 100, fields: [] }))
    }
  }

  #readContent(): boolean {
    const outcome = this.#content?.read(this.#waiting)
    if (outcome === undefined || this.#request === undefined) return false
    if ('because' in outcome) this.#refuse(outcome)
    else this.#answer({ ...this.#request, trailers: outcome.trailers })
    return true
  }

  #answer(request: Request): void {
    const { steps } = this.#around
    const ms = steps.holds(request)
    if (ms > 0) this.#actions.push({ do: 'hold', ms })
    const decision = decide(request, steps)
    if (decision.kind === 'open') this.#open(decision)
    else {
      const options = members(asciiLower(combined(steps.lines(request, 'Connection'))))
      const answer = decision.kind === 'page' ? PAGE_ANSWER : refusalAnswer(decision.refusal)
      this.#final(answer, options.includes('close'), request.method === 'HEAD')
    }
    if (steps.dies(request)) this.#actions.push({ do: 'die' })
  }

  #open(decision: Decision & { kind: 'open' }): void {
    const { steps, limits } = this.#around
    const fields: [string, string][] = [
      ['Upgrade', 'websocket'],
      ['Connection', 'Upgrade'],
      ['Sec-WebSocket-Accept', steps.accept(decision.key)],
    ]
    if (decision.subprotocol !== undefined) fields.push(['Sec-WebSocket-Protocol', decision.subprotocol])
    if (decision.deflate !== undefined) fields.push(['Sec-WebSocket-Extensions', decision.deflate.answer])
    this.#send(steps.write(steps.switching({ status: 101, fields })))
    const greeting = steps.greeting()
    if (greeting !== undefined) this.#actions.push({ do: 'later', bytes: greeting.bytes, ms: greeting.afterMs })
    this.#link = new Link(limits.message, decision.deflate)
    this.#phase = 'link'
    this.#turn++
  }

  #toLink(bytes: Uint8Array): void {
    this.#turn++
    const eaten = Math.min(this.#owed, bytes.length)
    this.#owed -= eaten
    if (this.#link === undefined || !this.#around.steps.hears()) return
    const step = this.#link.feed(bytes.subarray(eaten))
    for (const octets of step.send) this.#send(octets)
    if (step.over) this.#end()
  }

  #leave(code: number): void {
    for (const octets of this.#link?.leave(code).send ?? []) this.#send(octets)
    this.#end()
  }

  #applyUnfinished(): void {
    this.#impatient = false
    this.#turn++
    const sofar = this.#waiting.peek()
    const owed = sofar.subarray(-3).equals(Buffer.from('\r\n\r')) ? 1 : 2
    const request = readHead(Buffer.concat([sofar, CRLF.subarray(2 - owed)]))
    if ('because' in request) return
    const decision = decide(request, this.#around.steps)
    if (decision.kind !== 'open') return
    this.#waiting.take(sofar.length)
    this.#owed = owed
    this.#open(decision)
  }

  #refuse(refusal: Refusal): void {
    this.#final(refusalAnswer(refusal), refusal.close === true, false)
  }

  #final(answer: Answer, close: boolean, headOnly: boolean): void {
    const { steps } = this.#around
    this.#send(writeFinal(answer, { now: this.#around.now(), close, headOnly }, steps.write))
    if (close) {
      this.#end()
      return
    }
    this.#phase = 'head'
    this.#finder = new HeadFinder(this.#around.limits)
    this.#request = undefined
    this.#turn++
  }

  #send(bytes: Buffer): void {
    this.#actions.push({ do: 'send', bytes })
  }

  #end(): void {
    if (this.#phase !== 'done') this.#actions.push({ do: 'end' })
    this.#phase = 'done'
  }
}

const CRLF = Buffer.from('\r\n')
