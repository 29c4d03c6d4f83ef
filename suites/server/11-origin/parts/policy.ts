import type { Part } from '../../../../harness/case/case'
import type { Check, RowVerdict } from '../../../../harness/case/check'
import { clauseWords } from '../../../../harness/case/clause-link'
import type { Expectation } from '../../../../harness/case/expectation'
import type { Observation } from '../../../../harness/case/observation'
import type { Step } from '../../../../harness/case/script'
import type { Value } from '../../../../harness/case/vars'
import { scoredIn } from '../../../../harness/judge/checks'
import { refused } from '../../../../harness/judge/expectations'
import { closeCode, hasEnded, isClose } from '../../parts/link'
import { whereDeclared } from '../../parts/where-declared'
import { refusesOrigin } from './clauses'
import { deniedOrigin, fromOrigin } from './origins'

/** The handshake, and a short wait for a close where a policy is declared: some applications answer 101 and close at once. */
export const AND_CLOSE_AT_ONCE: readonly Step[] = [
  { do: 'send' },
  { do: 'answer' },
  { do: 'alive' },
  {
    do: 'onlyIf',
    says: 'the profile declares deniedOrigin',
    answer: (_, { profile }) => profile.deniedOrigin !== undefined,
  },
  { do: 'await', frame: isClose, within: 250 },
]

/** The twin that shows whether the server refuses the denied origin. */
export const DENIED: Part = { name: 'the denied origin', send: fromOrigin(deniedOrigin), steps: AND_CLOSE_AT_ONCE }

/** True if the server accepted the origin: it answered 101 and did not close at once. */
export function isLetIn(observation: Observation): boolean {
  return observation.opened && closeCode(observation) === null && !hasEnded(observation)
}

/**
 * Judges a 101 where a policy is declared; 101 with an immediate close warns at most. The case is skipped if the server
 * does not refuse the denied origin at all, which 11.03 scores.
 * @param verdict what a 101 without a close means
 */
function letsPageIn(verdict: RowVerdict): Check {
  return (observation, { profile, part }) => {
    const twin = part(DENIED.name)
    if (!observation.opened || profile.deniedOrigin === undefined) return null
    if (twin && isLetIn(twin)) return scoredIn('11.03', 'the target does not refuse the declared deniedOrigin')
    if (isLetIn(observation)) return { verdict, because: '' }
    const because = clauseWords(refusesOrigin)
    return { verdict: verdict === 'observed' ? 'observed' : 'warn', got: 'and then a close', because }
  }
}

/**
 * Requires a refusal where the profile declares an origin policy; elsewhere the answer is recorded.
 * @param on101 what a 101 means where a policy is declared
 * @param rows further rows of the table
 */
export function refusedByPolicy(on101: RowVerdict, rows: Expectation['table'] = {}): Expectation {
  const says = 'a refusal, if the profile declares an origin policy'
  const byPolicy = whereDeclared('deniedOrigin', refused({ says, rows: { '101': 'pass', dropped: 'pass', ...rows } }))
  return { ...byPolicy, checks: [...byPolicy.checks, letsPageIn(on101)] }
}

/** Where a policy is declared, a 101 without a close fails. */
export function mustRefuse(): Expectation {
  return refusedByPolicy('fail')
}

/** Where a policy is declared, a 101 is a free choice. */
export function freeChoice(): Expectation {
  return refusedByPolicy('observed')
}

/** The twin with the denied origin, and one part for each value of Origin. */
export function deniedTwinAnd(
  values: readonly [name: string, value: Value<string | string[]>, expect: Expectation][],
): Part[] {
  return [
    DENIED,
    ...values.map(([name, value, expect]) => ({ name, send: fromOrigin(value), steps: AND_CLOSE_AT_ONCE, expect })),
  ]
}
