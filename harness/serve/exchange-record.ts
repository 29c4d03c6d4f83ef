import type { RequestHead, ServedExchange } from '../case/client-observation'
import type { Chunk, Traffic } from '../case/recording'
import type { Connection } from '../transport/transport'
import type { ReplyPlayer } from './player'

/** Where one exchange begins on its connection. */
export interface ExchangeStart {
  /** Which connection of the attempt it is on. */
  connection: number
  /** The offset of its first byte in those received, and the index of its first write in those sent. */
  received: number
  sent: number
}

/** The chunks between two offsets of the bytes in them. */
function between(chunks: readonly Chunk[], from: number, to: number): Chunk[] {
  const out: Chunk[] = []
  let at = 0
  for (const { atMs, octets } of chunks) {
    const part = octets.subarray(Math.max(0, from - at), Math.max(0, to - at))
    if (part.length > 0 && at + octets.length > from) out.push({ atMs, octets: part })
    at += octets.length
  }
  return out
}

/** Times counted from the start of the attempt instead of that of the server. */
function since(startMs: number, chunks: readonly Chunk[]): Chunk[] {
  return chunks.map(({ atMs, octets }) => ({ atMs: atMs - startMs, octets }))
}

/** How an exchange ended: with its connection, because the client asked again, or because its time was over. */
function endOf(connection: Connection, isFollowed: boolean, nowMs: number): Pick<Traffic, 'ended' | 'endedMs'> {
  const { ended, endedMs } = connection.state
  if (isFollowed) return { ended: 'open', endedMs: nowMs }
  return { ended: ended ?? 'timeout', endedMs: endedMs ?? nowMs }
}

/** The parts from which the record of an exchange is made. */
export interface ExchangeParts {
  connection: Connection
  start: ExchangeStart
  /** Null where no whole request came. */
  request: RequestHead | null
  /** True where the connection is one of TLS. */
  secure: boolean
  player: ReplyPlayer | null
  /** Where the next request begins on the same connection; null where none came. */
  next: number | null
  /** When the attempt began, and the time, in milliseconds of the server. */
  startMs: number
  nowMs: number
}

/** Makes the record of one exchange once it is over. */
export function exchangeRecord({
  connection,
  start,
  request,
  secure,
  player,
  next,
  startMs,
  nowMs,
}: ExchangeParts): ServedExchange {
  const { received, sent } = connection
  const { ended, endedMs } = endOf(connection, next !== null, nowMs)
  const chunks = since(startMs, between(received.chunks(), start.received, next ?? received.length))
  const writes = since(startMs, sent.slice(start.sent))
  const traffic: Traffic = {
    sent: writes,
    received: chunks,
    receivedBytes: (next ?? received.length) - start.received,
    ended,
    endedMs: endedMs - startMs,
    originMs: Math.min(...[...chunks, ...writes].map(({ atMs }) => atMs), endedMs - startMs),
  }
  const early = player === null ? 0 : Math.max(0, player.early)
  const left = next === null && (ended === 'closed' || ended === 'reset')
  return {
    recording: traffic,
    connection: start.connection,
    request,
    early,
    link: player?.link() ?? null,
    secure,
    left,
  }
}
