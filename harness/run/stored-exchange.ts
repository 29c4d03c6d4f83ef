import { type Chunk, joined, type Traffic } from '../case/recording'
import type { StoredEvent, StoredExchange } from '../case/results'

/** Maximum number of bytes of each direction that a stored exchange keeps. */
const MOST_BYTES = 4096

/** How many bytes of each direction are masked: a secret that the stored bytes begin with may end beyond them. */
const MOST_MASKED = 1 << 16

/** Maximum number of writes and reads whose times a stored exchange keeps. */
const MOST_EVENTS = 32

/** Hides secrets in what is stored. `bytes` keeps their number. */
export interface Mask {
  bytes: (bytes: Buffer) => Buffer
  text: (text: string) => string
}

/** Milliseconds to one decimal place, as results keep them. */
export function tenth(ms: number): number {
  return Math.round(ms * 10) / 10
}

/** The writes and reads in the order of time. Those of one direction at the same time are one event, a read that was not kept is none. */
function eventsOf({ sent, received }: Traffic, origin: number): StoredEvent[] {
  const inDirection = (direction: StoredEvent['direction'], chunks: readonly Chunk[]) =>
    chunks
      .filter(({ octets }) => octets.length > 0)
      .map(({ atMs, octets }) => ({ direction, octets: octets.length, atMs: tenth(atMs - origin) }))
  const events: StoredEvent[] = []
  // The sort is stable: of what happened in the same tenth of a millisecond, what was sent comes first.
  const all = [...inDirection('sent', sent), ...inDirection('received', received)].sort((a, b) => a.atMs - b.atMs)
  for (const event of all) {
    const last = events.at(-1)
    if (last?.direction === event.direction && last.atMs === event.atMs) last.octets += event.octets
    else if (events.push(event) === MOST_EVENTS) break
  }
  return events
}

/** The first bytes of a direction as base64, masked before they are cut. */
function storedBytes(bytes: Buffer, mask: Mask): string {
  return mask.bytes(bytes.subarray(0, MOST_MASKED)).subarray(0, MOST_BYTES).toString('base64')
}

/**
 * A recording as results keep it: base64 of the first 4,096 bytes each way, masked before they are cut, with whole
 * counts. Times are milliseconds from the first byte sent, or from `originMs` where the recording has one. `events` is left out where each direction has one event.
 */
export function storedExchange(recording: Traffic, mask: Mask): StoredExchange {
  const sent = joined(recording.sent)
  const received = joined(recording.received)
  const origin = recording.originMs ?? recording.sent[0]?.atMs ?? 0
  const first = recording.received[0]
  const events = eventsOf(recording, origin)
  const isPlain = new Set(events.map(({ direction }) => direction)).size === events.length
  return {
    sent: storedBytes(sent, mask),
    received: storedBytes(received, mask),
    sentBytes: sent.length,
    receivedBytes: recording.receivedBytes,
    ended: recording.ended,
    firstByteMs: first ? tenth(first.atMs - origin) : null,
    endedMs: tenth(Math.max(0, recording.endedMs - origin)),
    ...(isPlain ? {} : { events }),
  }
}
