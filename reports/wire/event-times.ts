import type { StoredEvent, StoredExchange } from '../../harness/case/results'

/** The writes and reads of a connection, in the order of time: as they are stored, or the first of each direction. */
export function eventsOf({ events, sentBytes, receivedBytes, firstByteMs }: StoredExchange): StoredEvent[] {
  if (events) return events
  return [
    ...(sentBytes > 0 ? [{ direction: 'sent' as const, octets: sentBytes, atMs: 0 }] : []),
    ...(firstByteMs === null ? [] : [{ direction: 'received' as const, octets: receivedBytes, atMs: firstByteMs }]),
  ]
}

/** Gives when the byte at an offset of one direction was written or read, ms from the first byte sent; null where it is not known. */
export function timesOf(
  exchange: StoredExchange,
  direction: StoredEvent['direction'],
): (offset: number) => number | null {
  let end = 0
  const own = eventsOf(exchange)
    .filter((event) => event.direction === direction)
    .map(({ octets, atMs }) => {
      end += octets
      return { end, atMs }
    })
  return (offset) => own.find((event) => offset < event.end)?.atMs ?? null
}
