import type { TargetResult } from '../harness/case/results'
import { failing, type Terms, undecided } from '../reports/run-success'
import { EXIT, type ExitCode, worstExit } from './exit'

/** What the results of one target mean for the exit code. */
export function exitOf(target: TargetResult, terms: Terms): ExitCode {
  const codes: ExitCode[] = []
  if (target.summary.error > 0) codes.push(EXIT.bug)
  if (failing(target, terms.strict).length > 0 || target.stale !== undefined) codes.push(EXIT.failed)
  if (undecided(target, terms)) codes.push(EXIT.unjudged)
  return worstExit(codes)
}
