import type { CaseNotes } from '../case-notes'
import { clean } from '../text/clean'

const HOME = 'https://www.rfc-editor.org/'

function fromSource(source: string): { text: string; url: string } {
  const [, rfc, section] = /^RFC (\d+) ([\dA-Z][\w.]*)/.exec(source) ?? []
  const url = rfc && section ? `${HOME}rfc/rfc${rfc}#${/^[A-Z]/.test(section) ? 'appendix' : 'section'}-${section}` : ''
  return { text: source, url }
}

interface ClausesProps {
  source: readonly string[]
  notes: CaseNotes | undefined
  /** False where the script of the page makes the links when the case is opened: hundreds of URLs would be most of the page. */
  linked: boolean
}

/** The clauses behind a case, with links to rfc-editor.org; a URL that leads elsewhere stays text. */
export function Clauses({ source, notes, linked }: ClausesProps) {
  const clauses = notes && notes.clauses.length > 0 ? notes.clauses : source.map(fromSource)
  if (clauses.length === 0) return null
  return (
    <p>
      {clauses.map(({ text, url }, i) => (
        <>
          {i > 0 && ', '}
          {linked && url.startsWith(HOME) ? <a href={url}>{clean(text)}</a> : clean(text)}
        </>
      ))}
    </p>
  )
}
