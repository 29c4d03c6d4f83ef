import type { Ended, StoredEvent, StoredExchange } from '../../harness/case/results'
import type { Role } from '../../harness/case/role'
import { roleWords } from '../role-words'
import { withoutCommands } from '../text/clean'
import { count, duration } from '../text/phrases'
import { decoded, pieces } from './stored-bytes'
import { frameWords } from './stored-frames'

/** How a connection to a target, or of a client, ended, in words. */
export function endingOf(ended: Ended, role: Role): string {
  const { noun } = roleWords({ role })
  const words: Readonly<Record<Ended, string>> = {
    closed: `closed by the ${noun}`,
    reset: `reset by the ${noun}`,
    open: `left open by the ${noun}, ended by wsspec`,
    timeout: 'still open at the deadline',
    refused: 'never opened',
  }
  return words[ended]
}

/** The directions of a connection in the order in which they begin: a client speaks first, and so does wsspec to a server. */
export const DIRECTIONS: Readonly<Record<Role, readonly StoredEvent['direction'][]>> = {
  server: ['sent', 'received'],
  client: ['received', 'sent'],
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
export function streamText(bytes: Buffer, direction: StoredEvent['direction'], role: Role): string {
  const shown = pieces(bytes, direction, role).map((piece) => {
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
export function endingWords(exchange: StoredExchange, role: Role): string {
  const first = exchange.firstByteMs === null ? '' : `; first byte after ${duration(exchange.firstByteMs)}`
  return `${endingOf(exchange.ended, role)} after ${duration(exchange.endedMs)}${first}`
}

/** `>>> sent, 160 bytes`, and the bytes. */
function streamLines(exchange: StoredExchange, direction: StoredEvent['direction'], role: Role): string[] {
  const bytes = decoded(exchange[direction])
  const isSent = direction === 'sent'
  const head = `${isSent ? '>>>' : '<<<'} ${direction}, ${byteCount(bytes, isSent ? exchange.sentBytes : exchange.receivedBytes)}`
  return [head, streamText(bytes, direction, role)]
}

/** What was sent and received, and how it ended in the words of `ending`. No raw control characters. */
function wireText(exchange: StoredExchange, ending: string, role: Role): string {
  const lines = [...DIRECTIONS[role].flatMap((direction) => streamLines(exchange, direction, role)), `--- ${ending}`]
  return lines.filter((line) => line !== '').join('\n')
}

/** One connection of a case as plain text, with its times. */
export function exchangeText(exchange: StoredExchange, role: Role): string {
  return withoutCommands(wireText(exchange, endingWords(exchange, role), role))
}
