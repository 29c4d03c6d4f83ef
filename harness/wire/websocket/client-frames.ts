import type { ClientFrame, ClientLink } from '../../case/client-observation'
import { OPCODE } from './frame'

/** Limits for reading a client: frames, and bytes of one payload. */
const MOST_FRAMES = 4096
const MOST_PAYLOAD = 1 << 20

/** What breaks RFC 6455 in the first two bytes of a frame of a client, or null; the mask is a check of its own (5.1). */
function faultOf(first: number, second: number, rsvAllowed: number): string | null {
  const opcode = first & 15
  if ((first >> 4) & 7 & ~rsvAllowed) return 'a reserved bit without an extension (RFC 6455 5.2)'
  if ((opcode > 2 && opcode < 8) || opcode > 10) return `the reserved opcode ${opcode} (RFC 6455 5.2)`
  if (opcode >= 8 && (first & 0x80) === 0) return 'a fragmented control frame (RFC 6455 5.5)'
  if (opcode >= 8 && (second & 0x7f) > 125) return 'a control frame of more than 125 bytes (RFC 6455 5.5)'
  return null
}

function payloadLength(bytes: Buffer, at: number, short: number): { length: number; header: number } | null {
  if (short < 126) return { length: short, header: 2 }
  const header = short === 126 ? 4 : 10
  if (bytes.length < at + header) return null
  return { length: short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2)), header }
}

/** Takes the mask off a payload (RFC 6455 5.3). */
function unmasked(payload: Buffer, key: Buffer): Buffer {
  const out = Buffer.allocUnsafe(payload.length)
  for (let i = 0; i < payload.length; i++) out[i] = (payload[i] ?? 0) ^ (key[i & 3] ?? 0)
  return out
}

/** Reads one frame at `at`: the frame and its end, what is wrong with it, or null while it is not whole. */
function readFrame(bytes: Buffer, at: number, rsv: number): { frame: ClientFrame; end: number } | string | null {
  if (bytes.length < at + 2) return null
  const [first, second] = [bytes.readUInt8(at), bytes.readUInt8(at + 1)]
  const fault = faultOf(first, second, rsv)
  if (fault !== null) return fault
  const size = payloadLength(bytes, at, second & 0x7f)
  if (size === null) return null
  if (size.length > MOST_PAYLOAD) return `a payload of ${size.length} bytes, which is more than wsspec reads`
  const isMasked = (second & 0x80) !== 0
  const start = at + size.header + (isMasked ? 4 : 0)
  const end = start + size.length
  if (bytes.length < end) return null
  const maskKey = isMasked ? Buffer.from(bytes.subarray(at + size.header, start)) : null
  const raw = bytes.subarray(start, end)
  const payload = maskKey ? unmasked(raw, maskKey) : Buffer.from(raw)
  return { frame: { fin: (first & 0x80) !== 0, rsv: (first >> 4) & 7, opcode: first & 15, payload, maskKey }, end }
}

/** Reads the frames of a client piece by piece. Total: it stops at the first frame that is broken. */
export class ClientFrameReader {
  readonly link: { frames: ClientFrame[]; fault: string | null } = { frames: [], fault: null }
  /** Where the next frame begins in the bytes received. */
  at: number
  private readonly rsvAllowed: number

  /**
   * @param from where the link begins in the bytes received
   * @param rsvAllowed the reserved bits that a negotiated extension defines
   */
  constructor(from: number, rsvAllowed: number) {
    this.at = from
    this.rsvAllowed = rsvAllowed
  }

  /** Reads on in all bytes that were received so far. */
  read(bytes: Buffer): ClientLink {
    const { link } = this
    while (link.fault === null && link.frames.length < MOST_FRAMES) {
      const found = readFrame(bytes, this.at, this.rsvAllowed)
      if (found === null) break
      if (typeof found === 'string') link.fault = found
      else {
        link.frames.push(found.frame)
        this.at = found.end
      }
    }
    return link
  }
}

/** True for a frame that carries a message or a part of one. */
export function isDataFrame({ opcode }: Pick<ClientFrame, 'opcode'>): boolean {
  return opcode <= OPCODE.binary
}
