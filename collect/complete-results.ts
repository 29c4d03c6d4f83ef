import { entriesOf } from '../harness/case/catalogue'
import { type CaseResult, type Results, summarize } from '../harness/case/results'
import { numbersOfId } from '../harness/case/role'
import { emptyResult } from '../harness/run/case-result'
import type { BriefCase, BriefResults } from '../reports/brief-results'
import { CATALOGUE_OF } from '../suites/catalogues'

/** The fields of a case that this catalogue does not have: all of them empty. */
function unknownCase({ id }: BriefCase): Omit<CaseResult, 'level' | 'verdict'> {
  const texts = { title: '', contested: false, source: [], expected: '', got: '', because: '' }
  return { ...texts, id, suite: numbersOfId(id)[0] ?? 0, durationMs: 0, stable: true, known: null, exchanges: [] }
}

/** Every case of both sides: their ids differ. */
function allEntries() {
  return Object.values(CATALOGUE_OF).flatMap(({ suites }) => entriesOf(suites))
}

/**
 * Completes brief results (reports/brief-results.ts) with what the catalogue says about each case, so that every report can
 * read them. Other results are returned as they are.
 */
export function completeResults(results: Results | BriefResults): Results {
  if (results.targets.every(({ kept }) => kept === undefined)) return results as Results
  const known = new Map(allEntries().map(({ suite, case: each }) => [each.id, emptyResult(each, suite.number)]))
  const complete = (brief: BriefCase): CaseResult => {
    // The rule that judged is that of the run, not that of today's catalogue.
    const { meaning: _, ...today } = known.get(brief.id) ?? { ...unknownCase(brief), meaning: 1 }
    return { ...today, ...brief }
  }
  const targets = results.targets.map((target) => {
    const cases = target.cases.map(complete)
    return { ...target, summary: summarize(cases), cases }
  })
  return { ...results, targets }
}
