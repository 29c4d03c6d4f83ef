import type { ReplyPlayer } from '../player'
import type { ReplyStepKind } from './kind'

/** Writes the same bytes again and again, as fast as the client takes them. */
export interface FloodReplyStep {
  do: 'flood'
  /** As Latin-1. */
  octets: string
  times: number
  /** Maximum time that it takes, ms. */
  ms: number
}

declare module '../../case/reply' {
  interface ReplyStepKinds {
    flood: FloodReplyStep
  }
}

async function perform({ octets, times, ms }: FloodReplyStep, player: ReplyPlayer): Promise<void> {
  // Every write has the same buffer, so that what is recorded takes its memory once.
  const bytes = Buffer.from(octets, 'latin1')
  const until = performance.now() + ms
  for (let written = 0; written < times && performance.now() < until && !player.isOver; written++) {
    player.write(bytes)
    while (player.backlog > 0 && performance.now() < until && !player.isOver) await player.watch(5)
  }
}

export const flood: ReplyStepKind<FloodReplyStep> = {
  perform,
  inWords: ({ octets, times }, { quote }) =>
    `send ${quote(Buffer.from(octets.slice(0, 24), 'latin1'))}… of ${octets.length} bytes ${times} times`,
}
