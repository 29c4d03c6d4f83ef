import type { Clause } from '../../../harness/case/clause'
import { clauseWords } from '../../../harness/case/clause-link'

/** The reason of a finding: the clause that binds the server with its words, and what it means here. */
export function reasonOf(clause: Clause, more = ''): string {
  return clauseWords(clause) + (more === '' ? '' : `; ${more}`)
}
