import { readLine } from './line'

/** How far chunked content goes. */
interface Extent {
  /** The offset after it, or after all that has come. */
  end: number
  complete: boolean
}

/** Finds the end of chunked content while it comes (RFC 9112 7.1). Each chunk and each trailer line is read once. */
export class ChunkReader {
  private at: number
  private state: 'chunks' | 'trailers' | 'complete' | 'broken' = 'chunks'

  /** @param from where the content begins */
  constructor(from: number) {
    this.at = from
  }

  /** @param bytes the same as before, with what has come since */
  read(bytes: Buffer): Extent {
    while (this.state === 'chunks' && this.readChunk(bytes)) {}
    while (this.state === 'trailers' && this.readTrailer(bytes)) {}
    const complete = this.state === 'complete'
    return { end: complete ? this.at : bytes.length, complete }
  }

  /** Reads one chunk; false where it is the last one, not whole, or none. */
  private readChunk(bytes: Buffer): boolean {
    const size = readLine(bytes, this.at)
    if (size === null) return false
    const hex = /^([0-9a-fA-F]{1,8})[ \t]*(;.*)?$/.exec(size.text)?.[1]
    if (hex === undefined) return this.become('broken')
    const length = Number.parseInt(hex, 16)
    if (length === 0) {
      this.at = size.next
      return this.become('trailers')
    }
    const after = readLine(bytes, size.next + length)
    if (after === null) return false
    if (after.text !== '') return this.become('broken')
    this.at = after.next
    return true
  }

  /** Reads one line of the trailer section; false where it is not whole, or the empty line that ends it. */
  private readTrailer(bytes: Buffer): boolean {
    const trailer = readLine(bytes, this.at)
    if (trailer === null) return false
    this.at = trailer.next
    return trailer.text !== '' || this.become('complete')
  }

  private become(state: ChunkReader['state']): false {
    this.state = state
    return false
  }
}
