import { isToken } from './fields'
import type { Limits } from './limits'
import { broken, type Refusal } from './refusal'
import { readRequestLine, splitLines } from './request'

/**
 * Looks for the end of a header section in bytes that keep coming, and reads every octet once whatever the segments.
 * One finder serves one request.
 */
export class HeadFinder {
  readonly #limits: Limits
  readonly #section: (text: string) => string
  #scanned = 0
  #lineStart = 0

  /** `section` is what the first line goes through before it is read, as the whole section does later. */
  constructor(limits: Limits, section: (text: string) => string = (text) => text) {
    this.#limits = limits
    this.#section = section
  }

  /**
   * Takes all bytes of the request so far; gives the length of the header section, the refusal of one that can become no
   * request or is too long, or `undefined` while it is not whole.
   */
  find(bytes: Buffer): number | Refusal | undefined {
    if (bytes.length > 0 && !isToken(String.fromCharCode(bytes[0] ?? 0))) {
      return broken(400, 'A request starts with a method.', 'RFC 9112 3')
    }
    for (;;) {
      const lineFeed = bytes.indexOf(0x0a, this.#scanned)
      const lineEnd = lineFeed < 0 ? bytes.length : lineFeed
      if (this.#lineStart === 0 && lineEnd > this.#limits.requestLine) return tooLongLine(bytes, this.#limits)
      if (lineEnd >= this.#limits.headerSection) {
        return broken(431, 'The header section is too large.', 'RFC 9110 5.4; RFC 6585 5')
      }
      this.#scanned = lineEnd
      if (lineFeed < 0) return undefined
      const line = bytes.toString('latin1', this.#lineStart, lineFeed + 1)
      if (this.#lineStart === 0) {
        const refusal = requestLineRefusal(this.#section(line))
        if (refusal !== undefined) return refusal
      } else if (line === '\r\n' || line === '\n') {
        return lineFeed + 1
      }
      this.#scanned = lineFeed + 1
      this.#lineStart = this.#scanned
    }
  }
}

function requestLineRefusal(line: string): Refusal | undefined {
  const lines = splitLines(line)
  if (!Array.isArray(lines)) return lines
  const start = readRequestLine(lines[0] ?? '')
  return 'because' in start ? start : undefined
}

/** RFC 9112 3: a long method is 501, a long target 414. */
function tooLongLine(bytes: Buffer, limits: Limits): Refusal {
  const space = bytes.subarray(0, limits.requestLine).indexOf(0x20)
  return space < 0
    ? broken(501, 'The method is longer than any implemented here.', 'RFC 9112 3')
    : broken(414, 'The request target is too long.', 'RFC 9110 15.5.15')
}
