import type { CaseNotes } from '../case-notes'
import { clean } from '../text/clean'
import { Clauses } from './clauses'

/** Both readings of clauses that disagree. */
export function Contest({ contested }: { contested: NonNullable<CaseNotes['contested']> }) {
  return (
    <dl class="contest">
      <dt>Read strictly</dt>
      <dd>{clean(contested.strict)}</dd>
      <dt>Read leniently</dt>
      <dd>{clean(contested.lenient)}</dd>
    </dl>
  )
}

interface CaseHeadProps {
  source: readonly string[]
  /** True where both readings of a contested case are shown. */
  contested: boolean
  notes: CaseNotes | undefined
}

/** What the case data say about a case: its clauses, why it matters, and both readings where clauses disagree. */
export function CaseHead({ source, contested, notes }: CaseHeadProps) {
  return (
    <>
      <p>
        <Clauses source={source} notes={notes} />
      </p>
      {notes?.why && <p>{clean(notes.why)}</p>}
      {notes?.contested && contested && <Contest contested={notes.contested} />}
    </>
  )
}
