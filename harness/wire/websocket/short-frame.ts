import type { Frame } from '../../case/frame'

/** The payloads of the short frames of a link, one after the other. */
export class ShortPayloads {
  private buffer = Buffer.allocUnsafeSlow(256)
  private length = 0

  /** Adds a copy of `bytes` from `start` to `end`. Gives where it begins here. */
  add(bytes: Buffer, start: number, end: number): number {
    const at = this.length
    const length = at + end - start
    if (length > this.buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(this.buffer.length * 2, length))
      this.buffer.copy(larger, 0, 0, at)
      this.buffer = larger
    }
    bytes.copy(this.buffer, at, start, end)
    this.length = length
    return at
  }

  view(at: number, length: number): Buffer {
    return this.buffer.subarray(at, at + length)
  }
}

/** A frame of at most 125 bytes. A link may have tens of thousands: each keeps only where its payload is. */
export class ShortFrame implements Frame {
  private readonly payloads: ShortPayloads
  private readonly at: number
  /** The first two bytes of the frame. */
  private readonly head: number

  /** @param at where its payload begins in `payloads` */
  constructor(first: number, length: number, payloads: ShortPayloads, at: number) {
    this.payloads = payloads
    this.at = at
    this.head = (first << 8) | length
  }

  get fin(): boolean {
    return (this.head & 0x8000) !== 0
  }

  get rsv(): number {
    return (this.head >> 12) & 7
  }

  get opcode(): number {
    return (this.head >> 8) & 15
  }

  get payload(): Buffer {
    return this.payloads.view(this.at, this.head & 0x7f)
  }

  /** True where the short frame that begins at `start` has the same bytes. */
  equals(bytes: Buffer, start: number): boolean {
    const { head, payload } = this
    if (bytes[start] !== head >> 8 || bytes[start + 1] !== (head & 0x7f)) return false
    return payload.equals(bytes.subarray(start + 2, start + 2 + payload.length))
  }
}
