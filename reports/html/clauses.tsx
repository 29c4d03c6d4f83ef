import { isClauseUrl, namedClauseLink } from '../../harness/case/clause-link'
import type { CaseNotes } from '../case-notes'
import { clean } from '../text/clean'

interface ClausesProps {
  source: readonly string[]
  notes: CaseNotes | undefined
}

/** The clauses that a case rests on, as links; one whose URL is no clause's stays text. */
export function Clauses({ source, notes }: ClausesProps) {
  const clauses = notes && notes.clauses.length > 0 ? notes.clauses : source.map(namedClauseLink)
  if (clauses.length === 0) return null
  return (
    <>
      {clauses.map(({ text, url }, i) => (
        <>
          {i > 0 && ', '}
          {isClauseUrl(url) ? <a href={url}>{clean(text)}</a> : clean(text)}
        </>
      ))}
    </>
  )
}
