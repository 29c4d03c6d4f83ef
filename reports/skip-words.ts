import type { Skips, Unlock } from './model/skips'
import { listed } from './text/phrases'

/** `--profile FILE runs 16`; with the fields to declare in it where they are asked for. */
function unlockWords({ option, fields, cases }: Unlock, withFields: boolean): string {
  return `${option} runs ${cases.length}${withFields && fields.length > 0 ? ` (${listed(fields)})` : ''}`
}

/**
 * The skipped cases in a line: `41 skipped: --profile FILE runs 16, --slow runs 3, 12 scored in another case`.
 * @param withFields true where the fields of a profile are named
 * @returns null where no case was skipped
 */
export function skipWords({ referred, unlocks, others }: Skips, withFields = false): string | null {
  const all = referred.length + others.length + unlocks.reduce((sum, { cases }) => sum + cases.length, 0)
  if (all === 0) return null
  const words = [
    ...unlocks.map((unlock) => unlockWords(unlock, withFields)),
    ...(referred.length > 0 ? [`${referred.length} scored in another case`] : []),
    ...(others.length > 0 ? [`${others.length} not applicable`] : []),
  ]
  return `${all} skipped: ${words.join(', ')}`
}
