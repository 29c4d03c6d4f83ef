import type { TargetResult } from '../harness/case/results'
import { failing, type Terms, undecided } from '../reports/run-success'

/** The exit codes of wsspec. */
export const EXIT = {
  fine: 0,
  failed: 1,
  usage: 2,
  unjudged: 3,
  bug: 4,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const

/** An exit code of wsspec. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** The codes from the worst to the best. */
const WORST_FIRST: readonly ExitCode[] = [130, 143, 129, 4, 2, 1, 3, 0]

/** The worst of several codes; 0 if there are none. */
export function worstExit(codes: Iterable<ExitCode>): ExitCode {
  const given = new Set(codes)
  return WORST_FIRST.find((code) => given.has(code)) ?? EXIT.fine
}

/** The exit code of the results of one target. */
export function exitOf(target: TargetResult, terms: Terms): ExitCode {
  const codes: ExitCode[] = []
  if (target.summary.error > 0) codes.push(EXIT.bug)
  if (failing(target, terms.strict).length > 0 || target.stale !== undefined) codes.push(EXIT.failed)
  if (undecided(target, terms)) codes.push(EXIT.unjudged)
  return worstExit(codes)
}

/** The signals that end a run, each with its exit code. */
export const ENDING_SIGNALS = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated, SIGHUP: EXIT.hungUp } as const

/** The exit code of a signal that ended the run; 0 if none did. */
export function interruption(signal: AbortSignal): ExitCode {
  if (!signal.aborted) return EXIT.fine
  return ENDING_SIGNALS[signal.reason as keyof typeof ENDING_SIGNALS] ?? EXIT.interrupted
}
