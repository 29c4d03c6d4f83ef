import type { Check } from '../../../harness/case/check'
import { rfc6455 } from '../../../harness/case/clause'
import type { Observation } from '../../../harness/case/observation'
import { hasDeadLink } from '../../../harness/judge/acceptance'
import { finalHead } from '../../../harness/judge/answer'
import { OPCODE } from '../../../harness/wire/websocket/frame'
import { hasEnded } from './link'
import { reasonOf } from './reason'

/** A Ping is answered. */
export const pingAnswered = rfc6455(
  '5.5.2',
  '',
  'Upon receipt of a Ping frame, an endpoint MUST send a Pong frame in response',
)

/** A Close is answered. */
export const closeAnswered = rfc6455('5.5.1', '', 'the endpoint MUST send a Close frame in response')

/** True where the server ended the connection right after its 101, without another byte (RFC 6455 7.3). */
export function endedAtOnce(observation: Observation): boolean {
  const head = finalHead(observation)
  return observation.opened && hasEnded(observation) && head !== null && observation.received.length <= head.end
}

/** The opcode of the frame with which the script asked for a sign of life; null where the last write has none. */
function askedWith({ recording: { sent } }: Observation): number | null {
  const first = sent.at(-1)?.octets[0]
  return first === undefined || (first & 0x80) === 0 ? null : first & 0x0f
}

/** Why a link on which nothing was answered is a fault; null where no clause obliges the server to answer what was sent. */
function unansweredClause(observation: Observation) {
  const asked = askedWith(observation)
  if (asked === OPCODE.text) return null
  return asked === OPCODE.close ? closeAnswered : pingAnswered
}

/**
 * What a link shows on which no frame followed the 101; nothing where one did, or where the script did not ask. An open
 * and mute link fails. A server that ended the connection right after the 101 may do so (RFC 6455 7.3), which proves
 * nothing.
 */
export const deadLink: Check = (observation) => {
  if (!hasDeadLink(observation)) return null
  if (endedAtOnce(observation)) {
    const because = 'RFC 6455 7.3: "Servers MAY close the WebSocket connection whenever desired"'
    return { verdict: 'inconclusive', got: 'the connection ended right after the 101', because }
  }
  const clause = unansweredClause(observation)
  return clause === null
    ? { verdict: 'inconclusive', got: 'no echo of a text', because: 'no clause obliges a server to echo' }
    : { verdict: 'fail', got: 'no frame after the 101', because: reasonOf(clause) }
}
