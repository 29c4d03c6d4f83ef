import type { Frame, FrameRun, FrameSpec } from '../../case/frame'

/** The opcodes of RFC 6455 5.2 and 11.8. */
export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

const LARGEST = 1 << 30

/** The most frames that are read: 1 MiB holds half a million of the smallest. */
const MOST_FRAMES = 10_000

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

/**
 * What breaks RFC 6455 in a frame that a server sent, or null; `rsvAllowed` are the bits that an extension defines.
 * The checks are in the order of the bytes that show a fault, so that it stays the same when more bytes come.
 */
export function serverFrameFault(frame: Frame, rsvAllowed: number): string | null {
  if (frame.rsv & ~rsvAllowed) return 'a reserved bit without an extension (RFC 6455 5.2)'
  if ((frame.opcode > 2 && frame.opcode < 8) || frame.opcode > 10)
    return `the reserved opcode ${frame.opcode} (RFC 6455 5.2)`
  if (frame.opcode >= 8 && !frame.fin) return 'a fragmented control frame (RFC 6455 5.5)'
  if (frame.masked) return 'a masked frame from the server (RFC 6455 5.1)'
  if (frame.opcode >= 8 && frame.payload.length > 125) return 'a control frame of more than 125 bytes (RFC 6455 5.5)'
  return null
}

type Header = { length: number; at: number } | 'partial' | string

function readLength(bytes: Buffer, from: number): Header {
  const short = (bytes[from + 1] ?? 0) & 0x7f
  if (short < 126) return { length: short, at: from + 2 }
  if (short === 126) {
    if (bytes.length < from + 4) return 'partial'
    const length = bytes.readUInt16BE(from + 2)
    return length < 126 ? 'a payload length that is not minimal (RFC 6455 5.2)' : { length, at: from + 4 }
  }
  if (bytes.length < from + 10) return 'partial'
  const long = bytes.readBigUInt64BE(from + 2)
  if (long >> 63n) return 'a 64-bit payload length with its top bit set (RFC 6455 5.2)'
  if (long < 65536n) return 'a payload length that is not minimal (RFC 6455 5.2)'
  return { length: long > BigInt(LARGEST) ? LARGEST : Number(long), at: from + 10 }
}

const NOTHING = Buffer.alloc(0)

/** What the first byte of a frame says, and the second where it has come. */
function readBare(bytes: Buffer, start: number): Frame {
  const first = bytes[start] ?? 0
  const masked = ((bytes[start + 1] ?? 0) & 0x80) !== 0
  const bits = { fin: (first & 0x80) !== 0, rsv: (first >> 4) & 7, opcode: first & 15 }
  return { ...bits, masked, payload: NOTHING, start, end: start }
}

/** Reads the server's frames from offset `from`. Total; stops at the first frame that is broken or not whole, and after 10,000. */
export function readFrames(bytes: Buffer, from: number, rsvAllowed = 0): FrameRun {
  const frames: Frame[] = []
  let start = from
  while (start < bytes.length && frames.length < MOST_FRAMES) {
    const bare = readBare(bytes, start)
    const early = serverFrameFault(bare, rsvAllowed)
    const header = bytes.length - start < 2 ? 'partial' : readLength(bytes, start)
    if (early || header === 'partial') return { frames, fault: early, rest: start }
    if (typeof header === 'string') return { frames, fault: header, rest: start }
    const end = header.at + header.length
    if (end > bytes.length) return { frames, fault: null, rest: start }
    const frame = { ...bare, payload: bytes.subarray(header.at, end), end }
    const fault = serverFrameFault(frame, rsvAllowed)
    if (fault) return { frames, fault, rest: start }
    frames.push(frame)
    start = end
  }
  return { frames, fault: null, rest: start }
}
