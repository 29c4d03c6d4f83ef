import type { RunOptions } from '../harness/run/target'
import { DEFAULT_SETTINGS, type Settings } from './settings'

/** What the settings mean for a run. */
export function runOptionsOf({
  timeout: timeoutMs,
  jobs,
  repeat,
  thorough,
  slow,
  destructive,
  strict,
  bail,
}: Settings): RunOptions {
  const options = { timeoutMs, jobs, repeat, thorough, slow, destructive, strict }
  return bail === undefined ? options : { ...options, bail }
}

/** How a run goes if nobody sets anything. */
export const DEFAULT_RUN_OPTIONS = runOptionsOf(DEFAULT_SETTINGS)
