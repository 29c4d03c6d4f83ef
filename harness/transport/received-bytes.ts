import type { Chunk } from '../case/recording'
import type { Received } from './transport'

/** Maximum number of bytes that are kept of one connection. */
export const MOST_OCTETS = 1 << 21

/** Maximum number of reads whose times are kept. */
const MOST_CHUNKS = 4096

/** Fewer bytes are copied where they are given away, so that they keep no buffer of others in use. */
const LEAST_VIEW = 1 << 16

/** One read: when, and where its bytes end in the buffer. */
interface Read {
  atMs: number
  end: number
}

/** Collects the bytes of one connection in one buffer that grows, with the times at which they came. */
export class ReceivedBytes implements Received {
  length = 0
  private buffer = Buffer.allocUnsafe(1024)
  private kept = 0
  private most = MOST_OCTETS
  private readonly reads: Read[] = []

  /** Counts `bytes`, and keeps as many of them as there is room for. */
  add(bytes: Buffer, atMs: number): void {
    const kept = bytes.subarray(0, this.most - this.kept)
    this.reserve(this.kept + kept.length)
    kept.copy(this.buffer, this.kept)
    this.kept += kept.length
    this.length += bytes.length
    const isOverfull = this.kept < this.length && this.kept === this.reads.at(-1)?.end
    if (this.reads.length >= MOST_CHUNKS || isOverfull) this.reads.pop()
    this.reads.push({ atMs, end: this.kept })
  }

  get isWhole(): boolean {
    return this.kept === this.length
  }

  keepAtMost(more: number): void {
    this.most = Math.min(this.most, this.kept + more)
  }

  view(): Buffer {
    return this.buffer.subarray(0, this.kept)
  }

  chunks(): Chunk[] {
    // What is kept does not change any more: a view, unless it would keep much more memory in use.
    const bytes =
      this.kept >= LEAST_VIEW && 2 * this.kept >= this.buffer.length ? this.view() : Buffer.from(this.view())
    return this.reads.map(({ atMs, end }, at) => ({ atMs, octets: bytes.subarray(this.reads[at - 1]?.end ?? 0, end) }))
  }

  private reserve(length: number): void {
    if (length <= this.buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, length))
    this.buffer.copy(larger, 0, 0, this.kept)
    this.buffer = larger
  }
}
