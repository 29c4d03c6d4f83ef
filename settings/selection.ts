import type { CaseRecord, Suite } from '../harness/case/case'
import { CATALOGUES, type Entry, entriesOf, frozen, idsOf } from '../harness/case/catalogue'
import { listed } from '../reports/text/phrases'
import { suites } from '../suites/server/index'
import { type Settings, sourceOf } from './settings'
import { didYouMean } from './suggest'
import { UsageError } from './usage-error'

const LEVELS = ['MUST', 'SHOULD', 'MAY', 'SECURITY', 'INFO']

/** The settings that choose cases. */
type Patterns = Pick<Settings, 'only' | 'skip' | 'sources'>

/** `6.*` as a regular expression: `*` is any text, `?` any one character. */
function globOf(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, 'i')
}

/** The test of a pattern: an id, the number or slug of a suite, a level, or a glob for ids and slugs. */
function matcherOf(pattern: string): (entry: Entry<CaseRecord>) => boolean {
  if (LEVELS.includes(pattern.toUpperCase())) return (entry) => entry.case.level === pattern.toUpperCase()
  if (/^\d+$/.test(pattern)) return (entry) => entry.suite.number === Number(pattern)
  const glob = globOf(pattern)
  return (entry) => glob.test(entry.case.id) || glob.test(entry.suite.slug)
}

/** Every pattern that is a plain name. */
function namesOf(entries: readonly Entry<CaseRecord>[]): Set<string> {
  const names = entries.flatMap(({ suite, case: { id } }) => [id, suite.slug, String(suite.number)])
  return new Set([...names, ...LEVELS])
}

function matched(pattern: string, source: string, entries: readonly Entry<CaseRecord>[]): string[] {
  const matches = matcherOf(pattern)
  const ids = entries.filter(matches).map((entry) => entry.case.id)
  if (ids.length > 0) return ids
  const otherwise = "'wsspec list' shows every id, and 6, 6.*, version, MUST are patterns"
  throw new UsageError(`${source} ${pattern}: no case matches it; ${didYouMean(pattern, namesOf(entries), otherwise)}`)
}

/** The patterns in a list, each of which may hold several between commas. */
export function patternsIn(list: readonly string[]): string[] {
  return list.flatMap((text) => {
    const patterns = text.split(',').map((each) => each.trim())
    const named = patterns.filter((each) => each !== '')
    return named.length > 0 ? named : [text]
  })
}

/**
 * The cases that --only and --skip leave, in catalogue order. Without --only, all cases are chosen.
 * @throws {UsageError} for a pattern that matches no case, or if no case is left.
 */
export function select<Of extends CaseRecord>(
  from: readonly Suite<Of>[],
  { only, skip, sources = {} }: Patterns,
): Entry<Of>[] {
  const entries = entriesOf(from)
  const [onlySource, skipSource] = [sourceOf({ sources }, 'only'), sourceOf({ sources }, 'skip')]
  const wanted = new Set(patternsIn(only).flatMap((pattern) => matched(pattern, onlySource, entries)))
  const unwanted = new Set(patternsIn(skip).flatMap((pattern) => matched(pattern, skipSource, entries)))
  const chosen = entries.filter(({ case: { id } }) => (only.length === 0 || wanted.has(id)) && !unwanted.has(id))
  if (chosen.length === 0)
    throw new UsageError(
      `no case is left: ${skipSource} leaves out everything that ${onlySource} names; narrow ${skipSource}`,
    )
  return chosen
}

/** The suites as a version of the catalogue has them; all of today's without a version. */
function suitesIn(version: string | undefined, source: string): readonly Suite[] {
  if (version === undefined) return suites
  if (CATALOGUES.includes(version)) return frozen(suites, version)
  const known = CATALOGUES.length === 1 ? `the only one is ${CATALOGUES[0]}` : `there are ${listed(CATALOGUES)}`
  throw new UsageError(`${source} ${version}: the catalogue has no such version; ${known}`)
}

/** The suites of a run, and their cases that run. */
export interface SelectedCases {
  suites: readonly Suite[]
  selected: readonly Entry[]
}

/**
 * The suites of the chosen catalogue version, and the cases that the settings choose in them.
 * @throws {UsageError} for an unknown version, a pattern that matches no case, or if no case is left.
 */
export function selectionOf(settings: Patterns & Pick<Settings, 'catalogue'>): SelectedCases {
  const had = suitesIn(settings.catalogue, sourceOf(settings, 'catalogue'))
  return { suites: had, selected: select(had, settings) }
}

/**
 * The case with this id.
 * @throws {UsageError} if there is none.
 */
export function entryOf(id: string): Entry {
  const entry = entriesOf(suites).find((each) => each.case.id === id)
  if (entry) return entry
  throw new UsageError(`no case has the id ${id}: ${didYouMean(id, idsOf(suites), "'wsspec list' shows every id")}`)
}
