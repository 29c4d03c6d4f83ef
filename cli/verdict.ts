import type { TargetResult } from '../harness/results'
import { EXIT, type ExitCode, worstExit } from './exit'

/** What decides, beside the verdicts, what a run ends with. */
export interface Terms {
  /** Contested and SHOULD findings fail too. */
  strict: boolean
  /** How many cases may stay without a verdict. */
  allowInconclusive: number
}

/** What the results of one target mean for the exit code. */
export function exitOf(target: TargetResult, { strict, allowInconclusive }: Terms): ExitCode {
  const codes: ExitCode[] = []
  const failing = strict ? ['fail', 'warn', 'contested'] : ['fail']
  if (target.summary.error > 0) codes.push(EXIT.bug)
  if (target.cases.some(({ verdict, known }) => failing.includes(verdict) && known === null)) codes.push(EXIT.failed)
  if (target.stale !== undefined) codes.push(EXIT.failed)
  if (target.diagnosis !== undefined || target.summary.inconclusive > allowInconclusive) codes.push(EXIT.unjudged)
  return worstExit(codes)
}
