import type { CaseResult, Summary } from '../../harness/case/results'
import { VERDICTS, type Verdict } from '../../harness/case/verdicts'
import { PROGRAM_MARK } from '../case-words'
import { verdictLabel } from '../verdict-words'

/** A verdict in its colour, alone or with how often it was given. The style sheet puts its shape before it. */
export function Badge({ verdict, number }: { verdict: Verdict; number?: number }) {
  return <b class={verdict}>{number === undefined ? verdictLabel(verdict) : `${number} ${verdict}`}</b>
}

/** The mark of a finding that the small test program decides. */
export function ProgramMark({ of }: { of: CaseResult | undefined }) {
  return of?.fixture === undefined ? null : <small> {PROGRAM_MARK}</small>
}

/** The verdicts that occur in a summary, in the order in which counts are reported. */
export function present(summary: Summary): Verdict[] {
  return VERDICTS.filter((verdict) => summary[verdict] > 0)
}

/** The counts of a target that are not zero, as a list. */
export function Counts({ summary }: { summary: Summary }) {
  return (
    <ul class="counts">
      {present(summary).map((verdict) => (
        <li key={verdict}>
          <b class={verdict}>{`${summary[verdict]} ${verdictLabel(verdict)}`}</b>
        </li>
      ))}
    </ul>
  )
}
