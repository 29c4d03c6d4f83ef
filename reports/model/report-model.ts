import type { Results } from '../../harness/case/results'
import type { SuiteTitles } from '../case-notes'
import { type SuiteRows, suitesOf } from '../case-rows'
import { namesOf } from '../target-words'
import { type Comparison, compareTargets } from './differences'
import { type ReportTerms, type TargetReport, targetReport } from './target-report'

/** The results as every report shows them: what to read first is first. No report sorts by itself. */
export interface ReportModel {
  targets: TargetReport[]
  /** Every case by suite, in the order of the ids, with the result of each target. */
  suites: SuiteRows[]
  /** What differs; null for one target. */
  comparison: Comparison | null
}

/** Brings results into the order of a report. */
export function reportModel(results: Results, terms: ReportTerms & { suites?: SuiteTitles }): ReportModel {
  const names = namesOf(results)
  const targets = results.targets.map((target, at) => targetReport(target, names[at] ?? '', terms))
  const suites = suitesOf(results, terms.suites)
  const rows = suites.flatMap((suite) => suite.rows)
  return { targets, suites, comparison: targets.length > 1 ? compareTargets(targets, rows, terms.causes) : null }
}
