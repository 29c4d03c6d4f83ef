import type { ByteQueue } from './bytes'

/** The opcodes of RFC 6455 5.2. */
export const OPCODE = { continuation: 0x0, text: 0x1, binary: 0x2, close: 0x8, ping: 0x9, pong: 0xa } as const

/** One frame of a client, unmasked. */
export interface Frame {
  readonly fin: boolean
  readonly rsv1: boolean
  readonly opcode: number
  readonly payload: Buffer
}

/** What makes the connection fail, with the close code that says so. RFC 6455 7.1.7, 7.4.1. */
export interface Failure {
  readonly code: number
  readonly reason: string
}

/** What a frame's head is judged against. */
export interface FrameRules {
  readonly maxPayload: number
  /** Whether RSV1 has a meaning here (permessage-deflate was agreed). */
  readonly rsv1: boolean
}

/**
 * Takes the next frame of a client from the queue; `undefined` while it is not whole. A head that breaks a rule fails as soon
 * as it is in, so that nobody waits for a payload that will never be wanted. RFC 6455 5.2.
 */
export function takeFrame(queue: ByteQueue, rules: FrameRules): Frame | Failure | undefined {
  const bytes = queue.peek()
  if (bytes.length < 2) return undefined
  const first = bytes.readUInt8(0)
  const second = bytes.readUInt8(1)
  const opcode = first & 0x0f
  const fin = (first & 0x80) !== 0
  const rsv1 = (first & 0x40) !== 0
  const shortLength = second & 0x7f
  const control = opcode >= 0x8
  if ((first & 0x30) !== 0 || (rsv1 && (!rules.rsv1 || control || opcode === OPCODE.continuation))) {
    return { code: 1002, reason: 'reserved bit set' }
  }
  if (![0x0, 0x1, 0x2, 0x8, 0x9, 0xa].includes(opcode)) return { code: 1002, reason: 'reserved opcode' }
  if ((second & 0x80) === 0) return { code: 1002, reason: 'frame is not masked' }
  if (control && (!fin || shortLength > 125)) return { code: 1002, reason: 'control frame is long or in fragments' }
  const length = readLength(bytes, shortLength)
  if (length === undefined) return undefined
  if (typeof length !== 'number') return length
  if (length > rules.maxPayload) return { code: 1009, reason: 'message is too large' }
  const headLength = 2 + lengthOctets(shortLength)
  if (bytes.length < headLength + 4 + length) return undefined
  queue.take(headLength)
  const key = queue.take(4)
  return { fin, rsv1, opcode, payload: unmask(queue.take(length), key) }
}

function lengthOctets(shortLength: number): number {
  return shortLength === 127 ? 8 : shortLength === 126 ? 2 : 0
}

function readLength(bytes: Buffer, shortLength: number): number | Failure | undefined {
  if (shortLength < 126) return shortLength
  if (bytes.length < 2 + lengthOctets(shortLength)) return undefined
  if (shortLength === 126) return bytes.readUInt16BE(2)
  if ((bytes.readUInt8(2) & 0x80) !== 0) return { code: 1002, reason: 'length has its most significant bit set' }
  return Number(bytes.readBigUInt64BE(2))
}

function unmask(payload: Buffer, key: Buffer): Buffer {
  for (let index = 0; index < payload.length; index++) {
    payload[index] = (payload[index] ?? 0) ^ (key[index & 3] ?? 0)
  }
  return payload
}

/** Writes one unmasked, unfragmented frame, as a server must. RFC 6455 5.1, 5.2. */
export function writeFrame(opcode: number, payload: Uint8Array, rsv1 = false): Buffer {
  const first = 0x80 | (rsv1 ? 0x40 : 0) | opcode
  if (payload.length < 126) return Buffer.concat([Buffer.from([first, payload.length]), payload])
  const head = Buffer.alloc(payload.length < 65_536 ? 4 : 10)
  head[0] = first
  head[1] = head.length === 4 ? 126 : 127
  if (head.length === 4) head.writeUInt16BE(payload.length, 2)
  else head.writeBigUInt64BE(BigInt(payload.length), 2)
  return Buffer.concat([head, payload])
}
