import type { Check, Expectation } from '../../../harness/case/expectation'
import type { Profile } from '../../../harness/case/profile'
import { switchFaults } from '../../../harness/judge/answer'
import { outcomesOf } from '../../../harness/judge/outcome'

/** Every outcome passes: what counts then is said by a check alone. */
const OPEN: Expectation['table'] = Object.fromEntries(
  (['101', 'elsewhere', '2xx', '3xx', '4xx', '5xx', 'dropped', 'silent'] as const).map((outcome) => [outcome, 'pass']),
)

/** The rows of `expectation` where the profile declares `key`; elsewhere what comes is recorded and not scored, and that is why. */
export function whereDeclared(key: keyof Profile, { says, table }: Pick<Expectation, 'says' | 'table'>): Expectation {
  const rows: Check = (observation, { profile, control }) => {
    if (!profile[key])
      return { verdict: 'observed', because: `the profile does not declare ${key}, so nothing is owed` }
    const outcome = outcomesOf(observation, switchFaults(control)).find((each) => table[each] !== undefined)
    const verdict = (outcome && table[outcome]) ?? 'pass'
    return verdict === 'pass' ? null : { verdict, because: '' }
  }
  return { says, table: OPEN, checks: [rows] }
}
