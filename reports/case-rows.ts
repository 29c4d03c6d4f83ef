import {
  type CaseResult,
  type Level,
  type Results,
  type Summary,
  summarize,
  type TargetResult,
} from '../harness/case/results'
import { numbersOfId } from '../harness/case/role'
import type { SuiteTitles } from './case-notes'
import { clean } from './text/clean'

/** A case and its results on several targets, in the order of the targets; undefined where it was not run. */
export interface Row {
  id: string
  title: string
  level: Level
  source: readonly string[]
  results: readonly (CaseResult | undefined)[]
}

/** The rows of a suite, and the counts of each target. */
export interface SuiteRows {
  number: number
  title: string
  rows: Row[]
  summaries: Summary[]
}

/** `6 Sec-WebSocket-Version`, or `Suite 6` where its title is not known. */
export function suiteTitle(number: number, titles: SuiteTitles): string {
  const title = titles.get(number)
  return title === undefined ? `Suite ${number}` : `${number} ${clean(title)}`
}

/** Compares two ids by the number of their suite, then by that of their case. */
export function compareIds(a: string, b: string): number {
  const [suiteA = 0, caseA = 0] = numbersOfId(a)
  const [suiteB = 0, caseB = 0] = numbersOfId(b)
  return suiteA - suiteB || caseA - caseB || (a < b ? -1 : a > b ? 1 : 0)
}

/** Every case that at least one target has, by suite, in the order of the ids. */
export function suitesOf(results: Results, titles: SuiteTitles = new Map()): SuiteRows[] {
  const perTarget = results.targets.map((target) => new Map(target.cases.map((result) => [result.id, result])))
  const first = new Map<string, CaseResult>()
  for (const cases of perTarget) for (const [id, result] of cases) if (!first.has(id)) first.set(id, result)
  const suites = new Map<number, Row[]>()
  for (const id of [...first.keys()].sort(compareIds)) {
    const known = first.get(id)
    if (!known) continue
    const { title, level, source, suite } = known
    const row = { id, title: clean(title), level, source, results: perTarget.map((cases) => cases.get(id)) }
    suites.set(suite, [...(suites.get(suite) ?? []), row])
  }
  return [...suites]
    .sort(([a], [b]) => a - b)
    .map(([number, rows]) => ({
      number,
      title: suiteTitle(number, titles),
      rows,
      summaries: results.targets.map((_, i) => summarize(rows.flatMap((row) => row.results[i] ?? []))),
    }))
}

/** True where two of the targets have different verdicts, or one was not run. A target that could not be judged does not count. */
export function differs({ results }: Row, targets: readonly TargetResult[] = []): boolean {
  const judged = results.filter((_, at) => targets[at]?.diagnosis === undefined)
  return new Set(judged.map((result) => result?.verdict)).size > 1
}
