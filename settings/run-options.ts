import type { RunOptions } from '../harness/run/target'
import { DEFAULT_SETTINGS, type Settings } from './settings'

/** What the settings mean for a run. */
export function runOptionsOf({
  timeout: timeoutMs,
  jobs,
  rate,
  repeat,
  thorough,
  slow,
  destructive,
  strict,
  bail,
}: Settings): RunOptions {
  const options = { timeoutMs, jobs, repeat, thorough, slow, destructive, strict }
  return { ...options, ...(bail === undefined ? {} : { bail }), ...(rate === undefined ? {} : { rate }) }
}

/** How a run goes if nobody sets anything. */
export const DEFAULT_RUN_OPTIONS = runOptionsOf(DEFAULT_SETTINGS)
