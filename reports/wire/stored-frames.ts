/** A frame as it stands in stored octets (RFC 6455 5.2). Offsets are into those octets. */
export interface WireFrame {
  start: number
  /** One past its last stored octet. */
  end: number
  /** Where the masking key begins; null where the frame is not masked. */
  keyAt: number | null
  payloadAt: number
  fin: boolean
  rsv: number
  opcode: number
  /** The payload octets that are stored, unmasked. */
  payload: Buffer
  /** The payload length that the header names. */
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

/** Applies a masking key, or takes it off: the same thing (RFC 6455 5.3). A key cut short counts as zeros. */
function unmasked(payload: Buffer, key: Buffer): Buffer {
  return Buffer.from(payload.map((octet, i) => octet ^ (key[i & 3] ?? 0)))
}

/** Reads the frame that begins at `start`, cut off where the octets are; null where not even its header is whole. */
export function frameAt(octets: Buffer, start: number): WireFrame | null {
  const [first, second] = [octets[start], octets[start + 1]]
  if (first === undefined || second === undefined) return null
  const short = second & 0x7f
  const afterLength = start + 2 + (short === 126 ? 2 : short === 127 ? 8 : 0)
  if (afterLength > octets.length) return null
  const extended = () => (short === 126 ? BigInt(octets.readUInt16BE(start + 2)) : octets.readBigUInt64BE(start + 2))
  const length = short < 126 ? BigInt(short) : extended()
  const keyAt = second & 0x80 ? afterLength : null
  const payloadAt = Math.min(octets.length, keyAt === null ? afterLength : keyAt + 4)
  const left = octets.length - payloadAt
  const end = length > BigInt(left) ? octets.length : payloadAt + Number(length)
  const stored = octets.subarray(payloadAt, end)
  const payload = keyAt === null ? stored : unmasked(stored, octets.subarray(keyAt, payloadAt))
  const [fin, rsv, opcode] = [(first & 0x80) !== 0, (first >> 4) & 7, first & 15]
  return { start, end, keyAt, payloadAt, fin, rsv, opcode, payload, length }
}

/** `text frame, masked, 5 octets`, with what is odd about it. */
export function frameWords(frame: WireFrame): string {
  const name = NAMES.get(frame.opcode)
  const parts = [name ? `${name} frame` : `frame with the reserved opcode ${frame.opcode}`]
  if (!frame.fin) parts.push('more to follow')
  if (frame.rsv) parts.push(`reserved bits ${frame.rsv.toString(2).padStart(3, '0')}`)
  if (frame.keyAt !== null) parts.push('masked')
  parts.push(`${frame.length} bytes`)
  const missing = frame.length - BigInt(frame.payload.length)
  if (missing > 0n) parts.push(`${missing} of them not stored`)
  if (frame.opcode === 8 && frame.payload.length >= 2) parts.push(`code ${frame.payload.readUInt16BE(0)}`)
  return parts.join(', ')
}
