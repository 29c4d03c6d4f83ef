import { isUtf8 } from 'node:buffer'
import { ByteQueue } from './bytes'
import { MessageDeflate } from './deflate'
import type { DeflateAgreement } from './deflate-offer'
import { type Failure, type Frame, type FrameHead, isOpcode, OPCODE, takeFrame } from './frames'
import { LINK_STEPS, type LinkSteps } from './link-steps'

/** What an open WebSocket does about some bytes: octets to send, and whether that was the last of it. */
export interface LinkStep {
  readonly send: readonly Buffer[]
  readonly over: boolean
  /** A defect lets the server die of it. */
  readonly fatal: boolean
}

/**
 * An open WebSocket that echoes: text as text, binary as binary, fragments joined, Ping answered with Pong, Close with Close.
 * A violation is answered with a Close frame that names it, and nothing after it is read. RFC 6455 5 to 7.
 */
export class Link {
  readonly #maxMessage: number
  readonly #steps: LinkSteps
  readonly #deflate: MessageDeflate | undefined
  readonly #waiting = new ByteQueue()
  #message = new ByteQueue()
  #opcode = 0
  #compressed = false
  #over = false
  #failed = false
  #fatal = false
  readonly #since = performance.now()
  #out: Buffer[] = []

  constructor(maxMessage: number, deflate?: DeflateAgreement, steps: LinkSteps = LINK_STEPS) {
    this.#maxMessage = maxMessage
    this.#steps = steps
    this.#deflate = deflate === undefined ? undefined : new MessageDeflate(steps.obeys(deflate))
  }

  /** Takes bytes of the client in any segments, `early` those that came before the 101 had gone. Never throws. */
  feed(bytes: Uint8Array, early = false): LinkStep {
    this.#out = []
    const heard = this.#over
      ? undefined
      : this.#steps.overhears(Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes), early)
    if (heard !== undefined && 'code' in heard) this.#fail(heard)
    else if (heard !== undefined) this.#out.push(heard)
    else if (!this.#over) this.#waiting.push(bytes)
    const rules = {
      maxPayload: this.#maxMessage,
      violation: (head: FrameHead) => this.#steps.violation(head, this.#deflate !== undefined),
      unmask: this.#steps.unmask,
    }
    while (!this.#over) {
      const frame = takeFrame(this.#waiting, rules)
      if (frame === undefined) break
      const failure = 'code' in frame ? frame : this.#handle(frame)
      if (failure !== undefined) this.#fail(failure)
    }
    return this.#step()
  }

  /** Says that the server leaves. */
  leave(code: number): LinkStep {
    this.#out = []
    if (!this.#over) this.#fail({ code, reason: '' })
    return this.#step()
  }

  #step(): LinkStep {
    return { send: this.#out, over: this.#over && this.#steps.leaves(this.#failed), fatal: this.#fatal }
  }

  #handle(frame: Frame): Failure | undefined {
    if (frame.opcode === OPCODE.ping)
      this.#say(OPCODE.pong, this.#steps.pong(frame.payload, performance.now() - this.#since))
    else if (frame.opcode === OPCODE.close) return this.#close(frame.payload)
    else if (frame.opcode !== OPCODE.pong && isOpcode(frame.opcode)) return this.#data(frame)
    return undefined
  }

  #data(frame: Frame): Failure | undefined {
    const inside = this.#opcode !== 0
    if ((frame.opcode === OPCODE.continuation) !== inside) return { code: 1002, reason: 'fragment out of order' }
    if (!inside) {
      this.#opcode = frame.opcode
      this.#compressed = frame.rsv1
    }
    if (this.#message.length + frame.payload.length > this.#maxMessage)
      return { code: 1009, reason: 'message is too large' }
    this.#message.push(frame.payload)
    return frame.fin ? this.#whole() : undefined
  }

  #whole(): Failure | undefined {
    const opcode = this.#opcode
    const sent = this.#message.take(this.#message.length)
    this.#message = new ByteQueue()
    this.#opcode = 0
    const deflate = this.#deflate
    const message =
      this.#compressed && deflate !== undefined
        ? this.#steps.inflated(deflate.decompress(sent, this.#maxMessage), sent)
        : sent
    if (message === 'too large') return { code: 1009, reason: 'message inflates to too much' }
    if (message === 'invalid') return { code: 1007, reason: 'message is no DEFLATE data' }
    if (opcode === OPCODE.text && !isUtf8(message)) return { code: 1007, reason: 'text is not UTF-8' }
    const echo = this.#steps.echo(message)
    if (echo === undefined || deflate === undefined || !this.#steps.compresses()) this.#say(opcode, echo)
    else this.#say(opcode, deflate.compress(echo), true)
    return undefined
  }

  #close(payload: Buffer): Failure | undefined {
    if (payload.length === 1) return { code: 1002, reason: 'close code of one octet' }
    if (payload.length > 1 && !mayBeSent(payload.readUInt16BE(0)))
      return { code: 1002, reason: 'close code is not allowed' }
    if (!isUtf8(payload.subarray(2))) return { code: 1007, reason: 'close reason is not UTF-8' }
    this.#say(OPCODE.close, this.#steps.closing(payload))
    this.#over = true
    return undefined
  }

  #say(opcode: number, payload: Buffer | undefined, rsv1 = false): void {
    if (payload !== undefined) this.#out.push(this.#steps.frame(opcode, payload, rsv1))
  }

  #fail(found: Failure): void {
    const failure = this.#steps.failing(found)
    if (failure === undefined) {
      this.#waiting.take(this.#waiting.length)
      return
    }
    const payload = Buffer.alloc(2 + Buffer.byteLength(failure.reason))
    payload.writeUInt16BE(failure.code, 0)
    payload.write(failure.reason, 2)
    this.#say(OPCODE.close, payload)
    this.#over = true
    this.#failed = true
    this.#fatal = failure.fatal === true
  }
}

/** The close codes that may stand in a Close frame. RFC 6455 7.4.1, 7.4.2. */
function mayBeSent(code: number): boolean {
  return (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999)
}
