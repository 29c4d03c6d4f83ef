import type { Part } from '../../../../harness/case/case'
import type { Check, Expectation, RowVerdict } from '../../../../harness/case/expectation'
import type { Observation } from '../../../../harness/case/observation'
import type { Value } from '../../../../harness/case/request'
import type { Step } from '../../../../harness/case/script'
import { refused } from '../../../../harness/judge/expectations'
import { closeCode, hasEnded, isClose } from '../../parts/link'
import { whereDeclared } from '../../parts/where-declared'
import { deniedOrigin, fromOrigin } from './origins'

/** An application may open the link and close it at once: that is a refusal too, if no good one, where one is owed. */
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

/** The twin that shows whether there is a policy. */
export const DENIED: Part = { name: 'the denied origin', send: fromOrigin(deniedOrigin), steps: AND_CLOSE_AT_ONCE }

/** The server has let the page in: a 101 with no Close right behind it. */
export function isLetIn(observation: Observation): boolean {
  return observation.opened && closeCode(observation) === null && !hasEnded(observation)
}

/** What a 101 means where a policy is declared; nothing where the declared one is not kept at all, which is 11.03's. */
function letsPageIn(verdict: RowVerdict): Check {
  return (observation, { profile, part }) => {
    const twin = part(DENIED.name)
    if (!observation.opened || profile.deniedOrigin === undefined) return null
    if (twin && isLetIn(twin))
      return { verdict: 'skip', because: 'the target does not refuse the origin that the profile says it does: 11.03' }
    if (isLetIn(observation)) return { verdict, because: 'RFC 6455 10.2: an origin that the server does not expect' }
    const because = 'RFC 6455 4.2.2 /origin/: a server that does not accept MUST return an HTTP error, not a 101'
    return { verdict: verdict === 'observed' ? 'observed' : 'warn', got: 'and a close behind it', because }
  }
}

/** Refused where a policy is declared, and what a 101 comes to there; without one what comes is recorded. */
export function refusedByPolicy(on101: RowVerdict, rows: Expectation['table'] = {}): Expectation {
  const says = 'refused, where the profile declares an origin policy'
  const byPolicy = whereDeclared('deniedOrigin', refused({ says, rows: { '101': 'pass', dropped: 'pass', ...rows } }))
  return { ...byPolicy, checks: [...byPolicy.checks, letsPageIn(on101)] }
}

export function mustRefuse(): Expectation {
  return refusedByPolicy('fail')
}

export function freeChoice(): Expectation {
  return refusedByPolicy('observed')
}

/** The twin, and one part for each value. */
export function deniedTwinAnd(
  values: readonly [name: string, value: Value<string | string[]>, expect: Expectation][],
): Part[] {
  return [
    DENIED,
    ...values.map(([name, value, expect]) => ({ name, send: fromOrigin(value), steps: AND_CLOSE_AT_ONCE, expect })),
  ]
}
