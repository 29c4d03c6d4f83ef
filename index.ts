/** wsspec as a library: run the cases, list them, compare targets, tell what changed. */

import { introducedIn, meaningOf } from './harness/case/catalogue'
import type { Level, Results, TargetResult, Verdict } from './harness/case/results'
import { run as runTarget } from './harness/run/run'
import { differs, suitesOf } from './reports/case-rows'
import { markKnown, staleLine, today } from './reports/known/known-failures'
import { failing, type Terms, undecided } from './reports/run-success'
import { withChanges } from './reports/version-changes'
import { type Options, type Plan, planOf, type Selection, selectionOf, targetAt } from './settings/library-options'
import { ownVersion } from './settings/version'

export type { Profile } from './harness/case/profile'
export type * from './harness/case/results'
export { type Change, type Difference, diffResults as diff } from './reports/diff/difference'
export type { KnownFailure } from './reports/known/known-failures'
export { stable } from './reports/stable/stable-results'
export type { Options, Selection } from './settings/library-options'
export { UsageError } from './settings/usage-error'

/** A case of the catalogue. */
export interface CaseInfo {
  id: string
  suite: number
  title: string
  level: Level
  contested: boolean
  /** The version of the catalogue that brought it, and the count of what its verdict has meant. */
  introduced: string
  meaning: number
}

/**
 * The cases of the catalogue that a selection leaves, in their order.
 * @throws {UsageError} for a pattern that matches nothing.
 */
export function cases(selection: Selection = {}): CaseInfo[] {
  return selectionOf(selection).selected.map(({ suite, case: of }) => ({
    id: of.id,
    suite: suite.number,
    title: of.title,
    level: of.level,
    contested: of.contested !== undefined,
    introduced: introducedIn(of),
    meaning: meaningOf(of),
  }))
}

async function judged(url: string | URL, { suites, selected, options, known }: Plan, given: Options) {
  const result = await runTarget(targetAt(url, given), suites, new Set(selected.map((entry) => entry.case.id)), options)
  markKnown(result, known, today())
  return result
}

async function document(targets: () => Promise<TargetResult[]>): Promise<Results> {
  const startedAt = new Date()
  const done = await targets()
  return {
    schemaVersion: 1,
    tool: { name: 'wsspec', version: ownVersion() },
    command: [],
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    targets: done,
  }
}

/**
 * Runs the cases against a server and gives the results, as `--json` writes them, with one target. What the server does is
 * in them, also that it is down (`targets[0].diagnosis`).
 * @throws {UsageError} for a URL or an option that cannot be read.
 */
export async function run(url: string | URL, options: Options = {}): Promise<Results> {
  const plan = planOf(options)
  return document(async () => [await judged(url, plan, options)])
}

/** A case to which targets came to different verdicts: one for each target in its order, null where it was not run. */
export interface Disagreement {
  id: string
  title: string
  level: Level
  verdicts: (Verdict | null)[]
}

/**
 * Runs the cases against several servers one after the other, results of earlier runs among them, and tells where their
 * verdicts differ.
 * @throws {UsageError} as `run`.
 */
export async function compare(
  targets: readonly (string | URL | Results)[],
  options: Options = {},
): Promise<{ results: Results; different: Disagreement[] }> {
  const plan = planOf(options)
  const ran = await document(async () => {
    const done: TargetResult[] = []
    for (const each of targets)
      if (typeof each === 'string' || each instanceof URL) done.push(await judged(each, plan, options))
      else done.push(...each.targets)
    return done
  })
  const results = withChanges(ran)
  const rows = suitesOf(results).flatMap((suite) => suite.rows.filter((row) => differs(row, results.targets)))
  const different = rows.map(({ id, title, level, results: each }) => ({
    id,
    title,
    level,
    verdicts: each.map((result) => result?.verdict ?? null),
  }))
  return { results, different }
}

function problemsOf(target: TargetResult, terms: Terms): string[] {
  const { name, cases: all, diagnosis, summary, stale = [] } = target
  const told = [
    ...failing(target, terms.strict).map(({ id, verdict, title, got }) => `${id} ${verdict}: ${title}; got ${got}`),
    ...stale.map(staleLine),
    ...all.filter(({ verdict }) => verdict === 'error').map(({ id, because }) => `${id} error: ${because}`),
  ]
  if (undecided(target, terms)) told.push(diagnosis ?? `${summary.inconclusive} cases are without a verdict`)
  return told.map((line) => `${name}: ${line}`)
}

/** What keeps results from success, a line each; empty where `wsspec run` would end with 0. */
export function problems(results: Results, terms: Partial<Terms> = {}): string[] {
  const whole = { strict: false, allowInconclusive: 0, ...terms }
  return results.targets.flatMap((target) => problemsOf(target, whole))
}
