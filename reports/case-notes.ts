import type { Suite } from '../harness/case/case'
import { entriesOf } from '../harness/case/catalogue'
import { clauseLink } from '../harness/case/clause-link'
import type { Results } from '../harness/case/results'
import type { CaseNotes, SuiteTitles } from './notes'
import { repeatLine } from './words'

/** What the suites are called, by number. */
export function titlesOf(suites: readonly Suite[]): SuiteTitles {
  return new Map(suites.map(({ number, title }) => [number, title]))
}

/** What reports say of each case beside its result. */
export function notesOf(suites: readonly Suite[], results: Results): Map<string, CaseNotes> {
  const [first] = results.targets
  const target = first?.server ? first.server.name : first?.url || 'ws://host:port/'
  return new Map(
    entriesOf(suites).map(({ case: { id, why, contested, source } }) => {
      const clauses = source.map(clauseLink)
      const evidence = first?.cases.find((each) => each.id === id)?.evidence
      return [id, { why, contested, clauses, repeat: repeatLine(id, target, evidence, results.command) }]
    }),
  )
}
