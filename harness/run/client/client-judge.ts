import type { ClientCase, ClientEvidence, ClientPart } from '../../case/client-case'
import type { ClientContext } from '../../case/client-expectation'
import type { ClientObservation, ServedExchange } from '../../case/client-observation'
import type { Verdict } from '../../case/verdicts'
import { judgeClientPart } from '../../judge/client/judge-client-part'
import type { Reading } from '../../judge/cut'
import { guarded } from '../../judge/guarded'
import { judgeDerived } from '../../judge/judge-derived'
import type { JudgedPart } from '../case-result'

/** A client case with what its attempts showed. */
export interface AttemptedCase {
  testCase: ClientCase
  parts: readonly ClientPart[]
  /** By the names of the parts. */
  sent: ReadonlyMap<string, ClientEvidence>
}

/** Observations have only complete requests. */
const READING: Reading<ClientObservation> = { isWhole: () => true, isCut: () => false }

function contextOf({ level }: ClientCase, control: ClientEvidence, sent?: AttemptedCase['sent']): ClientContext {
  return { level, control: control.observation, part: (name) => sent?.get(name)?.observation }
}

/**
 * The judgements of the parts of a client case. Twins have none.
 * @param hasOpened whether the client has opened in another case
 */
export function judgeParts(
  { testCase, parts, sent }: AttemptedCase,
  control: ClientEvidence,
  hasOpened: (id: string) => boolean,
): JudgedPart<ServedExchange>[] {
  const { vouchedBy } = testCase
  const unvouched = vouchedBy !== undefined && !hasOpened(vouchedBy) ? { unvouched: vouchedBy } : {}
  const context = { ...contextOf(testCase, control, sent), ...unvouched }
  return parts.flatMap((part): JudgedPart<ServedExchange>[] => {
    const evidence = sent.get(part.name)
    if (!part.expect || !evidence) return []
    const { observation } = evidence
    const judgement = guarded(() => judgeClientPart(testCase, part, observation, context))
    const expected = judgement.expected || part.expect.says
    return [{ ...judgement, expected, name: part.name, observations: observation.exchanges }]
  })
}

/** What a derived client case judges. */
export interface Requests {
  evidence: readonly ClientEvidence[]
  verdictOf: (id: string) => Verdict | undefined
}

/** The judgement of a derived client case over every attempt of the run. */
export function judgeRequests(
  testCase: ClientCase,
  { evidence, verdictOf }: Requests,
  control: ClientEvidence,
): JudgedPart<ServedExchange> {
  const context = contextOf(testCase, control)
  let deciding: readonly ClientEvidence[] = []
  const judgement = guarded(() => {
    const { deciding: items, ...words } = judgeDerived(testCase, evidence, {
      contextOf: () => context,
      whole: context,
      noun: 'requests',
      reading: READING,
      verdictOf,
    })
    deciding = items
    return words
  })
  const others = new Set(deciding.map(({ from }) => from).filter((from) => from !== 'control'))
  const observations = deciding.flatMap(({ observation }) => observation.exchanges)
  return { ...judgement, name: testCase.id, observations, evidence: [...others] }
}
