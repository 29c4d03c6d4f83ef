import type { Action, Patience, Surroundings } from './actions'
import type { Answer } from './answer'
import { ContentReader } from './body'
import { ByteQueue } from './bytes'
import { asciiLower, combined, members } from './fields'
import { HeadFinder } from './head'
import { Link } from './link'
import { broken, type Refusal } from './refusal'
import { type Request, readHead } from './request'
import { type Decision, decide } from './rules'
import type { Steps } from './steps'
import type { About } from './wire-steps'

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
  #served = 0
  #turn = 0
  #impatient: boolean
  #actions: Action[] = []

  constructor(around: Surroundings) {
    this.#around = around
    this.#finder = new HeadFinder(around.limits, around.steps.section)
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

  /** Is a header section begun and not whole? */
  get begun(): boolean {
    return this.#phase === 'head' && this.#waiting.length > 0
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
    if (this.#phase === 'head' && this.#around.steps.appliesAtFin()) this.#applyUnfinished()
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
    if (this.#phase === 'link' && this.#waiting.length > 0) this.#toLink(this.#waiting.take(this.#waiting.length), true)
  }

  #readHead(): boolean {
    // RFC 9112 2.2: an empty line before the request line is ignored.
    const { steps } = this.#around
    while (steps.skipsEmptyLines() && this.#waiting.peek().subarray(0, 2).equals(CRLF)) this.#waiting.take(2)
    if (this.#waiting.length === 0 || (this.#waiting.length === 1 && this.#waiting.peek()[0] === CRLF[0])) return false
    const end = this.#finder.find(this.#waiting.peek())
    if (end === undefined && steps.waits(this.#waiting.peek())) return false
    if (end === undefined) this.#refuse(broken(400, 'The header section came in pieces.', 'none'))
    else if (typeof end !== 'number') this.#refuse(end)
    else this.#takeHead(readHead(sectionOf(this.#waiting.take(end), steps)))
    return true
  }

  #takeHead(request: Request | Refusal): void {
    if ('because' in request) {
      this.#refuse(request)
      return
    }
    const { steps, limits } = this.#around
    if (!steps.speaks(request.version)) {
      this.#refuse(broken(505, 'Only HTTP/1.1 opens a WebSocket.', 'RFC 6455 4.2.1 item 1; RFC 9110 15.6.6'), request)
      return
    }
    const framing = steps.framing(request, limits)
    if ('because' in framing) {
      this.#refuse(framing, request)
      return
    }
    this.#request = request
    this.#content = new ContentReader(framing, limits)
    this.#phase = 'content'
    this.#turn++
    if (steps.continues(request)) this.#send(steps.write({ status: 100, fields: [] }))
  }

  #readContent(): boolean {
    const outcome = this.#content?.read(this.#waiting)
    if (outcome === undefined || this.#request === undefined) return false
    if ('because' in outcome) this.#refuse(outcome, this.#request)
    else this.#answer({ ...this.#request, trailers: outcome.trailers })
    return true
  }

  #answer(request: Request): void {
    const { steps } = this.#around
    const ms = steps.holds(request)
    if (ms > 0) this.#actions.push({ do: 'hold', ms })
    const decision = decide(request, steps, this.#served++)
    if (decision.kind === 'open') this.#open(decision, request)
    else if (decision.kind === 'refuse') this.#refuse(decision.refusal, request)
    else this.#final(steps.page(request), false, { request })
    if (steps.dies(request)) this.#actions.push({ do: 'die' })
  }

  #open(decision: Decision & { kind: 'open' }, request: Request): void {
    const { steps, limits } = this.#around
    const fields: [string, string][] = [
      ['Upgrade', 'websocket'],
      ['Connection', 'Upgrade'],
      ['Sec-WebSocket-Accept', steps.accept(decision.key)],
    ]
    if (decision.subprotocol !== undefined) fields.push(['Sec-WebSocket-Protocol', decision.subprotocol])
    if (decision.deflate !== undefined) fields.push(['Sec-WebSocket-Extensions', decision.deflate.answer])
    for (const interim of steps.interim()) this.#send(steps.write(interim))
    this.#send(steps.write(steps.switching({ status: 101, fields }, request)))
    const greeting = steps.greeting()
    if (greeting !== undefined) this.#actions.push({ do: 'later', bytes: greeting.bytes, ms: greeting.afterMs })
    this.#link = new Link(limits.message, decision.deflate, steps)
    this.#phase = 'link'
    this.#turn++
  }

  #toLink(bytes: Uint8Array, early = false): void {
    this.#turn++
    const eaten = Math.min(this.#owed, bytes.length)
    this.#owed -= eaten
    if (this.#link === undefined || !this.#around.steps.hears()) return
    const step = this.#link.feed(bytes.subarray(eaten), early)
    for (const octets of step.send) this.#send(octets)
    if (step.fatal) this.#actions.push({ do: 'die' })
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
    const request = readHead(sectionOf(Buffer.concat([sofar, CRLF.subarray(2 - owed)]), this.#around.steps))
    if ('because' in request) return
    const decision = decide(request, this.#around.steps)
    if (decision.kind !== 'open') return
    this.#waiting.take(sofar.length)
    this.#owed = owed
    this.#open(decision, request)
  }

  #refuse(found: Refusal, request?: Request): void {
    const { steps } = this.#around
    const refusal = steps.refusing(found, request)
    const answer = steps.told(refusal, request)
    if (answer === undefined) this.#end()
    else this.#final(answer, refusal.close === true, { request, refusal })
    if (refusal.fatal) this.#actions.push({ do: 'die' })
  }

  #final(answer: Answer, atOnce: boolean, about: About): void {
    const { steps, limits } = this.#around
    const { request, refusal } = about
    const options = request === undefined ? [] : members(asciiLower(combined(steps.lines(request, 'Connection'))))
    const close = steps.closes(atOnce || options.includes('close'), about)
    const framing = { now: this.#around.now(), close, headOnly: request?.method === 'HEAD' }
    this.#send(steps.final(answer, framing, steps.write))
    if (steps.ends(close, about)) {
      this.#end()
      return
    }
    this.#turn++
    if (refusal !== undefined && steps.opensBehind(refusal)) {
      this.#link = new Link(limits.message, undefined, steps)
      this.#phase = 'link'
      return
    }
    if (!steps.keepsPipelined(about)) this.#waiting.take(this.#waiting.length)
    this.#phase = 'head'
    this.#finder = new HeadFinder(limits, steps.section)
    this.#request = undefined
  }

  #send(bytes: Buffer): void {
    for (const [at, piece] of this.#around.steps.pieces(bytes).entries()) {
      if (at > 0) this.#actions.push({ do: 'hold', ms: 1 })
      this.#actions.push({ do: 'send', bytes: piece })
    }
  }

  #end(): void {
    if (this.#phase !== 'done') this.#actions.push({ do: 'end' })
    this.#phase = 'done'
  }
}

/** The octets of a header section as the steps have it read. */
function sectionOf(bytes: Buffer, steps: Steps): Buffer {
  return Buffer.from(steps.section(bytes.toString('latin1')), 'latin1')
}

const CRLF = Buffer.from('\r\n')
