import type { Check } from '../../../../harness/case/check'
import type { Step } from '../../../../harness/case/script'
import { statusOf } from '../../../../harness/judge/answer'
import { CLOSING_MS, STAYS_OPEN } from '../../parts/link'

/** How long an answer may take if the server may wait for more of the request, ms. */
const ANSWER_MS = 5000

/** Sends the request, and after a refusal waits for the end of the connection. */
export const untilClosed: readonly Step[] = [
  { do: 'send' },
  { do: 'answer', within: ANSWER_MS },
  { do: 'onlyIf', says: 'it still speaks HTTP', answer: ({ opened }) => !opened },
  { do: 'await', end: true, within: CLOSING_MS },
]

/**
 * The server closes the connection after its answer.
 * @param because the words of the requirement, with its clause
 * @param status if given, only an answer with this status is checked
 */
export function closesConnection(because: string, status?: number): Check {
  return (observation) => {
    const wait = observation.recording.marks.find(({ what }) => what === 'await')
    if (!wait || wait.met || (status !== undefined && statusOf(observation) !== status)) return null
    return { verdict: 'fail', got: STAYS_OPEN, because }
  }
}

/** 12.05, 12.06, 12.11: the server closes the connection after its 400; the clauses of the case say so. */
export const closesAfter400 = closesConnection('', 400)
