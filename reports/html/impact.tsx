import type { Impact } from '../../harness/case/cause'

/** The impact of a finding in its colour; nothing where the results are older than impacts. */
export function ImpactChip({ impact }: { impact: Impact | null }) {
  return impact === null ? null : <em class={`impact ${impact}`}>{impact}</em>
}
