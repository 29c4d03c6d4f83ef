import { isConforming, isEvidence, isFailure, type Verdict } from '../../harness/case/verdicts'
import type { Row } from '../case-rows'

/** In how many cases a target has a worse and a better verdict than another. */
export interface AgainstBaseline {
  worse: number
  better: number
}

/** How bad a verdict is: 0 conforms, 1 is a warning or contested, 2 fails; null where it says nothing about the target. */
export function badness(verdict: Verdict | undefined): 0 | 1 | 2 | null {
  if (verdict === undefined || !isEvidence(verdict)) return null
  if (isConforming(verdict)) return 0
  return isFailure(verdict) ? 2 : 1
}

/**
 * Compares the verdicts of a target with those of another, case by case. A case that one of them was not judged in does not count.
 * @param at the target, as an index into the results of the rows
 * @param baseline the other target, likewise
 */
export function againstBaseline(rows: readonly Row[], at: number, baseline: number): AgainstBaseline {
  const against = { worse: 0, better: 0 }
  for (const { results } of rows) {
    const [own, other] = [badness(results[at]?.verdict), badness(results[baseline]?.verdict)]
    if (own === null || other === null) continue
    if (own > other) against.worse++
    if (own < other) against.better++
  }
  return against
}
