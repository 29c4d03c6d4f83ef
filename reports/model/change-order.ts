import type { ChangedCase } from '../../harness/case/results'
import { isFinding, isWorse } from '../../harness/case/verdicts'

/** The rank of a change: 0 if the verdict got worse, 1 if a finding is gone or lighter, 2 otherwise. */
function rankOf({ old, new: now }: ChangedCase): number {
  if (isWorse(now, old)) return 0
  return isFinding(old) || isFinding(now) ? 1 : 2
}

/** Changed cases with what to read first: what got worse, then what got better, then other changes; each in its old order. */
export function orderedChanges(cases: readonly ChangedCase[]): ChangedCase[] {
  return cases.toSorted((a, b) => rankOf(a) - rankOf(b))
}
