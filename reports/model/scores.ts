import type { Score } from './target-report'

/** How much of a level is met, in whole percent: 100 only where all is. Null where nothing was judged. */
export function percentMet({ met, judged }: Pick<Score, 'met' | 'judged'>): number | null {
  return judged === 0 ? null : Math.floor((met / judged) * 100)
}
