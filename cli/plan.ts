import { catalogueOf } from '../api/catalogue'
import { type Entry, select } from '../api/select'
import type { Suite } from '../harness/case'
import type { RunOptions } from '../harness/run/target'
import { suites } from '../suites/server/index'
import type { Settings } from './flags'

/** What is run, and how. */
export interface Plan {
  suites: readonly Suite[]
  selected: readonly Entry[]
  options: Omit<RunOptions, 'signal' | 'onCase'>
}

/**
 * What the settings ask for; `ways` is what settings and profile say together.
 * @throws {UsageError} for a pattern that matches no case.
 */
export function planOf(settings: Settings, ways: { slow: boolean; destructive: boolean }): Plan {
  const { timeout: timeoutMs, jobs, repeat, thorough, strict, bail, only, skip, catalogue } = settings
  const options = { timeoutMs, jobs, repeat, thorough, strict, ...ways, ...(bail === undefined ? {} : { bail }) }
  const had = catalogueOf(suites, catalogue)
  return { suites: had, selected: select(had, only, skip), options }
}
