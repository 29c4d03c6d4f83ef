/** A frame in stored bytes (RFC 6455 5.2), perhaps cut off. Offsets are into these bytes. */
export interface WireFrame {
  start: number
  /** One past its last stored byte. */
  end: number
  /** Where the masking key begins; null where the frame is not masked. */
  keyAt: number | null
  payloadAt: number
  fin: boolean
  rsv: number
  opcode: number
  /** The payload as far as it is stored, unmasked. */
  payload: Buffer
  /** The payload length in the header. */
  length: bigint
}

const NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'continuation'],
  [1, 'text'],
  [2, 'binary'],
  [8, 'Close'],
  [9, 'Ping'],
  [10, 'Pong'],
])

/** Masks or unmasks a payload: the same operation (RFC 6455 5.3). A key that is cut short counts as zeros. */
function unmasked(payload: Buffer, key: Buffer): Buffer {
  return Buffer.from(payload.map((byte, i) => byte ^ (key[i & 3] ?? 0)))
}

/** Reads the frame that begins at `start`, as far as it is stored; null where its header is not complete. */
export function frameAt(bytes: Buffer, start: number): WireFrame | null {
  const [first, second] = [bytes[start], bytes[start + 1]]
  if (first === undefined || second === undefined) return null
  const short = second & 0x7f
  const afterLength = start + 2 + (short === 126 ? 2 : short === 127 ? 8 : 0)
  if (afterLength > bytes.length) return null
  const extended = () => (short === 126 ? BigInt(bytes.readUInt16BE(start + 2)) : bytes.readBigUInt64BE(start + 2))
  const length = short < 126 ? BigInt(short) : extended()
  const keyAt = second & 0x80 ? afterLength : null
  const payloadAt = Math.min(bytes.length, keyAt === null ? afterLength : keyAt + 4)
  const left = bytes.length - payloadAt
  const end = length > BigInt(left) ? bytes.length : payloadAt + Number(length)
  const stored = bytes.subarray(payloadAt, end)
  const payload = keyAt === null ? stored : unmasked(stored, bytes.subarray(keyAt, payloadAt))
  const [fin, rsv, opcode] = [(first & 0x80) !== 0, (first >> 4) & 7, first & 15]
  return { start, end, keyAt, payloadAt, fin, rsv, opcode, payload, length }
}

/** `text frame, masked, 5 bytes`, with everything unusual about it. */
export function frameWords(frame: WireFrame): string {
  const name = NAMES.get(frame.opcode)
  const parts = [name ? `${name} frame` : `frame with the reserved opcode ${frame.opcode}`]
  if (!frame.fin) parts.push('more to follow')
  if (frame.rsv) parts.push(`reserved bits ${frame.rsv.toString(2).padStart(3, '0')}`)
  if (frame.keyAt !== null) parts.push('masked')
  parts.push(frame.length === 1n ? '1 byte' : `${frame.length} bytes`)
  const missing = frame.length - BigInt(frame.payload.length)
  if (missing > 0n) parts.push(`${missing} of them not stored`)
  if (frame.opcode === 8 && frame.payload.length >= 2) parts.push(`code ${frame.payload.readUInt16BE(0)}`)
  return parts.join(', ')
}
