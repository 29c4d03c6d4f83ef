import type { Framing, Head, Response, SyntaxFault } from '../../case/http-message'
import { ChunkReader } from './chunk-reader'
import { asciiLower, fieldValues, isToken, listMembers, trimOws } from './fields'
import { type Line, readLine } from './line'

function lineFaults(line: Line): SyntaxFault[] {
  const faults: SyntaxFault[] = []
  const shown = line.text
  if (line.ending === 'LF') faults.push({ what: 'a line ends in a bare LF', clause: 'RFC 9112 2.2', shown })
  if (shown.includes('\r')) faults.push({ what: 'a bare CR', clause: 'RFC 9112 2.2', shown })
  if (shown.includes('\0')) faults.push({ what: 'a NUL', clause: 'RFC 9110 5.5', shown })
  return faults
}

function fieldLineFaults(text: string, colon: number): SyntaxFault[] {
  if (colon < 0) return [{ what: 'a line without a colon', clause: 'RFC 9112 5', shown: text }]
  const name = text.slice(0, colon)
  if (/[ \t]$/.test(name)) return [{ what: 'whitespace before the colon', clause: 'RFC 9112 5.1', shown: text }]
  if (!isToken(name)) return [{ what: 'a field name that is not a token', clause: 'RFC 9110 5.1', shown: text }]
  if (/[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(text.slice(colon + 1)))
    return [{ what: 'a control character in a field value', clause: 'RFC 9110 5.5', shown: text }]
  return []
}

/** The most field lines that are read. */
const MOST_LINES = 2000

/** One past the empty line that ends a header section, or -1 while it is missing. `from`: no earlier line is empty. */
export function endOfHead(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0x0a, from); at >= 0; at = bytes.indexOf(0x0a, at + 1)) {
    if (bytes[at + 1] === 0x0a) return at + 2
    if (bytes[at + 1] === 0x0d && bytes[at + 2] === 0x0a) return at + 3
  }
  return -1
}

/** Reads a status line; the name of the protocol also in lower case, which is a fault and still an answer (RFC 9112 2.3). */
function readStatusLine(line: Line, start: number, end: number): Head | 'garbage' {
  const status = /^(HTTP\/\S*)[ \t]+(\d{3})(?![0-9])(.*)$/is.exec(line.text)
  if (!status) return 'garbage'
  const version = status[1] ?? ''
  const faults = lineFaults(line)
  if (!version.startsWith('HTTP/'))
    faults.push({ what: 'a protocol name that is not HTTP in upper case', clause: 'RFC 9112 2.3', shown: line.text })
  const reason = trimOws(status[3] ?? '')
  return { version, status: Number(status[2]), reason, statusLine: line.text, fields: [], faults, start, end }
}

/**
 * Reads one status line and header section that starts at `from`, and of its field lines the first 2,000.
 * Gives null while the empty line that ends it is missing, and 'garbage' where it begins with no status line.
 * @param searched where to look for the empty line; without it, from the start
 */
export function readHead(bytes: Buffer, from: number, searched = from): Head | null | 'garbage' {
  const prefix = bytes.toString('latin1', from, from + 5)
  if (!'HTTP/'.startsWith(prefix.toUpperCase())) return 'garbage'
  const first = readLine(bytes, from)
  if (!first) return null
  const end = endOfHead(bytes, searched)
  const head = readStatusLine(first, from, end)
  if (head === 'garbage') return 'garbage'
  if (end < 0) return null
  let at = first.next
  for (let lines = 0; at < end && lines <= MOST_LINES; lines++) {
    const line = readLine(bytes, at)
    if (!line) break
    at = line.next
    head.faults.push(...lineFaults(line))
    if (line.text !== '') readFieldLine(head, line.text)
  }
  if (at < end) head.cut = true
  return head
}

function readFieldLine(head: Head, text: string): void {
  const last = head.fields.at(-1)
  if (/^[ \t]/.test(text)) {
    head.faults.push({ what: 'a folded line (obs-fold)', clause: 'RFC 9112 5.2', shown: text })
    const more = trimOws(text)
    if (last && more !== '') last.value = last.value === '' ? more : `${last.value} ${more}`
    return
  }
  const colon = text.indexOf(':')
  head.faults.push(...fieldLineFaults(text, colon))
  if (colon >= 0) head.fields.push({ name: trimOws(text.slice(0, colon)), value: trimOws(text.slice(colon + 1)) })
}

/** How the content of the response to a request with `method` ends, in the order of RFC 9112 6.3. */
export function framingOf(head: Head, method: string): Framing {
  if (method === 'HEAD' || head.status < 200 || head.status === 204 || head.status === 304) return 'none'
  const codings = listMembers(fieldValues(head.fields, 'Transfer-Encoding')).map(asciiLower)
  if (codings.length > 0) return codings.at(-1) === 'chunked' ? 'chunked' : 'close'
  return contentLength(head) === null ? 'close' : 'length'
}

/** The declared Content-Length, or null when there is none that is valid (RFC 9110 8.6). */
export function contentLength(head: Head): number | null {
  const values = new Set(listMembers(fieldValues(head.fields, 'Content-Length')))
  const [value] = values
  return values.size === 1 && value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : null
}

/**
 * Reads the content after `head` (RFC 9112 6.3).
 * @param eof whether no more bytes come
 * @param chunks what has read the first chunks, where it was read before
 */
export function readContent(
  bytes: Buffer,
  head: Head,
  { method, eof, chunks = new ChunkReader(head.end) }: { method: string; eof: boolean; chunks?: ChunkReader },
): Response {
  const framing = framingOf(head, method)
  const base = { head, framing, bodyStart: head.end }
  if (framing === 'none') return { ...base, end: head.end, complete: true }
  if (framing === 'chunked') return { ...base, ...chunks.read(bytes) }
  if (framing === 'close') return { ...base, end: bytes.length, complete: eof }
  const end = head.end + (contentLength(head) ?? 0)
  return { ...base, end: Math.min(end, bytes.length), complete: end <= bytes.length }
}
