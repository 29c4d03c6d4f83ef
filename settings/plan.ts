import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { idsOf } from '../harness/case/catalogue'
import type { KnownFailure } from '../reports/known/known-failures'
import { suites } from '../suites/server/index'
import { catalogueOf } from './catalogue'
import { readKnown } from './known-file'
import type { Plan } from './library-options'
import { select } from './selection'
import { patternsSaidIn, type Settings, saidIn } from './settings'

/**
 * The list that --write-known adds to: that of --known, otherwise the one that stands where it writes.
 * @throws {UsageError} where that is no list: what somebody wrote there is not thrown away.
 */
export function listedBefore(settings: Settings, { known }: Plan, cwd: string): readonly KnownFailure[] {
  const { known: read, writeKnown: path } = settings
  if (read !== undefined || path === undefined || path === '-') return known
  const there = statSync(resolve(cwd, path), { throwIfNoEntry: false })?.isFile() === true
  return there ? readKnown(path, cwd, idsOf(suites), saidIn(settings, 'writeKnown')) : known
}

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
