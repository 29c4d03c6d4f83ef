import type { Frame, FrameRun } from '../../case/frame'
import type { LinkReader } from '../protocol'
import { ShortFrame, ShortPayloads } from './short-frame'

/** Maximum number of frames that are read on one link. Reading ends there. */
export const MOST_FRAMES = 1 << 15

/** Maximum number of bytes that are read on one link. Reading ends there. */
const MOST_LINK_BYTES = 1 << 24

/** Maximum number of bytes of payload that are kept of one link. */
const MOST_PAYLOAD = 3 << 19

/** Longer uncompressed payloads are not kept: wsspec sends no message of that length, so they are no echo. */
const MOST_ECHO = 1 << 17

/** Payloads of this length are kept whatever was sent. */
const LEAST_ECHO = 1 << 12

/** How much of a payload is kept where there is no room for all of it: the longest that a control frame may have (RFC 6455 5.5). */
const LEAST_PAYLOAD = 125

/** How many bytes are kept from a fault on. */
const MOST_AFTER = 1 << 14

/** Longer frames cannot come. */
const LARGEST = 1 << 30

const NOTHING = Buffer.alloc(0)

/**
 * What breaks RFC 6455 in the header of a frame that a server sent, or null. The checks are in the order of the bytes that
 * show a fault, so that it stays the same when more bytes come.
 * @param first the first byte of the header
 * @param second the second one, 0 while it has not come
 * @param rsvAllowed the reserved bits that an extension defines
 * @param length the length of the payload, 0 while it is not known
 */
export function serverFrameFault(first: number, second: number, rsvAllowed: number, length = 0): string | null {
  const opcode = first & 15
  if ((first >> 4) & 7 & ~rsvAllowed) return 'a reserved bit without an extension (RFC 6455 5.2)'
  if ((opcode > 2 && opcode < 8) || opcode > 10) return `the reserved opcode ${opcode} (RFC 6455 5.2)`
  if (opcode >= 8 && (first & 0x80) === 0) return 'a fragmented control frame (RFC 6455 5.5)'
  if ((second & 0x80) !== 0) return 'a masked frame from the server (RFC 6455 5.1)'
  if (opcode >= 8 && length > 125) return 'a control frame of more than 125 bytes (RFC 6455 5.5)'
  return null
}

/** A frame with the bits that its first byte has. */
function frameOf(first: number, payload: Buffer, isCut: boolean): Frame {
  const frame = { fin: (first & 0x80) !== 0, rsv: (first >> 4) & 7, opcode: first & 15, payload }
  return isCut ? { ...frame, cut: true } : frame
}

/** The length of a header, as its second byte says (RFC 6455 5.2). */
function headerLength(second: number): number {
  const short = second & 0x7f
  return short < 126 ? 2 : short === 126 ? 4 : 10
}

/** The payload length that a whole header announces, or what is wrong with it. */
function payloadLength(header: Buffer): number | string {
  const short = (header[1] ?? 0) & 0x7f
  if (short < 126) return short
  const long = short === 126 ? BigInt(header.readUInt16BE(2)) : header.readBigUInt64BE(2)
  if (long >> 63n) return 'a 64-bit payload length with its top bit set (RFC 6455 5.2)'
  if (long < (short === 126 ? 126n : 65536n)) return 'a payload length that is not minimal (RFC 6455 5.2)'
  return long > BigInt(LARGEST) ? LARGEST : Number(long)
}

/** A frame whose header is whole, with what has come of its payload. */
interface Begun {
  first: number
  /** The offset of its end in the bytes received. */
  end: number
  /** The parts of the payload that are kept, and how many bytes they have. */
  pieces: Buffer[]
  kept: number
  isCut: boolean
  /** It is too long to be an echo. */
  isLong: boolean
}

/**
 * Reads the frames that a server sends on a link, piece by piece as they come. Total. Each byte is read once, and what is
 * kept is bounded: payloads are cut where a link has more than 1.5 MiB of them. Reading stops at the first broken frame.
 */
export class FrameReader implements LinkReader {
  readonly run: FrameRun
  readonly from: number
  private at: number
  private readonly header = Buffer.alloc(10)
  private headerBytes = 0
  private begun: Begun | null = null
  private room = MOST_PAYLOAD
  private mostEcho = MOST_ECHO
  private readonly short = new ShortPayloads()
  private readonly rsvAllowed: number

  /**
   * @param from the offset of the first byte of the link in the bytes received
   * @param rsvAllowed the reserved bits that an extension defines
   */
  constructor(from: number, rsvAllowed: number) {
    this.from = from
    this.at = from
    this.rsvAllowed = rsvAllowed
    this.run = { frames: [], fault: null, rest: from, after: NOTHING }
  }

