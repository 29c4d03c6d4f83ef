import type { ByteQueue } from '../byte-queue'
import type { Limits } from '../limits'
import { asciiLower, combined, type FieldLine, members, sameName } from './fields'
import { broken, type Refusal } from './refusal'
import { type Request, readFieldLines, splitLines } from './request'

const LINE_LIMIT = 1_024
const TRAILER_LIMIT = 8_192

/** How the content of a request ends. */
export type ContentFraming = { readonly kind: 'length'; readonly length: number } | { readonly kind: 'chunked' }

/** Reads how the content of a request ends; refuses a request for which that is not certain. RFC 9112 6.1, 6.3. */
export function readFraming(request: Request, limits: Limits): ContentFraming | Refusal {
  const codings = named(request, 'transfer-encoding')
  const lengths = named(request, 'content-length')
  if (codings.length > 0 && lengths.length > 0) {
    return broken(400, 'There are both Transfer-Encoding and Content-Length.', 'RFC 9112 6.1')
  }
  if (codings.length > 0) return readCodings(combined(codings))
  if (lengths.length === 0) return { kind: 'length', length: 0 }
  const digits = combined(lengths)
  if (!/^[0-9]+$/.test(digits)) return broken(400, 'Content-Length is not one decimal number.', 'RFC 9112 6.3')
  if (Number(digits) > limits.content) return broken(413, 'The content is too large.', 'RFC 9110 15.5.14')
  return { kind: 'length', length: Number(digits) }
}

function readCodings(value: string): ContentFraming | Refusal {
  const codings = members(value).map(asciiLower)
  if (codings.at(-1) !== 'chunked' || codings.indexOf('chunked') !== codings.length - 1) {
    return broken(400, 'Chunked is not the one last transfer coding.', 'RFC 9112 6.3 item 4')
  }
  if (codings.length > 1) return broken(501, 'This transfer coding is not implemented.', 'RFC 9112 6.1')
  return { kind: 'chunked' }
}

function named(request: Request, name: string): FieldLine[] {
  return request.fields.filter((line) => sameName(line.name, name))
}

/** Reads the content of one request and drops it; the trailer section is kept. RFC 9112 6, 7.1. */
export class ContentReader {
  readonly #limits: Limits
  #step: 'size' | 'data' | 'data end' | 'trailers' | 'plain'
  #left = 0
  #total = 0
  #trailerLines = ''

  constructor(framing: ContentFraming, limits: Limits) {
    this.#limits = limits
    this.#step = framing.kind === 'chunked' ? 'size' : 'plain'
    this.#left = framing.kind === 'chunked' ? 0 : framing.length
  }

  /** Takes content from the queue. Returns the trailer section after the last byte, `undefined` while more is to come. */
  read(queue: ByteQueue): { readonly trailers: readonly FieldLine[] } | Refusal | undefined {
    for (;;) {
      if (this.#step === 'plain' || this.#step === 'data') {
        this.#left -= queue.take(this.#left).length
        if (this.#left > 0) return undefined
        if (this.#step === 'plain') return { trailers: [] }
        this.#step = 'data end'
      }
      const line = takeLine(queue)
      if (typeof line !== 'string') return line
      const outcome = this.#step === 'trailers' ? this.#trailer(line) : this.#chunkLine(line)
      if (outcome !== undefined) return outcome
    }
  }

  #chunkLine(line: string): Refusal | undefined {
    if (this.#step === 'data end') {
      this.#step = 'size'
      return line === '' ? undefined : broken(400, 'A chunk is longer than its size.', 'RFC 9112 7.1')
    }
    const match = /^([0-9A-Fa-f]{1,8})[ \t]*(?:;.*)?$/.exec(line)
    if (match === null) return broken(400, 'This is not a chunk size.', 'RFC 9112 7.1')
    this.#left = Number.parseInt(match[1] ?? '', 16)
    this.#total += this.#left
    if (this.#total > this.#limits.content) return broken(413, 'The content is too large.', 'RFC 9110 15.5.14')
    this.#step = this.#left === 0 ? 'trailers' : 'data'
    return undefined
  }

  #trailer(line: string): { readonly trailers: readonly FieldLine[] } | Refusal | undefined {
    if (line !== '') {
      this.#trailerLines += `${line}\n`
      if (this.#trailerLines.length <= TRAILER_LIMIT) return undefined
      return broken(431, 'The trailer section is too large.', 'RFC 9110 5.4')
    }
    const trailers = readFieldLines(this.#trailerLines.split('\n').slice(0, -1))
    return Array.isArray(trailers) ? { trailers } : trailers
  }
}

function takeLine(queue: ByteQueue): string | Refusal | undefined {
  const waiting = queue.peek()
  const lineFeed = waiting.subarray(0, LINE_LIMIT).indexOf(0x0a)
  if (lineFeed < 0) {
    return waiting.length < LINE_LIMIT ? undefined : broken(400, 'A line of the content is too long.', 'RFC 9112 7.1.1')
  }
  const lines = splitLines(queue.take(lineFeed + 1).toString('latin1'))
  return Array.isArray(lines) ? (lines[0] ?? '') : lines
}
