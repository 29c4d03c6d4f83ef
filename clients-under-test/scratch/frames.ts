import { randomBytes } from 'node:crypto'
import type { Agreement } from './extensions'
import type { ClientFunctions } from './functions'

/** The opcodes of RFC 6455 5.2. */
export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

/** The bit of a compressed message in the first byte. RFC 7692 6. */
export const RSV1 = 0x40

/** A frame of a server. */
export interface Frame {
  readonly fin: boolean
  readonly opcode: number
  /** RSV1 is set. */
  readonly compressed: boolean
  readonly payload: Buffer
}

/** Four bytes that nobody can foresee. RFC 6455 5.3. */
export function maskKey(): Buffer {
  return randomBytes(4)
}

/** One masked, unfragmented frame. RFC 6455 5.1, 5.2. */
export function writeFrame(opcode: number, payload: Buffer, client: ClientFunctions): Buffer {
  const key = client.maskKey()
  const head = Buffer.alloc(payload.length < 126 ? 2 : 4)
  head[0] = 0x80 | opcode
  head[1] = 0x80 | (payload.length < 126 ? payload.length : 126)
  if (head.length === 4) head.writeUInt16BE(payload.length, 2)
  return Buffer.concat([head, key, payload.map((byte, at) => byte ^ (key[at & 3] ?? 0))])
}

/** A Pong with the data of the Ping. RFC 6455 5.5.2, 5.5.3. */
export function answerPing(payload: Buffer, client: ClientFunctions): Buffer {
  return client.writeFrame(OPCODE.pong, payload, client)
}

/** RFC 6455 5.1, 5.2, 5.5. RSV1 is right where permessage-deflate is in use, on the first frame of a message. RFC 7692 6.1. */
export function violation(first: number, second: number, { deflate }: Agreement): string | undefined {
  const opcode = first & 15
  const begins = opcode === OPCODE.text || opcode === OPCODE.binary
  if ((first & 0x70 & ~(deflate && begins ? RSV1 : 0)) !== 0) return 'reserved bit set'
  if ((opcode > 2 && opcode < 8) || opcode > 10) return 'reserved opcode'
  if ((second & 0x80) !== 0) return 'a server masked a frame'
  if (opcode >= 8 && ((first & 0x80) === 0 || (second & 0x7f) > 125)) return 'control frame is long or in fragments'
  return undefined
}

/** Takes the next frame from the front of `bytes`; `undefined` while it is not complete, a text where it breaks a rule. */
export function takeFrame(
  bytes: Buffer,
  client: ClientFunctions,
  agreed: Agreement,
): { frame: Frame; end: number } | string | undefined {
  if (bytes.length < 2) return undefined
  const [first, second] = [bytes.readUInt8(0), bytes.readUInt8(1)]
  const wrong = client.violation(first, second, agreed)
  if (wrong !== undefined) return wrong
  const short = second & 0x7f
  const start = short === 127 ? 10 : short === 126 ? 4 : 2
  if (bytes.length < start) return undefined
  const length = short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short
  if (length > 1 << 20) return 'frame is too large'
  if (bytes.length < start + length) return undefined
  const payload = Buffer.from(bytes.subarray(start, start + length))
  const frame = { fin: (first & 0x80) !== 0, opcode: first & 15, compressed: (first & RSV1) !== 0, payload }
  return { frame, end: start + length }
}
