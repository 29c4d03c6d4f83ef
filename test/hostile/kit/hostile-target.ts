import type { Socket } from 'node:net'

/**
 * What a run against a target may come to:
 * `unjudged` the correct handshake is not accepted: every case is inconclusive, and a diagnosis says why;
 * `clean` the server conforms and is only a burden: no finding, some cases may be inconclusive;
 * `faulty` the server breaks rules: findings are right.
 */
export type Fate = 'unjudged' | 'clean' | 'faulty'

/** A server that makes life hard for a client. */
export interface HostileTarget {
  name: string
  fate: Fate
  /** Handles one connection. Called with its number, from 0. */
  serve: (socket: Socket, connection: number, upstream: () => Socket) => void
  /** True where it passes connections on to the intact scratch server, through `upstream`. */
  proxy?: true
}

/** The seed of everything random, so that a failure can be repeated. */
const SEED = 20_261_129

/** Random numbers in [0, 1) that are the same each time (mulberry32). */
export function seeded(seed = SEED): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Bytes that are the same each time. */
export function noise(length: number, seed = SEED): Buffer {
  const random = seeded(seed)
  return Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)))
}
