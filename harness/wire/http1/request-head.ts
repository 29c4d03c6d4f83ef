import type { RequestHead } from '../../case/client-observation'
import type { SyntaxFault } from '../../case/http-message'
import { linesOf, readFieldLines } from './field-lines'
import { fieldValues } from './fields'

/** Maximum number of bytes of one request that are read before its header section must have ended. */
export const MOST_HEAD = 1 << 16

/** One past the empty line that ends a header section from `from` on, or -1 while it is missing. */
function endOfHead(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0x0a, from); at >= 0; at = bytes.indexOf(0x0a, at + 1)) {
    if (bytes[at + 1] === 0x0a) return at + 2
    if (bytes[at + 1] === 0x0d && bytes[at + 2] === 0x0a) return at + 3
  }
  return -1
}

/** How many empty lines begin at `from`: a server may skip them, and a client must not send them (RFC 9112 2.2). */
function afterEmptyLines(bytes: Buffer, from: number): number {
  let at = from
  while (bytes[at] === 0x0d && bytes[at + 1] === 0x0a) at += 2
  return at
}

function lineFaults(lines: readonly { text: string; isCrlf: boolean }[]): SyntaxFault[] {
  return lines.flatMap(({ text, isCrlf }) => [
    ...(isCrlf ? [] : [{ what: 'a line ends in a bare LF', clause: 'RFC 9112 2.2', shown: text }]),
    ...(text.includes('\r') ? [{ what: 'a bare CR', clause: 'RFC 9112 2.2', shown: text }] : []),
  ])
}

/**
 * Reads the request line and header section that begin at `from` in what a client sent. Total: any bytes give an answer.
 * @returns the head and where it ends; null while the empty line that ends it is missing
 */
export function readRequestHead(bytes: Buffer, from = 0): { head: RequestHead; end: number } | null {
  const start = afterEmptyLines(bytes, from)
  const end = endOfHead(bytes, start)
  if (end < 0) return null
  const octets = Buffer.from(bytes.subarray(from, end))
  const [first = { text: '', isCrlf: true }, ...rest] = linesOf(bytes.toString('latin1', start, end))
  const requestLine = first.text
  const [method = '', ...others] = requestLine.split(' ')
  const version = others.length > 1 ? (others.at(-1) ?? '') : ''
  const target = (others.length > 1 ? others.slice(0, -1) : others).join(' ')
  const { fields, faults } = readFieldLines(rest.slice(0, -1).map(({ text }) => text))
  const skipped =
    start > from ? [{ what: 'an empty line before the request line', clause: 'RFC 9112 2.2', shown: '' }] : []
  const head = { octets, method, target, version, requestLine, fields }
  return { head: { ...head, faults: [...skipped, ...lineFaults([first, ...rest]), ...faults] }, end }
}

/** True where bytes can be the beginning of a request: no masked frame begins with a letter of an HTTP method that is used here. */
export function beginsRequest(bytes: Buffer): boolean {
  return /^(?:\r\n)*[A-Z]{3,8} /.test(bytes.toString('latin1', 0, 16))
}

/** The target without the scheme and authority of an absolute form (RFC 9112 3.2.2). */
export function originForm(target: string): string {
  return target.replace(/^https?:\/\/[^/?#]*/i, '')
}

/**
 * True where `next` begins another handshake for the same path: a client that tries again chooses another key. The same key
 * shows that one handshake goes on, as after a redirect that is followed to a wrong target. The queries may differ.
 */
export function isRetry(first: RequestHead, next: RequestHead): boolean {
  const pathOf = ({ target }: RequestHead) => originForm(target).replace(/[?#].*$/s, '')
  const keyOf = ({ fields }: RequestHead) => fieldValues(fields, 'Sec-WebSocket-Key').join()
  return pathOf(first) === pathOf(next) && keyOf(first) !== keyOf(next)
}
