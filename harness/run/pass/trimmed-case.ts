import { trimmed } from '../trimmed'
import type { Answered } from './drops'
import type { SentCase } from './send-case'

/** True where an observation of the case takes up much memory. */
export function isHeavy({ sent }: SentCase): boolean {
  return [...sent.values()].some(({ observation }) => trimmed(observation) !== observation)
}

/** A case that was judged, with trimmed observations. */
export function trimmedCase({ sentCase, parts }: Answered): Answered {
  if (!isHeavy(sentCase)) return { sentCase, parts }
  const sent = new Map(
    [...sentCase.sent].map(([name, { observation, vars }]) => [name, { observation: trimmed(observation), vars }]),
  )
  return {
    sentCase: { ...sentCase, sent },
    parts: parts.map((part) => ({ ...part, observations: part.observations.map(trimmed) })),
  }
}
