/** wsspec as a library: list the cases, run them, compare targets, and find out what changed between two runs. */

import { resultsDocument } from './collect/results-document'
import { introducedIn, meaningOf } from './harness/case/catalogue'
import type { Level, Results, TargetResult, Verdict } from './harness/case/results'
import { run as runTarget } from './harness/run/run'
import { compareWithPublished } from './published/compare-with-published'
import { differs, suitesOf } from './reports/case-rows'
import { markKnown, staleLine, today } from './reports/known/known-failures'
import { failing, type Terms, undecided } from './reports/run-success'
import { withChanges } from './reports/version-changes'
import { type Options, planFrom, type Selection, settingsFrom, targetFrom } from './settings/library-options'
import type { Plan } from './settings/plan'
import { selectionOf } from './settings/selection'

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
  /** The number of its suite. */
  suite: number
  title: string
  level: Level
  contested: boolean
  /** The version of the catalogue that added the case, as in `1.0`. */
  introduced: string
  /** Counts how often the meaning of its verdict changed, from 1. */
  meaning: number
}

/**
 * Lists the cases of the catalogue that a selection chooses, in catalogue order.
 * @throws {UsageError} for a pattern that matches no case, or an unknown catalogue version.
 */
export function cases(selection: Selection = {}): CaseInfo[] {
  return selectionOf(settingsFrom(selection)).selected.map(({ suite, case: testCase }) => ({
    id: testCase.id,
    suite: suite.number,
    title: testCase.title,
    level: testCase.level,
    contested: testCase.contested !== undefined,
    introduced: introducedIn(testCase),
    meaning: meaningOf(testCase),
  }))
}

async function runAt(url: string | URL, plan: Plan, options: Options): Promise<TargetResult> {
  const ids = new Set(plan.selected.map((entry) => entry.case.id))
  const result = await runTarget(targetFrom(url, options), plan.suites, ids, plan.options)
  compareWithPublished(result)
  markKnown(result, plan.known, today())
  return result
}

/** Results of an earlier run, with what the published servers say of them. The given object stays as it is. */
function comparedWithPublished(recorded: TargetResult): TargetResult {
  const target = { ...recorded, cases: recorded.cases.map((result) => ({ ...result })) }
  compareWithPublished(target)
  return target
}

/**
 * Runs the cases against a server.
 * @returns the document that `--json` writes, with one target. If the server cannot be judged, because it does not answer
 * for example, `targets[0].diagnosis` says why.
 * @throws {UsageError} for a URL or an option that cannot be read.
 */
export async function run(url: string | URL, options: Options = {}): Promise<Results> {
  const plan = planFrom(options)
  return resultsDocument([], async () => [await runAt(url, plan, options)])
}

/** A case with different verdicts for several targets. */
export interface Disagreement {
  id: string
  title: string
  level: Level
  /** The verdict for each target, in the order of the targets; null if the case did not run there. */
  verdicts: (Verdict | null)[]
}

/**
 * Runs the cases against several servers, one after the other.
 * @param targets the URLs of servers, and results of earlier runs, whose verdicts are taken as they are
 * @returns the results of all targets, and the cases in which their verdicts differ
 * @throws {UsageError} for a URL or an option that cannot be read.
 */
export async function compare(
  targets: readonly (string | URL | Results)[],
  options: Options = {},
): Promise<{ results: Results; different: Disagreement[] }> {
  const plan = planFrom(options)
  const document = await resultsDocument([], async () => {
    const done: TargetResult[] = []
    for (const target of targets)
      if (typeof target === 'string' || target instanceof URL) done.push(await runAt(target, plan, options))
      else done.push(...target.targets.map(comparedWithPublished))
    return done
  })
  const results = withChanges(document)
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
  const lines = [
    ...failing(target, terms.strict).map(({ id, verdict, title, got }) => `${id} ${verdict}: ${title}; got ${got}`),
    ...stale.map(staleLine),
    ...all.filter(({ verdict }) => verdict === 'error').map(({ id, because }) => `${id} error: ${because}`),
  ]
  if (undecided(target, terms)) lines.push(diagnosis ?? `${summary.inconclusive} cases are without a verdict`)
  return lines.map((line) => `${name}: ${line}`)
}

/**
 * Lists what keeps results from success: failing cases, stale known failures, errors, and targets that could not be judged.
 * @returns a line for each; none if `wsspec run` would end with exit code 0
 */
export function problems(results: Results, terms: Partial<Terms> = {}): string[] {
  const whole = { strict: false, allowInconclusive: 0, ...terms }
  return results.targets.flatMap((target) => problemsOf(target, whole))
}
