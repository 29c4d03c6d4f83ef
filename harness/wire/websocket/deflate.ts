import { createCipheriv } from 'node:crypto'
import { constants, deflateRawSync, type ZlibOptions } from 'node:zlib'
import type { FrameSpec } from '../../case/frame'
import { OPCODE } from './frame'

/** The length of the tail that the payload of a compressed message leaves out, in bytes (RFC 7692 7.2.1 step 3). */
const TAIL_LENGTH = 4

/** With its smallest window zlib never refers back over more than 250 bytes, so the data is valid even for *_max_window_bits=8. */
export const SMALLEST: ZlibOptions = { windowBits: 9, memLevel: 1, finishFlush: constants.Z_SYNC_FLUSH }

/** The payload of a compressed message from the DEFLATE data that a flush ended. */
export function withoutTail(octets: Buffer): Buffer {
  return octets.subarray(0, octets.length - TAIL_LENGTH)
}

/** The payload of a compressed message that refers to no other message, and fits into each window that an answer may allow. */
export function compressed(text: string): Buffer {
  return withoutTail(deflateRawSync(text, SMALLEST))
}

/** As `compressed`, but the payload refers to the message before it, `before`, which must be short. */
export function compressedAfter(text: string, before: string): Buffer {
  return withoutTail(deflateRawSync(text, { ...SMALLEST, dictionary: Buffer.from(before) }))
}

/** A text frame with RSV1 (RFC 7692 6); `over` replaces its fields. */
export function compressedFrame(payload: Buffer, over: Partial<FrameSpec> = {}): FrameSpec {
  return { opcode: OPCODE.text, rsv: 4, payload, ...over }
}

/** A text of this length with almost no repetition, always the same for a seed. */
export function incompressible(length: number, seed: number): string {
  const stream = createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16))
  return stream.update(Buffer.alloc(length)).toString('base64url').slice(0, length)
}
