import type { CaseResult } from '../harness/case/results'
import { failsRun, isEvidence, type Verdict } from '../harness/case/verdicts'

/** What mocha knows of a test's outcome. */
export type TestState = 'passed' | 'failed' | 'pending'

/**
 * What a verdict is to mocha: fail and error fail, skip and inconclusive are pending, the rest passes; `strict` makes
 * contested and SHOULD findings fail.
 */
export function stateOf(verdict: Verdict, strict: boolean): TestState {
  if (failsRun(verdict, strict)) return 'failed'
  return isEvidence(verdict) ? 'passed' : 'pending'
}

/** The same for a case: an expected failure (`known`) is pending, as it does not fail the run. */
export function stateOfCase({ verdict, known }: CaseResult, strict: boolean): TestState {
  const state = stateOf(verdict, strict)
  return state === 'failed' && known !== null && verdict !== 'error' ? 'pending' : state
}
