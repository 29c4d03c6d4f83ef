import type { Limits } from '../limits'
import { isToken } from './fields'
import { broken, type Refusal } from './refusal'
import { readRequestLine, type splitLines } from './request'

/** How far the bytes of one request have been searched, so that each byte is read once, however they are cut into segments. */
export interface HeadSearch {
  scanned: number
  lineStart: number
}

/** What the search needs of the server. */
interface Reading {
  readonly limits: Limits
  readonly splitLines: typeof splitLines
}

/**
 * Looks for the end of a header section. RFC 9112 2.2, 3.
 * @param bytes all bytes of the request that have arrived
 * @param search where the last call for this request stopped; moved on by this call
 * @returns the length of the header section; a refusal where it is too long or can become no request; `undefined` while it
 *   is not complete
 */
export function findHeadEnd(bytes: Buffer, search: HeadSearch, reading: Reading): number | Refusal | undefined {
  const { limits } = reading
  if (bytes.length > 0 && !isToken(String.fromCharCode(bytes[0] ?? 0))) {
    return broken(400, 'A request starts with a method.', 'RFC 9112 3')
  }
  for (;;) {
    const lineFeed = bytes.indexOf(0x0a, search.scanned)
    const lineEnd = lineFeed < 0 ? bytes.length : lineFeed
    if (search.lineStart === 0 && lineEnd > limits.requestLine) return tooLongLine(bytes, limits)
    if (lineEnd >= limits.headerSection) {
      return broken(431, 'The header section is too large.', 'RFC 9110 5.4; RFC 6585 5')
    }
    search.scanned = lineEnd
    if (lineFeed < 0) return undefined
    const line = bytes.toString('latin1', search.lineStart, lineFeed + 1)
    if (search.lineStart === 0) {
      const refusal = requestLineRefusal(line, reading)
      if (refusal !== undefined) return refusal
    } else if (line === '\r\n' || line === '\n') {
      return lineFeed + 1
    }
    search.scanned = lineFeed + 1
    search.lineStart = search.scanned
  }
}

function requestLineRefusal(line: string, { splitLines }: Reading): Refusal | undefined {
  const lines = splitLines(line)
  if (!Array.isArray(lines)) return lines
  const start = readRequestLine(lines[0] ?? '')
  return 'because' in start ? start : undefined
}

/** RFC 9112 3: a method that is too long is answered with 501, a target with 414. */
function tooLongLine(bytes: Buffer, limits: Limits): Refusal {
  const space = bytes.subarray(0, limits.requestLine).indexOf(0x20)
  return space < 0
    ? broken(501, 'The method is longer than any implemented here.', 'RFC 9112 3')
    : broken(414, 'The request target is too long.', 'RFC 9110 15.5.15')
}
