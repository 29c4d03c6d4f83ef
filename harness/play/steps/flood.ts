import { resolve, type Value } from '../../case/vars'
import type { Player } from '../player'
import { isBeforeAnswer, type StepKind } from './kind'

/** Writes the same bytes again and again until the peer answers or ends. */
export interface FloodStep {
  do: 'flood'
  /** As Latin-1. */
  octets: Value<string>
  /** Limits: bytes, and ms. */
  most: number
  ms: number
}

declare module '../../case/script' {
  interface StepKinds {
    flood: FloodStep
  }
}

async function perform({ octets, most, ms }: FloodStep, player: Player): Promise<boolean> {
  const { connection, clock } = player
  const bytes = Buffer.from(resolve(octets, player.script.vars), 'latin1')
  const until = clock.now() + Math.min(ms, clock.left())
  const before = connection.received.length
  const stopped = () => connection.received.length > before || player.hasEnded
  for (let written = 0; written < most && clock.now() < until && !stopped(); written += bytes.length) {
    connection.write(bytes)
    // A system that takes every write at once would keep the answer from being read.
    await player.poll()
    while (connection.backlog > 0 && clock.now() < until && !stopped()) await connection.until(stopped, 5)
  }
  return stopped()
}

export const flood: StepKind<FloodStep> = {
  acts: true,
  perform,
  inWords: ({ octets, most, ms }, { vars, quote, duration }) =>
    `send ${quote(Buffer.from(resolve(octets, vars), 'latin1'))} again and again, until the server answers or ends, at most ${most} bytes or ${duration(ms)}`,
  lastsMs: ({ ms }) => ms,
  isRaw: (_, before) => isBeforeAnswer(before),
  goesOn: true,
}
