import type { Frame } from '../../case/frame'
import type { Message } from './message'

/** The lengths of the first and of every other chunk of payloads, bytes. An offset in a chunk has 15 bits. */
const FIRST_CHUNK = 256
const CHUNK = 1 << 15

/** Where a payload is. */
interface Place {
  chunk: Buffer
  at: number
}

/** The payloads of the short frames of a link, one after the other in a few chunks that are never copied. */
export class ShortPayloads {
  private chunk = Buffer.allocUnsafeSlow(FIRST_CHUNK)
  private length = 0

  /** Adds a copy of `bytes` from `start` to `end`, at most 125 bytes. Gives where it is. */
  add(bytes: Buffer, start: number, end: number): Place {
    if (this.length + end - start > this.chunk.length) {
      this.chunk = Buffer.allocUnsafeSlow(CHUNK)
      this.length = 0
    }
    const { chunk, length: at } = this
    // Byte by byte: Buffer.copy makes a view each time.
    for (let from = start; from < end; from++) chunk[this.length++] = bytes[from] ?? 0
    return { chunk, at }
  }
}

/**
 * A frame of at most 125 bytes, and a message where it is one. A link may have tens of thousands: each keeps only where its
 * payload is.
 */
export class ShortFrame implements Frame, Message {
  private readonly chunk: Buffer
  /** Where the payload begins in the chunk (15 bits), and the first two bytes of the frame. */
  private readonly place: number

  /** @param place where its payload is */
  constructor(first: number, length: number, { chunk, at }: Place) {
    this.chunk = chunk
    this.place = (at << 16) | (first << 8) | length
  }

  get fin(): boolean {
    return (this.place & 0x8000) !== 0
  }

  get rsv(): number {
    return (this.place >> 12) & 7
  }

  get opcode(): number {
    return (this.place >> 8) & 15
  }

  get payload(): Buffer {
    const at = this.place >> 16
    return this.chunk.subarray(at, at + (this.place & 0x7f))
  }

  get compressed(): boolean {
    return (this.rsv & 4) !== 0
  }

  /** True where the short frame that begins at `start` has the same bytes. */
  equals(bytes: Buffer, start: number): boolean {
    const { chunk, place } = this
    const at = place >> 16
    const length = place & 0x7f
    if (bytes[start] !== ((place >> 8) & 0xff) || bytes[start + 1] !== length) return false
    // Without views: a flood would make millions of them.
    return chunk.compare(bytes, start + 2, start + 2 + length, at, at + length) === 0
  }
}
