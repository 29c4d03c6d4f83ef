import { entriesOf } from '../harness/case/catalogue'
import { type CaseResult, type Results, summarize } from '../harness/case/results'
import { emptyResult } from '../harness/run/case-result'
import type { BriefCase, BriefResults } from '../reports/brief-results'
import { suites } from '../suites/server/index'

/** What is known of a case that this catalogue does not have. */
function stranger({ id }: BriefCase): Omit<CaseResult, 'level' | 'verdict'> {
  const silent = { title: '', contested: false, source: [], expected: '', got: '', because: '' }
  return { ...silent, id, suite: Number.parseInt(id, 10), durationMs: 0, stable: true, known: null, exchanges: [] }
}

/** Results that were made brief (reports/brief-results.ts) with what the catalogue says of their cases; others as they are. */
export function complete(results: Results | BriefResults): Results {
  if (results.targets.every(({ kept }) => kept === undefined)) return results as Results
  const known = new Map(entriesOf(suites).map(({ suite, case: each }) => [each.id, emptyResult(each, suite.number)]))
  const whole = (result: BriefCase): CaseResult => {
    return { ...(known.get(result.id) ?? stranger(result)), ...result }
  }
  const targets = results.targets.map((target) => {
    const cases = target.cases.map(whole)
    return { ...target, summary: summarize(cases), cases }
  })
  return { ...results, targets }
}
