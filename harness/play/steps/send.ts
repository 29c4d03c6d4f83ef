import type { Edit } from '../../case/edit'
import type { SentRequest } from '../../case/recording'
import type { Player } from '../player'
import type { Rendering, StepKind, Wording } from './kind'

/** Writes a request, or a piece of it. */
export interface SendStep {
  do: 'send'
  /** The change to the correct handshake; without it, the part's own. */
  edit?: Edit
  /** The piece that is sent, as Buffer.subarray counts. A piece that does not begin at 0 goes on with the request before it. */
  from?: number
  to?: number
  /** Writes one byte at a time, with this pause between two writes, ms. */
  everyMs?: number
}

declare module '../../case/script' {
  interface StepKinds {
    send: SendStep
  }
}

/** The bytes of most requests, about. */
const USUAL_BYTES = 160

/** A new request, unless the step sends what an earlier one left of it. */
function requestOf({ edit, from = 0 }: SendStep, { conversation, script }: Player): SentRequest {
  const begun = from === 0 ? undefined : conversation.requests.at(-1)
  if (begun) return begun
  const request = script.render(edit)
  conversation.ask(request)
  return request
}

async function perform(step: SendStep, player: Player): Promise<boolean | null> {
  await player.settle()
  const bytes = requestOf(step, player).octets.subarray(step.from ?? 0, step.to)
  if (step.everyMs === undefined) return player.write(bytes)
  for (let at = 0; at < bytes.length && !player.hasEnded && player.clock.left() > 0; at++) {
    player.connection.write(bytes.subarray(at, at + 1))
    await player.watch(step.everyMs)
  }
  return true
}

function piece({ edit, from, to }: SendStep, { request }: Rendering): Buffer {
  return request(edit).subarray(from ?? 0, to)
}

function inWords(step: SendStep, wording: Wording): string {
  const { edit, everyMs } = step
  const bytes = piece(step, wording)
  const slowly = everyMs === undefined ? '' : `, one byte every ${wording.duration(everyMs)}`
  if (edit !== undefined) return `send${slowly}: ${wording.quote(bytes)}`
  if (bytes.length === wording.request().length) return `send the request above${slowly}`
  return `send ${wording.count(bytes.length, 'byte')} of the request above${slowly}: ${wording.quote(bytes)}`
}

export const send: StepKind<SendStep> = {
  acts: true,
  perform,
  inWords,
  lastsMs: ({ everyMs = 0 }) => everyMs * USUAL_BYTES,
  writes: (step, rendering) => (step.everyMs === undefined ? piece(step, rendering) : null),
  isRaw: ({ from, to, everyMs }) => from !== undefined || to !== undefined || everyMs !== undefined,
}
