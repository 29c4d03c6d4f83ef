import { setMaxListeners } from 'node:events'
import type { Chunk, Recording } from '../case/recording'
import type { Ended } from '../case/results'
import { transportFor } from '../transport/choose'
import { Deadline } from '../transport/deadline'
import { randomOctets } from '../transport/random'
import type { Connection, Endpoint } from '../transport/transport'
import { OPCODE, writeFrame } from '../wire/websocket/frame'
import { Player } from './player'
import type { Script } from './script'

/** All bytes of one connection. They include the last Close, which is not judged. */
export interface Wire {
  sent: readonly Chunk[]
  received: readonly Chunk[]
  /** The script ended the sending side; the peer's answer may depend on that. */
  halfClosed: boolean
}

/**
 * Opens one connection, plays a script over it, and records what was sent and received, when, and how it ended.
 * It never throws for what a peer does. It ends by the script's deadline, or when `signal` aborts.
 */
export async function exchange(
  endpoint: Endpoint,
  script: Script,
  signal?: AbortSignal,
  onWire?: (wire: Wire) => void,
): Promise<Recording> {
  const clock = new Deadline(script.deadlineMs)
  const connection = await transportFor(endpoint).connect(endpoint, clock)
  const onAbort = () => connection.abandon()
  if (signal) {
    setMaxListeners(0, signal)
    signal.addEventListener('abort', onAbort, { once: true })
    if (signal.aborted) onAbort()
  }
  const player = new Player(connection, script, clock)
  player.onQuiet = () => script.quiet?.call(() => endedInVain(connection, player, clock))
  try {
    await player.play(signal)
    const recording = record(connection, player, clock)
    if (player.isLinked) await connection.leave(player.sentClose ? null : closeFrame(), script.farewellMs)
    onWire?.({ sent: connection.sent, received: connection.received.chunks(), halfClosed: connection.state.halfClosed })
    return recording
  } finally {
    signal?.removeEventListener('abort', onAbort)
    connection.destroy()
  }
}

/** The Close with which a link is left (RFC 6455 7.1.1). */
function closeFrame(): Buffer {
  return writeFrame({ opcode: OPCODE.close, payload: Buffer.from([0x03, 0xe8]) }, randomOctets(4))
}

/** What is recorded if nothing comes any more. */
function endedInVain(connection: Connection, player: Player, clock: Deadline): Recording {
  const recording = record(connection, player, clock)
  return { ...recording, ended: 'timeout', marks: [...recording.marks, player.unmetMark] }
}

function record(connection: Connection, player: Player, clock: Deadline): Recording {
  const { ended, connectedMs, endedMs, errorCode } = connection.state
  const { reader } = player.conversation
  const still: Ended = clock.left() === 0 ? 'timeout' : 'open'
  return {
    requests: player.conversation.requests,
    sent: [...connection.sent],
    received: connection.received.chunks(),
    receivedBytes: connection.received.length,
    ...(reader ? { link: { from: reader.from, run: reader.run } } : {}),
    ended: ended ?? (connectedMs === null ? 'timeout' : still),
    errorCode,
    connectedMs,
    endedMs: endedMs ?? clock.now(),
    marks: player.marks,
    overflow: connection.overflow,
  }
}
