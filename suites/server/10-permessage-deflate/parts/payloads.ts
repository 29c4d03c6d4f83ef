import { createCipheriv } from 'node:crypto'
import { constants, deflateRawSync, type ZlibOptions } from 'node:zlib'
import type { FrameSpec } from '../../../../harness/case/frame'
import { OPCODE } from '../../../../harness/wire/websocket/frame'

/** The length of the tail that the payload of a compressed message leaves out, in bytes (RFC 7692 7.2.1 step 3). */
const TAIL_LENGTH = 4

/** With its smallest window zlib never refers back over more than 250 bytes, so the data is valid even for client_max_window_bits=8. */
const SMALLEST: ZlibOptions = { windowBits: 9, memLevel: 1, finishFlush: constants.Z_SYNC_FLUSH }

function withoutTail(octets: Buffer): Buffer {
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

/** The payload with a DEFLATE block without compression (RFC 7692 7.2.3.3). */
export function storedBlock(text: string): Buffer {
  return withoutTail(deflateRawSync(text, { ...SMALLEST, level: 0 }))
}

/** The payload with a BFINAL block, and the byte that begins the empty block after it (RFC 7692 7.2.3.4). */
export function finalBlock(text: string): Buffer {
  return Buffer.concat([deflateRawSync(text, { windowBits: 9 }), Buffer.from([0])])
}

/** The payload with two flushed blocks (RFC 7692 7.2.3.5). */
export function twoBlocks(text: string): Buffer {
  const half = text.length >> 1
  return Buffer.concat([deflateRawSync(text.slice(0, half), SMALLEST), compressed(text.slice(half))])
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

/** The size of the bomb after decompression, MiB: more than the default limit of ws, 100 MiB. */
export const BOMB_MIB = 101

/** A message of zeros, about 700 times smaller than after decompression. One flushed piece is repeated; none refers to another. */
export function bomb(): Buffer {
  const piece = deflateRawSync(Buffer.alloc(1 << 18), SMALLEST)
  return withoutTail(Buffer.concat(new Array<Buffer>(BOMB_MIB * 4).fill(piece)))
}

/** The valid data before the fault in each invalid message. A server that delivers it has accepted an invalid message. */
export const BROKEN_TEXT = 'wsspec-broken'

/** A valid block and after it invalid DEFLATE data (RFC 1951 3.2.3, 3.2.4), with the fault in words. */
export const INVALID: readonly [what: string, payload: Buffer][] = (() => {
  const valid = deflateRawSync(BROKEN_TEXT, SMALLEST)
  const withFault = (...octets: number[]) => Buffer.concat([valid, Buffer.from(octets)])
  return [
    ['the reserved block type', withFault(0x06, 0xff, 0xff, 0xff, 0xff)],
    ['a stored block with a wrong length', withFault(0x00, 0x05, 0x00, 0x05, 0x00, 0x78, 0x78, 0x78, 0x78, 0x78, 0x00)],
    // A block with fixed codes: length 3, distance 16,385, end.
    ['a reference to before the first byte', withFault(0x02, 0x1e, 0x00, 0x00, 0x00)],
  ]
})()
