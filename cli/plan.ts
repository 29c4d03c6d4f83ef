import { catalogueOf } from '../api/catalogue'
import { readKnown } from '../api/known-file'
import type { Plan } from '../api/options'
import { idsOf, select } from '../api/select'
import { suites } from '../suites/server/index'
import { patternsSaidIn, type Settings } from './flags'

/**
 * What the settings ask for; `ways` is what settings and profile say together, `cwd` where the list of known failures is.
 * @throws {UsageError} for a pattern that matches no case, a catalogue that does not exist, or a list that cannot be read.
 */
export function planOf(settings: Settings, ways: { slow: boolean; destructive: boolean }, cwd: string): Plan {
  const { timeout: timeoutMs, jobs, repeat, thorough, strict, bail, only, skip, catalogue, known } = settings
  const options = { timeoutMs, jobs, repeat, thorough, strict, ...ways, ...(bail === undefined ? {} : { bail }) }
  const had = catalogueOf(suites, catalogue)
  const expected = known === undefined ? [] : readKnown(known, cwd, idsOf(suites))
  return { suites: had, selected: select(had, only, skip, patternsSaidIn(settings)), options, known: expected }
}