  get isFlooded(): boolean {
    return this.run.frames.length >= MOST_FRAMES || this.at - this.from >= MOST_LINK_BYTES
  }

  expectEchoesOf(sentBytes: number): void {
    // What is sent compressed may come back longer.
    if (this.rsvAllowed === 0) this.mostEcho = Math.min(MOST_ECHO, Math.max(LEAST_ECHO, sentBytes))
  }

  push(bytes: Buffer): void {
    const { run } = this
    let next = 0
    while (next < bytes.length && run.fault === null && !this.isFlooded)
      if (this.begun !== null) next = this.readPayload(this.begun, bytes, next)
      else next = this.readSmall(bytes, next) || this.readHeader(bytes, next)
    this.at += bytes.length - next
    if (run.fault !== null) this.keepAfter(bytes.subarray(next))
  }

  /** Reads a whole, short and valid frame that begins at `start`. Gives the offset after it; 0 where it is none. */
  private readSmall(bytes: Buffer, start: number): number {
    const first = bytes[start] ?? 0
    const length = bytes[start + 1] ?? 0xff
    const end = start + 2 + length
    if (this.headerBytes > 0 || length > 125 || end > bytes.length || length > this.room) return 0
    if (serverFrameFault(first, length, this.rsvAllowed) !== null) return 0
    const { run, short } = this
    const last = run.frames.at(-1)
    // Equal frames, one after the other, are one object: a flood of them takes up little.
    const isSame = last instanceof ShortFrame && last.equals(bytes, start)
    run.frames.push(isSame ? last : new ShortFrame(first, length, short.add(bytes, start + 2, end)))
    this.room -= length
    this.at += end - start
    run.rest = this.at
    return end
  }

  /** Reads bytes of a header from `start` on, and begins its frame once it is whole. Gives the offset after them. */
  private readHeader(bytes: Buffer, start: number): number {
    const { header } = this
    let next = start
    const isHeader = () => this.headerBytes < 2 || this.headerBytes < headerLength(header[1] ?? 0)
    for (; next < bytes.length && isHeader(); next++) header[this.headerBytes++] = bytes[next] ?? 0
    this.at += next - start
    this.begin()
    return next
  }

  /** Checks what has come of a header; where it is whole and valid, its frame begins. */
  private begin(): void {
    const { header, headerBytes, rsvAllowed, run } = this
    const first = header[0] ?? 0
    const second = headerBytes > 1 ? (header[1] ?? 0) : 0
    const isWhole = headerBytes > 1 && headerBytes === headerLength(second)
    const length = isWhole ? payloadLength(header) : 0
    run.fault = serverFrameFault(first, second, rsvAllowed) ?? (typeof length === 'string' ? length : null)
    if (typeof length === 'number') run.fault ??= serverFrameFault(first, second, rsvAllowed, length)
    if (run.fault !== null) this.keepAfter(header.subarray(0, headerBytes))
    if (run.fault !== null || !isWhole) return
    this.headerBytes = 0
    const isLong = Number(length) > this.mostEcho && ((first >> 4) & 7) === 0
    this.begun = { first, end: this.at + Number(length), pieces: [], kept: 0, isCut: false, isLong }
    if (length === 0) this.end(this.begun)
  }

  /** Reads bytes of a payload from `start` on, and ends its frame once it is whole. Gives the offset after them. */
  private readPayload(begun: Begun, bytes: Buffer, start: number): number {
    const count = Math.min(bytes.length - start, begun.end - this.at)
    const most = begun.isLong ? LEAST_PAYLOAD : Math.max(this.room, LEAST_PAYLOAD)
    const room = most - begun.kept
    if (room > 0) {
      begun.pieces.push(bytes.subarray(start, start + Math.min(count, room)))
      begun.kept += Math.min(count, room)
    }
    if (count > room && !begun.isLong) begun.isCut = true
    this.at += count
    if (this.at === begun.end) this.end(begun)
    return start + count
  }

  private end({ first, pieces, kept, isCut }: Begun): void {
    // A copy: the pieces are views of what was read at once, which would all be kept with them.
    this.run.frames.push(frameOf(first, Buffer.concat(pieces, isCut ? LEAST_PAYLOAD : kept), isCut))
    if (!isCut) this.room -= kept
    this.run.rest = this.at
    this.begun = null
  }

  private keepAfter(bytes: Buffer): void {
    const room = MOST_AFTER - this.run.after.length
    if (room > 0) this.run.after = Buffer.concat([this.run.after, bytes.subarray(0, room)])
  }
}

/** Reads the server's frames from offset `from`. Total; stops at the first frame that is broken or not whole. */
export function readFrames(bytes: Buffer, from: number, rsvAllowed = 0): FrameRun {
  const reader = new FrameReader(from, rsvAllowed)
  reader.push(bytes.subarray(from))
  return reader.run
}
