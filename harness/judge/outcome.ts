import type { Outcome } from '../case/expectation'
import type { Observation } from '../case/observation'
import { type AcceptanceFault, acceptanceFaults, openedOtherProtocol } from './acceptance'
import { statusOf } from './answer'

/**
 * Gives the outcomes of an observation, the most specific first. `101` is among them where it opened, and `accept` where
 * its answer has no fault but the `tolerated` ones.
 * @param slowestControlMs the slowest answer to a control
 */
export function outcomesOf(
  observation: Observation,
  tolerated: readonly AcceptanceFault[],
  slowestControlMs = 0,
): Outcome[] {
  const status = statusOf(observation)
  if (status === null) return withoutResponse(observation, slowestControlMs)
  if (openedOtherProtocol(observation)) return ['elsewhere']
  if (!observation.opened) return [`${status}`, classOf(status)]
  const isGood = acceptanceFaults(observation).every((fault) => tolerated.includes(fault))
  return isGood ? ['accept', '101'] : ['101']
}

/** The class of a status; one outside 100 to 599 counts as a server error (RFC 9110 15). */
function classOf(status: number): Outcome {
  return status < 100 || status > 599 ? '5xx' : (`${Math.floor(status / 100)}xx` as Outcome)
}

function withoutResponse(observation: Observation, slowestControlMs: number): Outcome[] {
  if (observation.answers[0].garbageAt !== null) return ['garbage', 'dropped']
  const hasEnded = ['closed', 'reset'].includes(observation.recording.ended)
  return hasEnded && !endsLate(observation, slowestControlMs) ? ['dropped'] : ['silent']
}

/**
 * An end without a response that comes so long after the last byte of the request, ms, is a timer of the server and no
 * reaction. Many servers have one of ten seconds, which is our deadline too: which of them comes first must decide nothing.
 */
const LATE_MS = 7000

/**
 * The connection ended so late that the end is no reaction to the request.
 * @param slowestControlMs the slowest answer to a control: a slow target may also need long to end a connection
 */
export function endsLate({ recording }: Observation, slowestControlMs = 0): boolean {
  return recording.endedMs - (recording.sent.at(-1)?.atMs ?? 0) >= Math.max(LATE_MS, 3 * slowestControlMs)
}
