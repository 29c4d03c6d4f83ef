import type { Observation } from '../../case/observation'
import { statusOf } from '../../judge/answer'
import { type Control, foundNobody, isSteady, passedAfterSilence, wasRefused } from '../control'

/**
 * What a control found about the target.
 * - `steady`: the first try passed.
 * - `busy`: the target was silent until the deadline, and then a try passed.
 * - `unsteady`: the target took the first connection, and the first try did not pass.
 * - `dying`: the target took the first connection, and on a later try no server listened.
 * - `down`: no server listened, and the first connection failed or the server was started again.
 * - `unreachable`: the first connection failed otherwise, or the server hung and was started again.
 */
export type Health = 'steady' | 'busy' | 'unsteady' | 'dying' | 'down' | 'unreachable'

/** What the tries of a control show; `restarted` is true where a hung server was started again after them. */
export function healthOf(tries: Control, restarted: boolean): Health {
  if (isSteady(tries)) return 'steady'
  if (passedAfterSilence(tries)) return 'busy'
  if (restarted || wasRefused(tries[0])) return foundNobody(tries) ? 'down' : 'unreachable'
  return foundNobody(tries) ? 'dying' : 'unsteady'
}

/** True where the target was not there for the control, so that the control shows nothing about its steadiness. */
export function wasAway(health: Health): boolean {
  return health === 'down' || health === 'unreachable'
}

/** True where no server listened on the port of the target. */
export function wasGone(health: Health): boolean {
  return health === 'down' || health === 'dying'
}

/** The words for a connection that was ended without an answer. */
const DROPPED = 'dropped without an answer'

/** True where the target took the connection and ended it without an answer. */
export function wasDropped({ received, recording }: Observation): boolean {
  const { connectedMs, ended, errorCode } = recording
  if (connectedMs === null) return errorCode === 'ECONNRESET'
  return received.length === 0 && (ended === 'closed' || ended === 'reset')
}

/** The server errors that are about the request: its method or its version is not supported (RFC 9110 15.6.2, 15.6.6). */
const ABOUT_REQUEST: readonly number[] = [501, 505]

/** True where the answer was a server error (RFC 9110 15.6) whose reason may be the server and not the request. */
export function isServerError(observation: Observation): boolean {
  const status = statusOf(observation) ?? 0
  return status >= 500 && !ABOUT_REQUEST.includes(status)
}

/** True where the connection was dropped, or the answer was a server error: a bad network or a bad backend gives the same to any request. */
export function mayBeChance(observation: Observation): boolean {
  return wasDropped(observation) || isServerError(observation)
}

/**
 * How an observation was refused, in words: two observations with the same words were refused alike. Null where the
 * handshake was accepted, and where an answer is missing for another reason.
 */
export function refusalOf(observation: Observation): string | null {
  if (observation.opened) return null
  const status = statusOf(observation)
  if (status !== null) return `answered with ${status}`
  return wasDropped(observation) ? DROPPED : null
}
