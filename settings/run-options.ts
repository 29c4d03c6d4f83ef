import type { RunOptions } from '../harness/run/target'
import { DEFAULT_SETTINGS, type Settings } from './settings'

/** How much longer a run with --slow may take, s: some of its cases wait for two minutes. */
const SLOW_SECONDS = 600

/** The approximate number of connections of a run, which takes longer with --rate. */
const MOST_CONNECTIONS = 1500

/** What the settings mean for a run. Each of the repeated runs has the time of one. */
export function runOptionsOf({
  timeout: timeoutMs,
  jobs,
  rate,
  maxTime,
  repeat,
  thorough,
  slow,
  destructive,
  strict,
  probe,
  bail,
  sources,
}: Settings): RunOptions {
  const adapts = jobs === DEFAULT_SETTINGS.jobs && (sources?.jobs === undefined || sources.jobs === 'jobs')
  const maxTimeMs = 1000 * repeat * (maxTime + (slow ? SLOW_SECONDS : 0) + (rate ? MOST_CONNECTIONS / rate : 0))
  const options = { timeoutMs, maxTimeMs, jobs, adapts, repeat, thorough, slow, destructive, strict }
  return {
    ...options,
    ...(probe ? { probe } : {}),
    ...(bail === undefined ? {} : { bail }),
    ...(rate === undefined ? {} : { rate }),
  }
}

/** The options of a run with default settings. */
export const DEFAULT_RUN_OPTIONS = runOptionsOf(DEFAULT_SETTINGS)
