import type { Finding } from '../../case/check'
import type { ClientCase, ClientPart } from '../../case/client-case'
import type { ClientContext, ClientExpectation } from '../../case/client-expectation'
import type { ClientObservation } from '../../case/client-observation'
import { conclude, type Judgement } from '../conclude'
import { clientOutcome } from './client-outcome'
import { describeClient } from './client-words'

/** The reasons of verdicts that are not findings and that no clause explains. */
const REASONS: Partial<Record<ReturnType<typeof clientOutcome>, string>> = {
  unasked: 'without a request nothing of the answer was tested',
  unseen: 'without a request nothing of the answer was tested',
  waiting: 'RFC 6455 7.1.7 requires to close the connection, and sets no time',
  claimed: 'only a message shows that the connection works',
}

/** Looks up the verdict of an observation in the table of an expectation. */
function readTable({ table, blames }: ClientExpectation, observation: ClientObservation): Finding {
  const outcome = clientOutcome(observation)
  const verdict = table[outcome] ?? 'error'
  if (verdict === 'error') return { verdict, because: `no row for ${outcome}` }
  if (verdict === 'skip') return { verdict, because: describeClient(observation) }
  const blame = blames?.[outcome]
  const isScored = verdict === 'inconclusive' || verdict === 'warn'
  return { verdict, because: (isScored ? REASONS[outcome] : undefined) ?? '', ...(blame ? { blame } : {}) }
}

/**
 * Judges one attempt of a client. Pure: the same observation and context give the same judgement.
 * @throws {Error} for a twin, which has no expectation
 */
export function judgeClientPart(
  testCase: ClientCase,
  part: ClientPart,
  observation: ClientObservation,
  context: ClientContext,
): Judgement {
  const { expect } = part
  if (!expect) throw new Error(`${testCase.id}: the twin "${part.name}" is not judged`)
  const words = { expected: expect.says, got: describeClient(observation) }
  const row = readTable(expect, observation)
  if (row.verdict === 'skip' || row.verdict === 'inconclusive') return conclude(testCase, { ...words, findings: [row] })
  const found = expect.checks.map((check) => check(observation, context)).filter((finding) => finding !== null)
  // A check whose precondition is not met decides, whatever the client did.
  const unmet = found.find(({ verdict }) => verdict === 'skip' || verdict === 'inconclusive')
  if (unmet) return conclude(testCase, { ...words, findings: [unmet] })
  const { unvouched } = context
  if (unvouched !== undefined) {
    const because = `the client did not open in ${unvouched} either, so that a refusal here proves nothing`
    return conclude(testCase, { ...words, findings: [{ verdict: 'inconclusive', because }] })
  }
  return conclude(testCase, { ...words, findings: [row, ...found] })
}
