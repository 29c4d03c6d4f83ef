import type { Evidence } from '../../../harness/case/case'
import type { Check, Finding } from '../../../harness/case/expectation'
import type { Observation } from '../../../harness/case/observation'
import { answered, firstRequest, sentFields, statusOf } from '../../../harness/judge/answer'
import { shown } from '../../../harness/judge/outcome'
import { fieldValues, listMembers, sameName } from '../../../harness/wire/http1/fields'
import { readAnswer } from '../../../harness/wire/http1/response'
import { readFrames } from '../../../harness/wire/websocket/frame'
import { hasEnded } from '../parts/link'

/** A final response other than 101 whose end is known; behind a HEAD or a CONNECT something else may follow (RFC 9112 6.3). */
export function endsHttp(observation: Observation): boolean {
  const status = statusOf(observation)
  const method = firstRequest(observation)?.method ?? 'GET'
  if (status === null || status === 101 || ['HEAD', 'CONNECT'].includes(method)) return false
  return observation.answers[0].final?.complete === true
}

/** Where the first octet stands that belongs to no response; the end where there is none, or where a response is cut. */
function restOf({ answers: [first], received, recording }: Observation): number {
  let at = first.final?.end ?? received.length
  for (;;) {
    if (!'HTTP/'.startsWith(received.toString('latin1', at, at + 5).toUpperCase())) return at
    const { final, garbageAt } = readAnswer(received, 'GET', hasEnded({ recording }), at)
    if (garbageAt !== null) return garbageAt
    if (final === null || final.head.status === 101 || final.end === at) return received.length
    at = final.end
  }
}

/** 15.08: behind a final response come further responses or nothing. */
export const nothingBehind: Check = (observation) => {
  const at = restOf(observation)
  const rest = observation.received.subarray(at)
  if (rest.length === 0) return null
  const text = `"${shown(rest.toString('latin1'), 60)}" behind a ${statusOf(observation)}`
  if (/^[\r\n]*$/.test(rest.toString('latin1')))
    return { verdict: 'observed', got: text, because: 'empty lines behind a response, which clients skip' }
  const { frames, fault } = readFrames(observation.received, at)
  const framed = frames.length > 0 && fault === null
  return {
    verdict: 'fail',
    got: framed ? `${frames.length} WebSocket frames behind a ${statusOf(observation)}` : text,
    because: framed
      ? 'RFC 6455 4.2.2 step 5: only the 101 opens the WebSocket'
      : 'RFC 9112 6.3: octets that belong to no response',
  }
}

/** The cases whose requests are broken handshakes: those that have to be refused, and malformed offers. */
export const BROKEN: readonly string[] = [
  ...['2.01', '2.02', '2.03', '2.05', '2.06', '2.07', '2.08', '2.10', '2.19', '2.21', '5.01', '5.02', '5.03'],
  ...['5.04', '5.05', '5.06', '5.07', '5.08', '5.09', '5.14', '5.15', '5.16', '5.17', '5.18', '5.22', '5.23'],
  ...['5.25', '5.26', '6.01', '6.02', '6.03', '6.04', '6.08', '6.09', '6.10', '6.11', '6.12', '6.14', '6.15'],
  ...['6.16', '8.11', '8.13', '8.14', '8.20', '9.06', '9.07', '9.08', '9.22', '10.05', '10.06', '10.08', '10.09'],
  ...['10.13', '10.15', '10.17', '10.18', '10.19', '12.25', '12.26'],
]

/** 15.12: 501 and 505 name what is not implemented, 503 tells of load (RFC 9110 15.6). */
export const noServerError: Check = (observation) => {
  const status = statusOf(observation) ?? 0
  if (status < 500 || [501, 503, 505].includes(status)) return null
  return { verdict: 'miss', got: `${status}`, because: 'RFC 6455 10.7: the server SHOULD return an appropriate status' }
}

/** 15.13: the request asks for websocket. */
export function asksForWebSocket(observation: Observation): boolean {
  const protocols = listMembers(fieldValues(sentFields(observation), 'Upgrade'))
  return protocols.some((protocol) => sameName(protocol, 'websocket'))
}

/** 15.13: the upgrade was ignored. */
export const ignoresUpgrade: Check = (observation) => {
  const status = statusOf(observation) ?? 0
  if (status < 200 || status > 399) return null
  const because =
    'RFC 9110 7.8: a server MAY ignore Upgrade; RFC 6455 4.2.1: a handshake that does not match is answered with an error'
  return { verdict: 'observed', got: `${status}`, because }
}

/** 15.10 looks at the cases that open many connections at once; of 13.15 only the one that is whole. */
export const UNDER_LOAD: readonly string[] = ['7.19', '13.15']

function isDropped({ observation }: Evidence): boolean {
  return statusOf(observation) === null && (hasEnded(observation) || observation.recording.connectedMs === null)
}

/** 15.10: how those were turned away for which there was no room. */
export function underLoad(evidence: readonly Evidence[]): Finding & { shownBy: Evidence[] } {
  const whole = evidence.filter(({ part }) => !part.startsWith('stalled'))
  const told = whole.filter(({ observation }) => [429, 503].includes(statusOf(observation) ?? 0))
  const dropped = whole.filter(isDropped)
  const waits = told.filter(({ observation }) => answered(observation, 'Retry-After').length > 0)
  if (told.length + dropped.length === 0)
    return { verdict: 'pass', got: 'none was turned away', because: '', shownBy: [] }
  const got = `${told.length} with 429 or 503 (${waits.length} with Retry-After), ${dropped.length} without a response`
  const because = 'RFC 9110 15.6.4: 503 does not have to be used; some servers refuse the connection'
  return { verdict: 'observed', got, because, shownBy: [...dropped, ...told] }
}
