import type { CaseResult } from '../../harness/case/results'
import { VERDICT_ORDER } from '../../harness/case/verdicts'
import { compareIds } from '../case-rows'
import { impactRank } from './impact-words'

/**
 * Compares two findings by what to mend first: the graver verdict, then the graver impact, then a SECURITY case, then the
 * smaller id. For `toSorted`.
 */
export function compareFindings(a: CaseResult, b: CaseResult): number {
  const security = ({ level }: CaseResult) => (level === 'SECURITY' ? 0 : 1)
  return (
    VERDICT_ORDER.indexOf(a.verdict) - VERDICT_ORDER.indexOf(b.verdict) ||
    impactRank(a.impact) - impactRank(b.impact) ||
    security(a) - security(b) ||
    compareIds(a.id, b.id)
  )
}
