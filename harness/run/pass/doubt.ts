import type { Observation } from '../../case/observation'
import { isFinding, worst } from '../../case/verdicts'
import type { JudgedPart } from '../case-result'
import { hasDrop } from './drops'
import { isServerError, refusalOf } from './health'
import type { Doubtful } from './retry-policy'
import { type SentCase, timedOut } from './send-case'

/** A case whose result concurrency may have distorted. It is sent again, alone. */
export interface Doubt extends Doubtful {
  sentCase: SentCase
  parts: readonly JudgedPart[]
}

/** True where an answer was a server error whose reason may be the server and not the request. */
export function hasServerError({ observations }: JudgedPart): boolean {
  return observations.some(isServerError)
}

/** The kind of the step whose wait timed out; null where none did, or the peer ended the connection. */
function missed({ recording: { marks, ended } }: Observation): string | null {
  if (ended !== 'open' && ended !== 'timeout') return null
  const unmet = marks.find(({ what, met }) => !met && WAITS.includes(what))
  return unmet?.what ?? (ended === 'timeout' ? 'answer' : null)
}

/** The kinds of steps that wait for something to come. */
const WAITS: readonly string[] = ['answer', 'await', 'alive']

/** The kind of the step whose timeout a finding rests on; null where there is no finding, or it rests on no timeout. */
function missedFinding({ verdict, observations }: JudgedPart): string | null {
  return isFinding(verdict) ? (observations.map(missed).find((what) => what !== null) ?? null) : null
}

/** The kinds of the steps whose timeout a finding may rest on through a part that others are compared with. */
function missedByTwins({ sent }: SentCase, parts: readonly JudgedPart[]): string[] {
  if (!parts.some(({ verdict }) => isFinding(verdict))) return []
  const judged = new Set(parts.flatMap(({ observations }) => observations))
  return [...sent.values()].flatMap(({ observation }) => (judged.has(observation) ? [] : (missed(observation) ?? [])))
}

/** The doubt about a case; null where its judgements hold. A target may also be late, or drop a connection, by chance. */
export function doubtOf(sentCase: SentCase, parts: readonly JudgedPart[]): Doubt | null {
  const misses = [...parts.flatMap((part) => missedFinding(part) ?? []), ...missedByTwins(sentCase, parts)]
  const isDoubtful =
    parts.some(({ verdict }) => verdict === 'inconclusive') ||
    parts.some(hasServerError) ||
    hasDrop(sentCase) ||
    misses.length > 0
  if (!isDoubtful) return null
  const verdict = worst(parts.map((part) => part.verdict))
  return { sentCase, parts, verdict, waitedFor: misses[0] ?? (timedOut(sentCase) ? 'answer' : null) }
}

/** The part as judged. It is inconclusive if the correct handshake was refused in the same way during the suite. */
export function withoutSharedRefusal(part: JudgedPart, refusals: ReadonlySet<string>): JudgedPart {
  const refusal = part.observations.map(refusalOf).find((each) => each !== null && refusals.has(each))
  if (refusal === undefined || part.verdict === 'error') return part
  return {
    ...part,
    verdict: 'inconclusive',
    because: `during this suite the correct handshake was also ${refusal}`,
  }
}
