import type { Ended, StoredExchange } from '../../harness/case/results'
import { withoutCommands } from '../text/clean'
import { count, duration } from '../text/phrases'
import { decoded, pieces } from './stored-bytes'
import { frameWords } from './stored-frames'

/** How a connection ended, in words. */
export const ENDINGS: Readonly<Record<Ended, string>> = {
  closed: 'closed by the server',
  reset: 'reset by the server',
  open: 'left open by the server, ended by wsspec',
  timeout: 'still open at the deadline',
  refused: 'never opened',
}

function visibleByte(byte: number): string {
  if (byte === 0x0d) return '␍'
  if (byte === 0x0a) return '␊\n'
  const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x5c
  return plain ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`
}

/**
 * Bytes as text that loses nothing: printable ASCII as it is, CR as ␍, LF as ␊ and a line break, everything else, the
 * backslash included, as `\xNN`.
 */
export function visible(bytes: Buffer): string {
  return Array.from(bytes, visibleByte).join('')
}

/** `81 05 68 65`. */
export function hex(bytes: Buffer): string {
  return bytes.toString('hex').replace(/..(?=.)/g, '$& ')
}

/** The pieces as lines: text made visible; a frame as its words, its bytes in hex and its payload as text. */
export function streamText(bytes: Buffer, direction: 'sent' | 'received'): string {
  const shown = pieces(bytes, direction).map((piece) => {
    const own = bytes.subarray(piece.start, piece.end)
    if (piece.kind === 'text') return visible(own).replace(/\n$/, '')
    if (piece.kind === 'bytes') return `[bytes] ${hex(own)}`
    const payload = piece.frame.payload.length > 0 ? `\n  "${visible(piece.frame.payload)}"` : ''
    return `[${frameWords(piece.frame)}] ${hex(own)}${payload}`
  })
  return shown.join('\n')
}

/** `98 bytes`, with how many of them are stored where that is fewer. */
export function byteCount(stored: Buffer, whole: number): string {
  return stored.length < whole ? `${count(whole, 'byte')}, the first ${stored.length} stored` : count(whole, 'byte')
}

/** `closed by the server after 3 ms; first byte after 1.2 ms`. */
export function endingWords(exchange: StoredExchange): string {
  const first = exchange.firstByteMs === null ? '' : `; first byte after ${duration(exchange.firstByteMs)}`
  return `${ENDINGS[exchange.ended]} after ${duration(exchange.endedMs)}${first}`
}

/** What was sent, what was received, and how it ended in the words of `ending`. No raw control characters. */
export function wireText(exchange: StoredExchange, ending: string): string {
  const [sent, received] = [decoded(exchange.sent), decoded(exchange.received)]
  const lines = [
    `>>> sent, ${byteCount(sent, exchange.sentBytes)}`,
    streamText(sent, 'sent'),
    `<<< received, ${byteCount(received, exchange.receivedBytes)}`,
    streamText(received, 'received'),
    `--- ${ending}`,
  ]
  return lines.filter((line) => line !== '').join('\n')
}

/** One connection as plain text, with its times. */
export function exchangeText(exchange: StoredExchange): string {
  return withoutCommands(wireText(exchange, endingWords(exchange)))
}
