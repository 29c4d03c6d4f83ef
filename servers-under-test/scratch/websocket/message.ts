import { ByteQueue } from '../byte-queue'
import { type Failure, type Frame, OPCODE } from './frames'

/** A whole message as it was sent. `compressed` where its first frame has RSV1. RFC 7692 6. */
export interface Message {
  readonly opcode: number
  readonly compressed: boolean
  readonly payload: Buffer
}

/** Joins the fragments of one message after the other. RFC 6455 5.4. */
export class MessageAssembler {
  readonly #maxPayload: number
  #first: Frame | undefined
  #payload = new ByteQueue()

  /** @param maxPayload how many bytes a message may have, before it is decompressed */
  constructor(maxPayload: number) {
    this.#maxPayload = maxPayload
  }

  /** Takes a data frame. Returns the message after its last frame, `undefined` before it. */
  add(frame: Frame): Message | Failure | undefined {
    if ((frame.opcode === OPCODE.continuation) !== (this.#first !== undefined))
      return { code: 1002, reason: 'fragment out of order' }
    const first = this.#first ?? frame
    this.#first = first
    if (this.#payload.length + frame.payload.length > this.#maxPayload)
      return { code: 1009, reason: 'message is too large' }
    this.#payload.push(frame.payload)
    if (!frame.fin) return undefined
    const payload = this.#payload.take(this.#payload.length)
    this.#first = undefined
    this.#payload = new ByteQueue()
    return { opcode: first.opcode, compressed: first.rsv1, payload }
  }
}
