import { isClauseUrl, namedClauseLink } from '../../harness/case/clause-link'
import type { CaseNotes } from '../case-notes'
import { clean } from '../text/clean'

interface ClausesProps {
  source: readonly string[]
  notes: CaseNotes | undefined
  /** False where the script of the page makes the links when the case is opened: hundreds of URLs would make the page large. */
  linked: boolean
}

/** The clauses that a case rests on, as links; one whose URL is no clause's stays text. */
export function Clauses({ source, notes, linked }: ClausesProps) {
  const clauses = notes && notes.clauses.length > 0 ? notes.clauses : source.map(namedClauseLink)
  if (clauses.length === 0) return null
  return (
    <>
      {clauses.map(({ text, url }, i) => (
        <>
          {i > 0 && ', '}
          {linked && isClauseUrl(url) ? <a href={url}>{clean(text)}</a> : clean(text)}
        </>
      ))}
    </>
  )
}
