import type { CaseNotes } from '../notes'
import { clean } from '../text'

const HOME = 'https://www.rfc-editor.org/'

function fromSource(source: string): { text: string; url: string } {
  const [, rfc, section] = /^RFC (\d+) ([\dA-Z][\w.]*)/.exec(source) ?? []
  const url = rfc && section ? `${HOME}rfc/rfc${rfc}#${/^[A-Z]/.test(section) ? 'appendix' : 'section'}-${section}` : ''
  return { text: source, url }
}

/** The clauses behind a case as links to rfc-editor.org; a URL that leads elsewhere stays text. */
export function Clauses({ source, notes }: { source: readonly string[]; notes: CaseNotes | undefined }) {
  const clauses = notes && notes.clauses.length > 0 ? notes.clauses : source.map(fromSource)
  if (clauses.length === 0) return null
  return (
    <ul class="clauses">
      {clauses.map(({ text, url }) => (
        <li key={text}>{url.startsWith(HOME) ? <a href={url}>{clean(text)}</a> : clean(text)}</li>
      ))}
    </ul>
  )
}
