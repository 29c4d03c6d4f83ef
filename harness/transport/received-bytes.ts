import type { Chunk } from '../case/recording'
import type { Received } from './transport'

/** The most bytes that are kept of one connection. */
export const MOST_OCTETS = 1 << 20

/** Collects the bytes of one connection: as chunks with their times, and joined in one buffer that grows. */
export class ReceivedBytes implements Received {
  readonly chunks: Chunk[] = []
  length = 0
  overflow = false
  private buffer = Buffer.allocUnsafe(1024)

  /** Keeps as many of `bytes` as there is room for, and records where there is none. */
  add(bytes: Buffer, atMs: number): void {
    const kept = bytes.subarray(0, MOST_OCTETS - this.length)
    this.reserve(this.length + kept.length)
    kept.copy(this.buffer, this.length)
    this.length += kept.length
    this.chunks.push({ atMs, octets: kept })
    if (kept.length < bytes.length) this.overflow = true
  }

  view(): Buffer {
    return this.buffer.subarray(0, this.length)
  }

  private reserve(length: number): void {
    if (length <= this.buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, length))
    this.buffer.copy(larger, 0, 0, this.length)
    this.buffer = larger
  }
}
