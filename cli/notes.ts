import { entriesOf } from '../api/select'
import { type Clause, clauseName, type Suite } from '../harness/case'
import type { Results } from '../harness/results'
import type { CaseNotes, SuiteTitles } from '../reports/notes'
import { repeatLine } from '../reports/words'

export { repeatLine } from '../reports/words'

/** Where a clause stands on the web. */
export function clauseUrl({ rfc, section }: Clause): string {
  const anchor = /^[A-Z]/.test(section) ? `appendix-${section}` : `section-${section}`
  return `https://www.rfc-editor.org/rfc/rfc${rfc}#${anchor}`
}

/** `RFC 6455 4.2.2 (step 5.4)`. */
export function clauseWords(clause: Clause): string {
  return clauseName(clause) + (clause.note === undefined ? '' : ` (${clause.note})`)
}

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
      const clauses = source.map((clause) => ({ text: clauseWords(clause), url: clauseUrl(clause) }))
      const evidence = first?.cases.find((each) => each.id === id)?.evidence
      return [id, { why, contested, clauses, repeat: repeatLine(id, target, evidence, results.command) }]
    }),
  )
}
