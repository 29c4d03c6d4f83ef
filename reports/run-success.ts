import type { CaseResult, TargetResult } from '../harness/case/results'
import { isFailure } from '../harness/case/verdicts'

/** What decides, besides the verdicts, whether a run succeeds. */
export interface Terms {
  /** Contested and SHOULD findings fail too. */
  strict: boolean
  /** How many cases of a target may stay without a verdict. */
  allowInconclusive: number
}

/** The cases that the target fails unexpectedly. */
export function failing({ cases }: TargetResult, strict: boolean): CaseResult[] {
  return cases.filter(({ verdict, known }) => isFailure(verdict, strict) && known === null)
}

/** True where a target could not be judged, or more of its cases than allowed have no verdict. */
export function undecided({ diagnosis, summary }: TargetResult, { allowInconclusive }: Terms): boolean {
  return diagnosis !== undefined || summary.inconclusive > allowInconclusive
}
