import { NEEDS, type Need, SLOW_SKIP, unmetWords } from '../../harness/case/needs'
import type { CaseResult } from '../../harness/case/results'

/** Skipped cases that one option would run. */
export interface Unlock {
  /** The option: `--profile FILE`, `--slow`, `--subprotocol NAME`. */
  option: string
  /** The fields to declare, where the option is a profile; otherwise empty. */
  fields: Need[]
  cases: CaseResult[]
}

/** Skipped cases, by what would change that. */
export interface Skips {
  /** Their fault is scored in another case, which `scoredIn` names. */
  referred: CaseResult[]
  /** What would run more cases, the option that runs the most first. */
  unlocks: Unlock[]
  /** The precondition is not met, and no option helps. */
  others: CaseResult[]
}

/** The need that a reason is about. Results keep the sentence and not the name of the need. */
const NEED_OF_REASON: ReadonlyMap<string, Need> = new Map(
  (Object.keys(NEEDS) as Need[]).map((need) => [unmetWords(need), need]),
)

/** The option that runs a skipped case, and the field of the profile that it needs; null where no option helps. */
function optionOf({ because }: CaseResult): { option: string; field?: Need } | null {
  if (because === SLOW_SKIP) return { option: '--slow' }
  const name = NEED_OF_REASON.get(because)
  if (name === undefined) return null
  const need = NEEDS[name]
  if (need.kind === 'profile') return { option: '--profile FILE', field: name }
  // The hint of a property names options that say something about the target; they do not give it the property.
  if (need.kind === 'property' || !('hint' in need)) return null
  return { option: need.hint.split(',')[0] as string }
}

/** Sorts the skipped ones of `cases` by what would change that. */
export function skipsOf(cases: readonly CaseResult[]): Skips {
  const skipped = cases.filter(({ verdict }) => verdict === 'skip')
  const referred = skipped.filter(({ scoredIn }) => scoredIn !== undefined)
  const others: CaseResult[] = []
  const unlocks = new Map<string, Unlock>()
  for (const result of skipped.filter(({ scoredIn }) => scoredIn === undefined)) {
    const found = optionOf(result)
    if (found === null) {
      others.push(result)
      continue
    }
    const { option, field } = found
    const unlock = unlocks.get(option) ?? { option, fields: [], cases: [] }
    unlock.cases.push(result)
    if (field !== undefined && !unlock.fields.includes(field)) unlock.fields.push(field)
    unlocks.set(option, unlock)
  }
  const most = [...unlocks.values()].toSorted((a, b) => b.cases.length - a.cases.length)
  return { referred, unlocks: most, others }
}
