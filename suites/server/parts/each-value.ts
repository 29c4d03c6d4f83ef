import type { Part } from '../../../harness/case/case'
import type { Expectation } from '../../../harness/case/expectation'

/** One part for each value of the field `name`, named by the value, all with the same expectation. */
export function eachValue(name: string, values: readonly string[], expect: Expectation): Part[] {
  return values.map((value) => ({ name: value === '' ? 'empty' : value, send: { fields: { [name]: value } }, expect }))
}
