import type { ByteQueue } from '../byte-queue'

/** The opcodes of RFC 6455 5.2. */
export const OPCODE = { continuation: 0x0, text: 0x1, binary: 0x2, close: 0x8, ping: 0x9, pong: 0xa } as const

/** One frame of a client, unmasked. */
export interface Frame {
  readonly fin: boolean
  readonly rsv1: boolean
  readonly opcode: number
  readonly payload: Buffer
}

/** Why a WebSocket fails, with its close code. RFC 6455 7.1.7, 7.4.1. */
export interface Failure {
  readonly code: number
  readonly reason: string
}

/** The first two bytes of a frame. RFC 6455 5.2. */
export interface FrameHead {
  readonly fin: boolean
  readonly rsv1: boolean
  readonly rsv2: boolean
  readonly rsv3: boolean
  readonly opcode: number
  readonly masked: boolean
  /** The length in the second byte. 126 and 127 mean that the length is in the bytes after it. */
  readonly shortLength: number
}

/** How frames are read. */
export interface FrameRules {
  readonly maxPayload: number
  violation(head: FrameHead): Failure | undefined
  unmask(payload: Buffer, key: Buffer): Buffer
}

/** What is wrong with the head of a frame. RSV1 is allowed where messages are compressed. RFC 6455 5.1, 5.2, 5.5; RFC 7692 6. */
export function violation(head: FrameHead, compressing: boolean): Failure | undefined {
  const { opcode } = head
  const control = opcode >= 0x8
  const compressed = compressing && (opcode === OPCODE.text || opcode === OPCODE.binary)
  if (head.rsv2 || head.rsv3 || (head.rsv1 && !compressed)) return { code: 1002, reason: 'reserved bit set' }
  if (!isOpcode(opcode)) return { code: 1002, reason: 'reserved opcode' }
  if (!head.masked) return { code: 1002, reason: 'frame is not masked' }
  if (control && (!head.fin || head.shortLength > 125))
    return { code: 1002, reason: 'control frame is long or in fragments' }
  return undefined
}

/** Whether RFC 6455 5.2 defines the opcode. */
export function isOpcode(opcode: number): boolean {
  return opcode <= 0x2 || (opcode >= 0x8 && opcode <= 0xa)
}

/**
 * Takes the next frame of a client from the queue; `undefined` while it is not complete. A head that breaks a rule fails
 * before its payload has arrived. RFC 6455 5.2.
 */
export function takeFrame(queue: ByteQueue, rules: FrameRules): Frame | Failure | undefined {
  const bytes = queue.peek()
  if (bytes.length < 2) return undefined
  const first = bytes.readUInt8(0)
  const second = bytes.readUInt8(1)
  const head: FrameHead = {
    fin: (first & 0x80) !== 0,
    rsv1: (first & 0x40) !== 0,
    rsv2: (first & 0x20) !== 0,
    rsv3: (first & 0x10) !== 0,
    opcode: first & 0x0f,
    masked: (second & 0x80) !== 0,
    shortLength: second & 0x7f,
  }
  const { shortLength } = head
  const failure = rules.violation(head)
  if (failure !== undefined) return failure
  const length = readLength(bytes, shortLength)
  if (length === undefined) return undefined
  if (typeof length !== 'number') return length
  if (length > rules.maxPayload) return { code: 1009, reason: 'frame is too large' }
  const headLength = 2 + lengthBytes(shortLength)
  const keyLength = head.masked ? 4 : 0
  if (bytes.length < headLength + keyLength + length) return undefined
  queue.take(headLength)
  const key = queue.take(keyLength)
  const payload = queue.take(length)
  return {
    fin: head.fin,
    rsv1: head.rsv1,
    opcode: head.opcode,
    payload: head.masked ? rules.unmask(payload, key) : payload,
  }
}

function lengthBytes(shortLength: number): number {
  return shortLength === 127 ? 8 : shortLength === 126 ? 2 : 0
}

function readLength(bytes: Buffer, shortLength: number): number | Failure | undefined {
  if (shortLength < 126) return shortLength
  if (bytes.length < 2 + lengthBytes(shortLength)) return undefined
  if (shortLength === 126) return bytes.readUInt16BE(2)
  if ((bytes.readUInt8(2) & 0x80) !== 0) return { code: 1002, reason: 'length has its most significant bit set' }
  return Number(bytes.readBigUInt64BE(2))
}

/** Takes the mask off a payload, in place. RFC 6455 5.3. */
export function unmask(payload: Buffer, key: Buffer): Buffer {
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
