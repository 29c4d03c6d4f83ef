import type { Inflated } from './deflate'
import type { DeflateAgreement } from './deflate-offer'
import { type Failure, type FrameHead, unmask, violation, writeFrame } from './frames'

/** The steps of an open WebSocket. */
export interface LinkSteps {
  /** Octets before they are read as frames, `early` where they came before the 101 had gone: an answer of another kind, or a failure. RFC 9110 7.8. */
  overhears(bytes: Buffer, early: boolean): Buffer | Failure | undefined
  /** What is wrong with the head of a frame. RFC 6455 5.2. */
  violation(head: FrameHead, compressing: boolean): Failure | undefined
  /** The payload without its mask. RFC 6455 5.3. */
  unmask(payload: Buffer, key: Buffer): Buffer
  /** The payload of the Pong to a Ping on a link of that age, `undefined` for none. RFC 6455 5.5.3. */
  pong(payload: Buffer, ageMs: number): Buffer | undefined
  /** The payload of the Close frame that answers one, `undefined` for none. RFC 6455 5.5.1. */
  closing(payload: Buffer): Buffer | undefined
  /** Does the server end the TCP connection behind the closing handshake, or a failure? RFC 6455 7.1.1, 7.1.7. */
  leaves(failed: boolean): boolean
  /** What is echoed to a message, `undefined` for nothing. */
  echo(message: Buffer): Buffer | undefined
  /** The octets of a frame. RFC 6455 5.1, 5.2. */
  frame(opcode: number, payload: Uint8Array, rsv1?: boolean): Buffer
  /** Last look at a failure; `undefined` lets the link go on. RFC 6455 7.1.7. */
  failing(failure: Failure): Failure | undefined
  /** Are messages sent compressed where that was agreed? RFC 7692 6.1. */
  compresses(): boolean
  /** What of the agreement is kept. RFC 7692 7.1. */
  obeys(agreement: DeflateAgreement): DeflateAgreement
  /** What decompressing a payload came to. RFC 7692 7.2.2. */
  inflated(inflated: Inflated, payload: Buffer): Inflated
}

/** The steps as the RFCs have them. */
export const LINK_STEPS: LinkSteps = {
  overhears: () => undefined,
  violation,
  unmask,
  pong: (payload) => payload,
  // The code is given back and the reason is not. RFC 6455 5.5.1.
  closing: (payload) => payload.subarray(0, 2),
  leaves: () => true,
  echo: (message) => message,
  frame: writeFrame,
  failing: (failure) => failure,
  compresses: () => true,
  obeys: (agreement) => agreement,
  inflated: (inflated) => inflated,
}
