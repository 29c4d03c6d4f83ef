import type { StoredExchange } from '../../harness/case/results'
import type { Role } from '../../harness/case/role'
import { decoded, type Piece, pieces } from '../wire/stored-bytes'
import { ACCEPT_LINES, KEY_LINES, masked, type Nonces, noncesOf, STRANGE } from './nonces'
import { type Normal, normalText } from './stable-text'

const COOKIE_LINES = /^(set-cookie[ \t]*:[ \t]*[^=;\r\n]*=)[^;\r\n]*/gim
const DATE_LINES = /^(date[ \t]*:)([^\r\n]*)/gim

function normalHead(text: string, own: Nonces, normal: Normal): string {
  let out = text
  for (const [value, placeholder] of own) if (value.length >= 16) out = out.replaceAll(value, placeholder)
  out = out.replace(KEY_LINES, (_, name: string, value: string) => name + (own.get(value.trim()) ?? value))
  out = out.replace(ACCEPT_LINES, (_, name: string, value: string) => {
    const done = [...own.values()].includes(value.trim()) || value.length < 16
    return name + (done ? value : masked(value, STRANGE))
  })
  return normalText(out, normal)
    .replace(COOKIE_LINES, '$1cookie')
    .replace(DATE_LINES, (line, name: string, value: string) =>
      value.includes('1970') ? line : name + value.replace(/\d/g, '0'),
    )
}

/** A masked frame as if its masking key were zeros: the payload becomes readable, the length stays. */
function normalFrame(bytes: Buffer, piece: Piece & { kind: 'frame' }, normal: Normal): Buffer {
  const { frame } = piece
  const header = Buffer.from(bytes.subarray(frame.start, frame.payloadAt))
  if (frame.keyAt !== null) header.fill(0, frame.keyAt - frame.start)
  const text = frame.payload.toString('latin1')
  const normalised = normalText(text, normal)
  return Buffer.concat([header, Buffer.from(normalised.length === text.length ? normalised : text, 'latin1')])
}

function normalBytes(found: readonly Piece[], bytes: Buffer, own: Nonces, normal: Normal): Buffer {
  const parts = found.map((piece) => {
    const stored = bytes.subarray(piece.start, piece.end)
    if (piece.kind === 'bytes') return stored
    if (piece.kind === 'frame') return normalFrame(bytes, piece, normal)
    return Buffer.from(normalHead(stored.toString('latin1'), own, normal), 'latin1')
  })
  return Buffer.concat(parts)
}

/**
 * One connection without what differs from run to run. The counts follow where a placeholder is shorter or longer, and
 * count only what is stored: how much of a flood is sent before the answer depends on the machine. So does whether a
 * server that does not read the rest closes or resets the connection.
 */
export function stableExchange(exchange: StoredExchange, normal: Normal, role: Role): StoredExchange {
  const own = noncesOf(exchange, role)
  const { events: _, ...kept } = exchange
  const [sent, received] = [decoded(exchange.sent), decoded(exchange.received)]
  const [stableSent, stableReceived] = [
    normalBytes(pieces(sent, 'sent', role), sent, own, normal),
    normalBytes(pieces(received, 'received', role), received, own, normal),
  ]
  return {
    ...kept,
    sent: stableSent.toString('base64'),
    received: stableReceived.toString('base64'),
    ended: exchange.ended === 'reset' && exchange.sentBytes > sent.length ? 'closed' : exchange.ended,
    sentBytes: stableSent.length,
    receivedBytes: stableReceived.length,
    firstByteMs: exchange.firstByteMs === null ? null : 0,
    endedMs: 0,
  }
}
