import type { CaseResult, Summary } from '../../harness/case/results'
import { VERDICTS, type Verdict } from '../../harness/case/verdicts'
import { PROGRAM_MARK } from '../case-words'

/** A verdict as word and colour; the style sheet sets its shape before it. */
export function Badge({ verdict, number }: { verdict: Verdict; number?: number }) {
  return <b class={verdict}>{number === undefined ? verdict : `${number} ${verdict}`}</b>
}

/** Says at a finding that the fixture decides it. */
export function FixtureMark({ of }: { of: CaseResult | undefined }) {
  return of?.fixture === undefined ? null : <small> {PROGRAM_MARK}</small>
}

/** The verdicts that a summary counts, in the order in which counts are told. */
export function present(summary: Summary): Verdict[] {
  return VERDICTS.filter((verdict) => summary[verdict] > 0)
}

/** The non-zero counts of a target as a list. */
export function Counts({ summary }: { summary: Summary }) {
  return (
    <ul class="counts">
      {present(summary).map((verdict) => (
        <li key={verdict}>
          <Badge verdict={verdict} number={summary[verdict]} />
        </li>
      ))}
    </ul>
  )
}
