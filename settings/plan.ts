import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { idsOf } from '../harness/case/catalogue'
import type { MadeWith } from '../harness/case/results'
import type { Role } from '../harness/case/role'
import type { RunOptions } from '../harness/run/target'
import type { KnownFailure } from '../reports/known/known-failures'
import { CATALOGUE_OF } from '../suites/catalogues'
import { readKnownAs } from './known-as'
import { readKnown } from './known-file'
import { madeWith } from './made-with'
import type { ProcessContext } from './process-context'
import { runOptionsOf } from './run-options'
import { type SelectedCases, select, selectionOf } from './selection'
import { type Settings, sourceOf } from './settings'
import { readTargetNeeds, type TargetNeeds } from './target-needs'

/** What a run does: which cases, how, and which of them are known to fail. */
export interface Plan extends SelectedCases {
  options: RunOptions
  known: readonly KnownFailure[]
  /** The settings that results name; absent where results are only read, and for the library. */
  madeWith?: MadeWith
}

/** The ids of all cases: one list may have entries about servers and about clients. */
function allIds(): string[] {
  return Object.values(CATALOGUE_OF).flatMap(({ suites }) => idsOf(suites))
}

function knownOf(settings: Settings, key: 'known' | 'writeKnown', cwd: string): readonly KnownFailure[] {
  const path = settings[key]
  return path === undefined ? [] : readKnown(path, { cwd, ids: allIds(), source: sourceOf(settings, key) })
}

/**
 * The plan that settings ask for.
 * @param cwd the folder to which the path of the known failures refers
 * @throws {UsageError} for a pattern that matches no case, an unknown catalogue version, a list that cannot be read, or a
 * server of which nothing is published.
 */
export function planOf(settings: Settings, cwd: string): Plan {
  return { ...selectionOf(settings), options: runOptionsOf(settings), known: knownFailures(settings, cwd, 'server') }
}

/**
 * The known failures that settings name, for one side.
 * @throws {UsageError} for a list that cannot be read, or a server or client of which nothing is published.
 */
export function knownFailures(settings: Settings, cwd: string, role: Role): KnownFailure[] {
  // Of two entries for a case the first is taken: the list goes before what is published.
  return [...knownOf(settings, 'known', cwd), ...readKnownAs(settings.knownAs, sourceOf(settings, 'knownAs'), role)]
}

/**
 * The plan for results of clients that are only read: it runs nothing.
 * @throws {UsageError} as `planOf` does.
 */
export function clientResultsPlan(settings: Settings, cwd: string): { plan: Plan; selected: ReadonlySet<string> } {
  const entries = select(CATALOGUE_OF.client.suites, settings)
  const known = knownFailures(settings, cwd, 'client')
  const plan = { suites: [], selected: [], options: runOptionsOf(settings), known }
  return { plan, selected: new Set(entries.map((entry) => entry.case.id)) }
}

/**
 * The plan that settings and the profile ask for, and what every target needs.
 * @throws {UsageError} for a setting, or a file that a setting names, that cannot be read.
 */
export function planAndNeeds(settings: Settings, context: ProcessContext): { plan: Plan; needs: TargetNeeds } {
  const { needs, permitted } = readTargetNeeds(settings, context)
  const all = { ...settings, ...permitted }
  return { plan: { ...planOf(all, context.cwd), madeWith: madeWith(all, needs) }, needs }
}

/**
 * The list to which --write-known adds: that of --known, else the list in the file that it will replace.
 * @param known what marks failures as known
 * @throws {UsageError} if that file is not such a list. It is never overwritten then.
 */
export function knownBefore(settings: Settings, known: readonly KnownFailure[], cwd: string): readonly KnownFailure[] {
  const { known: read, writeKnown: path } = settings
  if (read !== undefined || path === undefined || path === '-') return known
  const exists = statSync(resolve(cwd, path), { throwIfNoEntry: false })?.isFile() === true
  const published = known.filter((entry) => entry.published !== undefined)
  return exists ? [...knownOf(settings, 'writeKnown', cwd), ...published] : known
}
