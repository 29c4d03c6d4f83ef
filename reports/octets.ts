import type { StoredExchange } from '../harness/case/results'
import { frameAt, frameWords, type WireFrame } from './frames'
import { duration, withoutCommands } from './text'
import { ENDINGS } from './words'

/** A stretch of stored octets: HTTP text, a WebSocket frame, or octets that are neither. Offsets are into the stored octets. */
export type Piece =
  | { kind: 'text'; start: number; end: number }
  | { kind: 'octets'; start: number; end: number }
  | { kind: 'frame'; start: number; end: number; frame: WireFrame }

/** The octets behind a stored base64 string. */
export function decoded(base64: string): Buffer {
  return Buffer.from(base64, 'base64')
}

function visibleOctet(octet: number): string {
  if (octet === 0x0d) return '␍'
  if (octet === 0x0a) return '␊\n'
  const plain = octet >= 0x20 && octet < 0x7f && octet !== 0x5c
  return plain ? String.fromCharCode(octet) : `\\x${octet.toString(16).padStart(2, '0')}`
}

/**
 * Octets as text that loses nothing: printable ASCII as it is, CR as ␍, LF as ␊ with a line break behind it,
 * everything else, the backslash included, as `\xNN`.
 */
export function visible(octets: Buffer): string {
  return Array.from(octets, visibleOctet).join('')
}

/** `81 05 68 65`. */
export function hex(octets: Buffer): string {
  return octets.toString('hex').replace(/..(?=.)/g, '$& ')
}

/** One past the empty line that ends the header section which holds `from`; -1 where there is none. */
function headEnd(latin1: string, from: number): number {
  const found = /\r?\n\r?\n/g
  found.lastIndex = from
  const match = found.exec(latin1)
  return match ? match.index + match[0].length : -1
}

/** Where frames may begin: behind the first request sent, behind the 101 received; -1 where there are none. */
function linkStart(latin1: string, direction: 'sent' | 'received'): number {
  if (direction === 'sent') return headEnd(latin1, 0)
  const switched = /HTTP\/\d\.\d 101(?=[ \r\n])/.exec(latin1)
  return switched ? headEnd(latin1, switched.index) : -1
}

/**
 * Sent octets (Latin-1) behind a request may be a body or another request: a frame has FIN set, or a data opcode and no
 * reserved bit, or with RSV1 (RFC 7692 6) a mask, which no second letter of a word looks like.
 */
export const FRAME_START = /[\x80-\xff]|[\x00-\x02]|[@AB](?=[\x80-\xff])/

function nextFrame(octets: Buffer, from: number): number {
  const at = octets.toString('latin1', from).search(FRAME_START)
  return at < 0 ? octets.length : from + at
}

/** Splits the stored octets of one direction into HTTP text and frames. Total; every octet is in exactly one piece. */
export function pieces(octets: Buffer, direction: 'sent' | 'received'): Piece[] {
  const link = linkStart(octets.toString('latin1'), direction)
  const head = link < 0 ? octets.length : link
  const found: Piece[] = head > 0 ? [{ kind: 'text', start: 0, end: head }] : []
  let start = head
  while (start < octets.length) {
    const text = direction === 'sent' ? nextFrame(octets, start) : start
    if (text > start) found.push({ kind: 'text', start, end: text })
    const frame = frameAt(octets, text)
    if (frame) found.push({ kind: 'frame', start: text, end: frame.end, frame })
    else if (text < octets.length) found.push({ kind: 'octets', start: text, end: octets.length })
    start = frame ? frame.end : octets.length
  }
  return found
}

/** The pieces as lines: text made visible, a frame as its words, its octets in hex and its payload as text. */
export function streamText(octets: Buffer, direction: 'sent' | 'received'): string {
  const shown = pieces(octets, direction).map((piece) => {
    const own = octets.subarray(piece.start, piece.end)
    if (piece.kind === 'text') return visible(own).replace(/\n$/, '')
    if (piece.kind === 'octets') return `[octets] ${hex(own)}`
    const payload = piece.frame.payload.length > 0 ? `\n  "${visible(piece.frame.payload)}"` : ''
    return `[${frameWords(piece.frame)}] ${hex(own)}${payload}`
  })
  return shown.join('\n')
}

/** `98 octets`, or how many of them are stored. */
export function octetCount(stored: Buffer, whole: number): string {
  return stored.length < whole ? `${whole} octets, the first ${stored.length} stored` : `${whole} octets`
}

/** `closed by the server after 3 ms; first octet after 1.2 ms`. */
export function endingWords(exchange: StoredExchange): string {
  const first = exchange.firstByteMs === null ? '' : `; first octet after ${duration(exchange.firstByteMs)}`
  return `${ENDINGS[exchange.ended]} after ${duration(exchange.endedMs)}${first}`
}

/** What was sent, what came back, and `ending` in words, for how it ended. No raw control octets. */
export function wireText(exchange: StoredExchange, ending: string): string {
  const [sent, received] = [decoded(exchange.sent), decoded(exchange.received)]
  const lines = [
    `>>> sent, ${octetCount(sent, exchange.sentBytes)}`,
    streamText(sent, 'sent'),
    `<<< received, ${octetCount(received, exchange.receivedBytes)}`,
    streamText(received, 'received'),
    `--- ${ending}`,
  ]
  return lines.filter((line) => line !== '').join('\n')
}

/** One connection as plain text, with its times. */
export function exchangeText(exchange: StoredExchange): string {
  return withoutCommands(wireText(exchange, endingWords(exchange)))
}
