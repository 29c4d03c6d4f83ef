import type { RowVerdict } from '../../../harness/case/check'
import type { Expectation } from '../../../harness/case/expectation'
import type { Observation } from '../../../harness/case/observation'
import { outcomesOf } from '../../../harness/judge/outcome'

const ACCUSING: readonly RowVerdict[] = ['miss', 'fail', 'warn', 'contested']

/**
 * The verdict against the server that the table has for accepting an invalid request, or for refusing a correct one;
 * undefined for other answers.
 */
export function accusation({ table }: Expectation, observation: Observation): RowVerdict | undefined {
  if (observation.opened === (table.accept === 'pass')) return undefined
  const row = outcomesOf(observation, []).find((outcome) => table[outcome] !== undefined)
  const verdict = row && table[row]
  return verdict !== undefined && ACCUSING.includes(verdict) ? verdict : undefined
}
