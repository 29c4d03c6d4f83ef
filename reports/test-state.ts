import type { CaseResult } from '../harness/case/results'
import { failsRun, isEvidence, type Verdict } from '../harness/case/verdicts'

/** The outcome of a test, in the words of mocha. */
export type TestState = 'passed' | 'failed' | 'pending'

/**
 * The outcome of a case as a test: fail and error fail, skip and inconclusive are pending, every other verdict passes.
 * `strict` makes contested and SHOULD findings fail.
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
