import type { Summary, Verdict } from '../../harness/results'
import { COUNTED, SHAPES } from '../words'

/** A verdict as shape, word and colour. */
export function Badge({ verdict }: { verdict: Verdict }) {
  return (
    <span class={`v v-${verdict}`}>
      <span aria-hidden="true">{SHAPES[verdict]}</span> {verdict}
    </span>
  )
}

function Counted({ verdict, number }: { verdict: Verdict; number: number }) {
  return (
    <span class={`v v-${verdict}`}>
      <span aria-hidden="true">{SHAPES[verdict]}</span> {number} {verdict}
    </span>
  )
}

function present(summary: Summary): Verdict[] {
  return COUNTED.filter((verdict) => summary[verdict] > 0)
}

/** The non-zero counts of a target as a list. */
export function Counts({ summary }: { summary: Summary }) {
  return (
    <ul class="counts">
      {present(summary).map((verdict) => (
        <li key={verdict}>
          <Counted verdict={verdict} number={summary[verdict]} />
        </li>
      ))}
    </ul>
  )
}

/** The same inside a table cell. */
export function CountCell({ summary }: { summary: Summary }) {
  return (
    <td>
      {present(summary).map((verdict) => (
        <Counted key={verdict} verdict={verdict} number={summary[verdict]} />
      ))}
    </td>
  )
}
