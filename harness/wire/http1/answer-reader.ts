import type { Answer, Head } from '../../case/http-message'
import { ChunkReader } from './chunk-reader'
import { endOfHead, readContent, readHead } from './response'

/** The most interim responses before the final one that are read. */
const MOST_INTERIM = 1000

/** Reads one answer again and again while it comes. What was read before is not read again. */
export class AnswerReader {
  private readonly method: string
  /** Where the header section begins that is not read yet. */
  private at: number
  /** Its status line is whole, and no empty line ends before this offset. */
  private searched: number
  private isBegun = false
  private readonly interim: Head[] = []
  private final: { head: Head; chunks: ChunkReader } | null = null

  /**
   * @param method the method of the request, which decides whether a response has content
   * @param from where the answer begins
   */
  constructor(method: string, from: number) {
    this.method = method
    this.at = from
    this.searched = from
  }

  /**
   * Reads interim responses and the first final one. Total: any bytes give an answer.
   * A 101 counts as final here, and opens: what follows its header section is another protocol (RFC 9110 15.2.2).
   * @param bytes the same as before, with what has come since
   * @param eof whether no more bytes come
   */
  read(bytes: Buffer, eof: boolean): Answer {
    const stop = this.final === null ? this.readHeads(bytes) : null
    const answer = { interim: [...this.interim], final: null, opened: false, garbageAt: null }
    if (stop === 'garbage') return { ...answer, garbageAt: this.at }
    if (stop === 'too many') return { ...answer, cut: true }
    if (this.final === null) return answer
    const { head, chunks } = this.final
    const { method } = this
    return { ...answer, final: readContent(bytes, head, { method, eof, chunks }), opened: head.status === 101 }
  }

  /** Reads header sections up to that of the final response; gives why no more are read where that is not for want of bytes. */
  private readHeads(bytes: Buffer): 'garbage' | 'too many' | null {
    while (this.at < bytes.length) {
      const head = this.readHead(bytes)
      if (head === null || head === 'garbage') return head
      if (head.status === 101 || head.status < 100 || head.status >= 200) {
        this.final = { head, chunks: new ChunkReader(head.end) }
        return null
      }
      if (this.interim.length === MOST_INTERIM) return 'too many'
      this.interim.push(head)
      this.at = head.end
      this.searched = head.end
      this.isBegun = false
    }
    return null
  }

  private readHead(bytes: Buffer): Head | null | 'garbage' {
    if (this.isBegun && endOfHead(bytes, this.searched) < 0) {
      // An empty line that ends here may not be whole.
      this.searched = Math.max(this.searched, bytes.length - 2)
      return null
    }
    const head = readHead(bytes, this.at, this.searched)
    this.isBegun = head === null && bytes.includes(0x0a, this.at)
    return head
  }
}

/** Reads one answer that begins at `from`, as AnswerReader does. */
export function readAnswer(bytes: Buffer, method: string, eof: boolean, from = 0): Answer {
  return new AnswerReader(method, from).read(bytes, eof)
}
