import type { FrameSpec } from '../../case/frame'

/** The opcodes of RFC 6455 5.2 and 11.8. */
export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

function applyMask(payload: Buffer, key: Buffer): Buffer {
  const out = Buffer.allocUnsafe(payload.length)
  for (let i = 0; i < payload.length; i++) out[i] = (payload[i] ?? 0) ^ (key[i & 3] ?? 0)
  return out
}

function lengthOctets(length: number, masked: boolean): Buffer {
  const bit = masked ? 0x80 : 0
  if (length < 126) return Buffer.from([bit | length])
  if (length < 65536) return Buffer.from([bit | 126, length >> 8, length & 0xff])
  const long = Buffer.alloc(9)
  long[0] = bit | 127
  long.writeBigUInt64BE(BigInt(length), 1)
  return long
}

/** The bytes of one frame (RFC 6455 5.2). `maskKey` is used where `spec` has no key of its own. */
export function writeFrame(spec: FrameSpec, maskKey: Buffer): Buffer {
  const payload = typeof spec.payload === 'string' ? Buffer.from(spec.payload) : (spec.payload ?? Buffer.alloc(0))
  const key = spec.mask === false ? null : Buffer.isBuffer(spec.mask) ? spec.mask : maskKey
  const first = (spec.fin === false ? 0 : 0x80) | ((spec.rsv ?? 0) << 4) | spec.opcode
  const head = [Buffer.from([first]), lengthOctets(payload.length, key !== null)]
  return Buffer.concat(key ? [...head, key, applyMask(payload, key)] : [...head, payload])
}
