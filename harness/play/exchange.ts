import { setMaxListeners } from 'node:events'
import type { Recording } from '../case/observation'
import type { Ended } from '../case/results'
import { type Connection, Deadline, type Endpoint, open } from '../transport/connection'
import { Player, type Script } from './player'

/** All that went over one connection, the farewell included that no judgement looks at. */
export interface Wire extends Pick<Recording, 'sent' | 'received'> {
  /** A FIN of ours followed the octets sent, and the peer's answer may hang on it. */
  halfClosed: boolean
}

/**
 * Opens one connection, plays a script over it and records what was sent and received, with times and how it ended.
 * Never throws for what a peer does; ends by the script's deadline or when `signal` aborts.
 */
export async function exchange(
  endpoint: Endpoint,
  script: Script,
  signal?: AbortSignal,
  onWire?: (wire: Wire) => void,
): Promise<Recording> {
  const clock = new Deadline(script.deadlineMs)
  const connection = await open(endpoint, clock)
  const onAbort = () => connection.abandon()
  if (signal) {
    setMaxListeners(0, signal)
    signal.addEventListener('abort', onAbort, { once: true })
    if (signal.aborted) onAbort()
  }
  const player = new Player(connection, script, clock)
  try {
    await player.play(signal)
    const recording = record(connection, player, clock)
    if (player.linked) await connection.farewell(player.saidGoodbye)
    onWire?.({ sent: connection.sent, received: connection.received, halfClosed: connection.halfClosed })
    return recording
  } finally {
    signal?.removeEventListener('abort', onAbort)
    connection.destroy()
  }
}

function record(connection: Connection, player: Player, clock: Deadline): Recording {
  const still: Ended = clock.left() === 0 ? 'timeout' : 'open'
  return {
    requests: player.requests,
    sent: [...connection.sent],
    received: [...connection.received],
    ended: connection.ended ?? (connection.connectedMs === null ? 'timeout' : still),
    errorCode: connection.errorCode,
    connectedMs: connection.connectedMs,
    endedMs: connection.endedMs ?? clock.now(),
    marks: player.marks,
    overflow: connection.overflow,
  }
}
