import type { Part } from '../../../../harness/case/case'
import { rfc6455 } from '../../../../harness/case/clause'
import type { Check, Expectation } from '../../../../harness/case/expectation'
import type { FieldEdit, Value } from '../../../../harness/case/request'
import { accepted, REFUSAL_WARNS } from '../../../../harness/judge/expectations'
import { offer } from '../../parts/extensions'

/** One part for each value, all with the same expectation. */
export function partsOffering(values: readonly [name: string, value: Value<FieldEdit>][], expect: Expectation): Part[] {
  return values.map(([name, value]) => ({ name, send: offer(value), expect }))
}

export const answerListsOffered = rfc6455('4.2.2', '/extensions/')

export const extensionGrammar = rfc6455('9.1', 'ABNF')

export const LISTED_IS_IN_USE =
  'RFC 6455 9.1: what the server lists is actually in use, and nobody has registered this name'

/** A 101 that lists nothing; a refusal warns, because the client "is only offering". */
export const offerIgnored = (check: Check) =>
  accepted({ says: '101 without the field; a refusal is a warning', rows: REFUSAL_WARNS, checks: [check] })
