import type { CaseRecord, Suite } from '../harness/case/case'
import { CATALOGUES, type Entry, entriesOf, frozen, idsOf } from '../harness/case/catalogue'
import { type Role, roleOfId } from '../harness/case/role'
import { listed } from '../reports/text/phrases'
import { CATALOGUE_OF } from '../suites/catalogues'
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

/** The commands for the cases of each side, and patterns that match some of them. */
const COMMANDS: Readonly<Record<Role, { list: string; run: string; patterns: string }>> = {
  server: { list: 'wsspec list', run: 'wsspec run', patterns: '6, 6.*, version, MUST' },
  client: { list: 'wsspec clients list', run: 'wsspec clients run', patterns: '6, C6.*, extensions, MUST' },
}

/** The error for a pattern that matches none of the cases: it may match those of the other side. */
function unmatched(pattern: string, source: string, entries: readonly Entry<CaseRecord>[]): UsageError {
  const role = roleOfId(entries[0]?.case.id ?? '')
  const { list, patterns } = COMMANDS[role]
  const other = role === 'client' ? 'server' : 'client'
  const ofOther = entriesOf(CATALOGUE_OF[other].suites).find(matcherOf(pattern))
  const otherwise = ofOther
    ? `it names cases for ${other}s, which '${COMMANDS[other].run}' runs; '${list}' shows those for ${role}s`
    : didYouMean(pattern, namesOf(entries), `'${list}' shows every id, and ${patterns} are patterns`)
  return new UsageError(`${source} ${pattern}: no case${ofOther ? ` for ${role}s` : ''} matches it; ${otherwise}`)
}

function matched(pattern: string, source: string, entries: readonly Entry<CaseRecord>[]): string[] {
  const ids = entries.filter(matcherOf(pattern)).map((entry) => entry.case.id)
  if (ids.length > 0) return ids
  throw unmatched(pattern, source, entries)
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
