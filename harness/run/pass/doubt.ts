import { worst } from '../../case/verdicts'
import { statusOf } from '../../judge/answer'
import type { JudgedPart } from '../case-result'
import { hasDrop } from './drops'
import { refusalOf } from './health'
import type { Doubtful } from './retry-policy'
import { type SentCase, timedOut } from './send-case'

/** A case whose result concurrency may have distorted. It is sent again, alone. */
export interface Doubt extends Doubtful {
  sentCase: SentCase
  parts: readonly JudgedPart[]
}

/** True where an answer was a server error (RFC 9110 15.6): the reason may be the server and not the request. */
export function hasServerError({ observations }: JudgedPart): boolean {
  return observations.some((observation) => (statusOf(observation) ?? 0) >= 500)
}

/** True where nothing was received until the deadline, and that is a finding. An overloaded target is silent, too. */
function wasSilentFinding({ verdict, observations }: JudgedPart): boolean {
  const ends = observations.filter(({ received }) => received.length === 0).map(({ recording }) => recording.ended)
  return ends.includes('timeout') && (verdict === 'fail' || verdict === 'warn')
}

/**
 * The doubt about a case; null where its judgements hold.
 * @param crowded true where other connections were open meanwhile
 */
export function doubtOf(sentCase: SentCase, parts: readonly JudgedPart[], crowded: boolean): Doubt | null {
  const isDoubtful =
    parts.some(({ verdict }) => verdict === 'inconclusive') ||
    parts.some(hasServerError) ||
    hasDrop(sentCase) ||
    (crowded && parts.some(wasSilentFinding))
  if (!isDoubtful) return null
  return { sentCase, parts, verdict: worst(parts.map(({ verdict }) => verdict)), timedOut: timedOut(sentCase) }
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
