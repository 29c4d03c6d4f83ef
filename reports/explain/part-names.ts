import { listed } from '../text/phrases'

/** Maximum number of parts that are named; of more, three are named and the others counted. */
const MOST_NAMES = 6

/**
 * The names of parts in a sentence: `a, b and c`, or `a, b, c and 9 more`.
 * @param escaped makes each name fit for where the sentence is shown
 */
export function partNames(names: readonly string[], escaped: (name: string) => string = (name) => name): string {
  if (names.length <= MOST_NAMES) return listed(names.map(escaped))
  const first = names.slice(0, 3)
  return `${first.map(escaped).join(', ')} and ${names.length - first.length} more`
}
