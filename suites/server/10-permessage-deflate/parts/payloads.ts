import { createCipheriv } from 'node:crypto'
import { constants, deflateRawSync, type ZlibOptions } from 'node:zlib'
import type { FrameSpec } from '../../../../harness/case/script'
import { OPCODE } from '../../../../harness/wire/websocket/frame'

/** What the payload of a compressed message leaves out (RFC 7692 7.2.1 step 3). */
const TAIL_LENGTH = 4

/** zlib in its smallest window never refers back over more than 250 octets: less than the 256 of client_max_window_bits=8. */
const SMALLEST: ZlibOptions = { windowBits: 9, memLevel: 1, finishFlush: constants.Z_SYNC_FLUSH }

function withoutTail(octets: Buffer): Buffer {
  return octets.subarray(0, octets.length - TAIL_LENGTH)
}

/** The payload of a compressed message that refers to no other, in any window that an answer may allow. */
export function compressed(text: string): Buffer {
  return withoutTail(deflateRawSync(text, SMALLEST))
}

/** As `compressed`, but it refers to the message before, which is short. */
export function compressedAfter(text: string, before: string): Buffer {
  return withoutTail(deflateRawSync(text, { ...SMALLEST, dictionary: Buffer.from(before) }))
}

/** A DEFLATE block without compression (RFC 7692 7.2.3.3). */
export function storedBlock(text: string): Buffer {
  return withoutTail(deflateRawSync(text, { ...SMALLEST, level: 0 }))
}

/** A block with BFINAL, and the octet that begins the empty block behind it (RFC 7692 7.2.3.4). */
export function finalBlock(text: string): Buffer {
  return Buffer.concat([deflateRawSync(text, { windowBits: 9 }), Buffer.from([0])])
}

/** Two blocks, each flushed (RFC 7692 7.2.3.5). */
export function twoBlocks(text: string): Buffer {
  const half = text.length >> 1
  return Buffer.concat([deflateRawSync(text.slice(0, half), SMALLEST), compressed(text.slice(half))])
}

/** A text frame with RSV1 (RFC 7692 6). */
export function compressedFrame(payload: Buffer, over: Partial<FrameSpec> = {}): FrameSpec {
  return { opcode: OPCODE.text, rsv: 4, payload, ...over }
}

/** Text of that length with next to nothing in it that repeats; always the same for a seed. */
export function incompressible(length: number, seed: number): string {
  const stream = createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16))
  return stream.update(Buffer.alloc(length)).toString('base64url').slice(0, length)
}

/** How much the bomb holds, MiB: more than the 100 MiB that ws takes where nothing is set. */
export const BOMB_MIB = 101

/** A message of zeros: about a thousandth of what it inflates to. One flushed piece repeated, none refers to another. */
export function bomb(): Buffer {
  const piece = deflateRawSync(Buffer.alloc(1 << 18), SMALLEST)
  return withoutTail(Buffer.concat(new Array<Buffer>(BOMB_MIB * 4).fill(piece)))
}

/** What stands in front of the fault in each invalid message: who delivers it has taken an invalid message. */
export const BROKEN_TEXT = 'wsspec-broken'

/** DEFLATE data that every reader has to find invalid, behind a valid block (RFC 1951 3.2.3, 3.2.4). */
export const INVALID: readonly [what: string, payload: Buffer][] = (() => {
  const valid = deflateRawSync(BROKEN_TEXT, SMALLEST)
  const behind = (...octets: number[]) => Buffer.concat([valid, Buffer.from(octets)])
  return [
    ['the reserved block type', behind(0x06, 0xff, 0xff, 0xff, 0xff)],
    ['a stored block with a wrong length', behind(0x00, 0x05, 0x00, 0x05, 0x00, 0x78, 0x78, 0x78, 0x78, 0x78, 0x00)],
    // A block with fixed codes: length 3, distance 16,385, end.
    ['a reference to before the first octet', behind(0x02, 0x1e, 0x00, 0x00, 0x00)],
  ]
})()
