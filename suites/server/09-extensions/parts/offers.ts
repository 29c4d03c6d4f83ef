import type { Part } from '../../../../harness/case/case'
import type { Check } from '../../../../harness/case/check'
import type { FieldEdit } from '../../../../harness/case/edit'
import type { Expectation } from '../../../../harness/case/expectation'
import type { Value } from '../../../../harness/case/vars'
import { accepted, REFUSAL_WARNS } from '../../../../harness/judge/expectations'
import { listedIsInUse } from '../../parts/extension-clauses'
import { offer } from '../../parts/extensions'
import { reasonOf } from '../../parts/reason'

/**
 * One part for each offer, all with the same expectation.
 * @param values the name of the part, and the value of Sec-WebSocket-Extensions
 */
export function partsOffering(values: readonly [name: string, value: Value<FieldEdit>][], expect: Expectation): Part[] {
  return values.map(([name, value]) => ({ name, send: offer(value), expect }))
}

export const LISTED_IS_IN_USE = reasonOf(listedIsInUse)

/** Requires a 101 that ignores the offer. A refusal only warns: no clause obliges a server to accept a handshake. */
export const offerIgnored = (check: Check) =>
  accepted({ says: '101 without Sec-WebSocket-Extensions; a refusal warns', rows: REFUSAL_WARNS, checks: [check] })
