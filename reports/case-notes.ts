import type { CaseRecord, Suite } from '../harness/case/case'
import { entriesOf } from '../harness/case/catalogue'
import type { Clause } from '../harness/case/clause'
import { type ClauseLink, clauseLink } from '../harness/case/clause-link'

/** What a report shows of a case besides its result. It comes from the case data, because results do not hold it. */
export interface CaseNotes {
  /** Why it matters to somebody who runs such a server. */
  why?: string | undefined
  /** How each of the two clauses that disagree is read. */
  contested?: { strict: string; lenient: string } | undefined
  /** The clauses that the case rests on; a `url` becomes a link only where `isClauseUrl` takes it. */
  clauses: readonly { text: string; url: string }[]
}

/** Notes by case id. */
export type Notes = ReadonlyMap<string, CaseNotes>

/** The titles of the suites by number. Results hold only the numbers. */
export type SuiteTitles = ReadonlyMap<number, string>

/** The titles of these suites. */
export function titlesOf(suites: readonly Suite<CaseRecord>[]): SuiteTitles {
  return new Map(suites.map(({ number, title }) => [number, title]))
}

/** A clause without its quote: the reason of a finding quotes it, and a page of many targets must stay small. */
function namedClause({ quote: _, ...clause }: Clause): ClauseLink {
  return clauseLink(clause)
}

/** What the case data say about each case, by its id. */
export function notesOf(suites: readonly Suite<CaseRecord>[]): Map<string, CaseNotes> {
  return new Map(
    entriesOf(suites).map(({ case: { id, why, contested, source } }) => [
      id,
      { why, contested, clauses: source.map(namedClause) },
    ]),
  )
}
