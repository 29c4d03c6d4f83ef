import { deflateRawSync } from 'node:zlib'
import { compressed, SMALLEST, withoutTail } from '../../../../harness/wire/websocket/deflate'

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
