import type { Check } from '../../../harness/case/check'
import type { Expectation } from '../../../harness/case/expectation'
import type { Profile } from '../../../harness/case/profile'
import { acceptanceFaults } from '../../../harness/judge/acceptance'
import { outcomesOf } from '../../../harness/judge/outcome'

/** Every outcome passes, so that a check alone decides. */
const ALL_PASS: Expectation['table'] = Object.fromEntries(
  (['101', 'elsewhere', '2xx', '3xx', '4xx', '5xx', 'dropped', 'silent'] as const).map((outcome) => [outcome, 'pass']),
)

/**
 * The expectation where the profile declares `key`; without that the answer is recorded and not scored.
 * @param key the field of the profile
 */
export function whereDeclared(key: keyof Profile, { says, table }: Pick<Expectation, 'says' | 'table'>): Expectation {
  const rows: Check = (observation, { profile, control, slowestControlMs }) => {
    if (!profile[key])
      return { verdict: 'observed', because: `the profile does not declare ${key}, so the server is free to choose` }
    const outcomes = outcomesOf(observation, acceptanceFaults(control), slowestControlMs)
    const outcome = outcomes.find((each) => table[each] !== undefined)
    const verdict = (outcome && table[outcome]) ?? 'pass'
    return verdict === 'pass' ? null : { verdict, because: '' }
  }
  return { says, table: ALL_PASS, checks: [rows] }
}
