import type { CaseResult } from '../../harness/case/results'
import { isFinding } from '../../harness/case/verdicts'

/** True for a result that a page shows as a card, with its bytes: a finding, or an error of wsspec. */
export function hasCard({ verdict }: Pick<CaseResult, 'verdict'>): boolean {
  return verdict === 'error' || isFinding(verdict)
}
