import type { CaseResult, Results } from '../harness/results'
import { blank } from '../harness/run/store'
import { suites } from '../suites/server/index'
import { entriesOf } from './select'

/** Results that were made brief (reports/brief.ts) with the titles, clauses and requirements that the catalogue has. */
export function complete(results: Results): Results {
  if (results.targets.every(({ kept }) => kept === undefined)) return results
  const known = new Map(entriesOf(suites).map(({ suite, case: each }) => [each.id, blank(each, suite.number)]))
  const filled = (result: CaseResult): CaseResult => {
    const of = known.get(result.id)
    if (of === undefined || result.title !== '') return result
    return { ...result, title: of.title, source: of.source, expected: of.expected }
  }
  const targets = results.targets.map((target) =>
    target.kept === undefined ? target : { ...target, cases: target.cases.map(filled) },
  )
  return { ...results, targets }
}
