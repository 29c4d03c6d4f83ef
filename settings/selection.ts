import type { Suite } from '../harness/case/case'
import { type Entry, entriesOf, idsOf } from '../harness/case/catalogue'
import { LEVELS } from '../harness/case/results'
import { didYouMean } from './suggest'
import { UsageError } from './usage-error'

/** `6.*` as a regular expression: `*` is any text, `?` any one character. */
function globOf(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, 'i')
}

/** How a pattern (an id, a suite's number or slug, a level, a glob over ids and slugs) looks at a case. */
function matcherOf(pattern: string): (entry: Entry) => boolean {
  const level = LEVELS.find((each) => each === pattern.toUpperCase())
  if (level !== undefined) return (entry) => entry.case.level === level
  if (/^\d+$/.test(pattern)) return (entry) => entry.suite.number === Number(pattern)
  const glob = globOf(pattern)
  return (entry) => glob.test(entry.case.id) || glob.test(entry.suite.slug)
}

/** Everything that a pattern may name literally. */
function namesOf(entries: readonly Entry[]): Set<string> {
  const names = entries.flatMap(({ suite, case: { id } }) => [id, suite.slug, String(suite.number)])
  return new Set([...names, ...LEVELS])
}

function matched(flag: string, pattern: string, entries: readonly Entry[]): string[] {
  const matches = matcherOf(pattern)
  const ids = entries.filter(matches).map((entry) => entry.case.id)
  if (ids.length > 0) return ids
  const hint = didYouMean(
    pattern,
    namesOf(entries),
    "'wsspec list' shows every id, and 6, 6.*, version, MUST are patterns",
  )
  throw new UsageError(`${flag} ${pattern}: no case matches it; ${hint}`)
}

/**
 * The cases that `only` (all, where it is empty) and not `skip` names; `said` is where they were said, for errors.
 * @throws {UsageError} for a pattern that matches nothing, or where nothing is left.
 */
export function select(
  suites: readonly Suite[],
  only: readonly string[],
  skip: readonly string[],
  said = { only: '--only', skip: '--skip' },
): Entry[] {
  const entries = entriesOf(suites)
  const wanted = new Set(only.flatMap((pattern) => matched(said.only, pattern, entries)))
  const unwanted = new Set(skip.flatMap((pattern) => matched(said.skip, pattern, entries)))
  const chosen = entries.filter(({ case: { id } }) => (only.length === 0 || wanted.has(id)) && !unwanted.has(id))
  if (chosen.length === 0)
    throw new UsageError(`no case is left: ${said.skip} takes away all that ${said.only} names; narrow ${said.skip}`)
  return chosen
}

/**
 * The case with this id.
 * @throws {UsageError} where there is none.
 */
export function entryOf(suites: readonly Suite[], id: string): Entry {
  const entry = entriesOf(suites).find((each) => each.case.id === id)
  if (entry) return entry
  throw new UsageError(`no case has the id ${id}: ${didYouMean(id, idsOf(suites), "'wsspec list' shows every id")}`)
}
