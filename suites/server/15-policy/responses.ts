import type { Case } from '../../../harness/case/case'
import type { Check, Finding } from '../../../harness/case/check'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import type { Evidence } from '../../../harness/case/derived'
import type { Observation } from '../../../harness/case/observation'
import { answered, firstRequest, sentFields, statusOf } from '../../../harness/judge/answer'
import { isBusy } from '../../../harness/judge/busy'
import { shown } from '../../../harness/judge/shown-text'
import { readAnswer } from '../../../harness/wire/http1/answer-reader'
import { fieldValues, listMembers, sameName } from '../../../harness/wire/http1/fields'
import { readFrames } from '../../../harness/wire/websocket/frame-reader'
import { R } from '../../requirements'
import { hasEnded } from '../parts/link'
import { only101Opens } from '../parts/only-101'
import { reasonOf } from '../parts/reason'
import { errorForInvalid } from './parts/clauses'

/** True for a complete final response other than 101. HEAD and CONNECT are left out: their responses end in another way (RFC 9112 6.3). */
function isWholeResponse(observation: Observation): boolean {
  const status = statusOf(observation)
  const method = firstRequest(observation)?.method ?? 'GET'
  if (status === null || observation.opened || ['HEAD', 'CONNECT'].includes(method)) return false
  return observation.answers[0].final?.complete === true
}

/** The offset of the first byte that belongs to no response; the number of bytes received if there is none, or if a response is cut. */
function restOf({ answers: [first], received, recording }: Observation): number {
  let at = first.final?.end ?? received.length
  for (;;) {
    if (!'HTTP/'.startsWith(received.toString('latin1', at, at + 5).toUpperCase())) return at
    const { final, opened, garbageAt } = readAnswer(received, 'GET', hasEnded({ recording }), at)
    if (garbageAt !== null) return garbageAt
    if (final === null || opened || final.end === at) return received.length
    at = final.end
  }
}

/** 15.08: no WebSocket frames follow a final response other than 101. */
const onlyHttpFollows: Check = (observation) => {
  const at = restOf(observation)
  const rest = observation.received.subarray(at)
  if (rest.length === 0) return null
  if (/^[\r\n]*$/.test(rest.toString('latin1'))) {
    const got = `"${shown(rest.toString('latin1'), 60)}" after a ${statusOf(observation)}`
    return { verdict: 'observed', got, because: 'empty lines after a response, which clients skip' }
  }
  const { frames, fault } = readFrames(observation.received, at)
  // Other bytes than frames belong to no response: 12.49 scores them.
  if (frames.length === 0 || fault !== null) return null
  const got = `${frames.length} WebSocket ${frames.length === 1 ? 'frame' : 'frames'} after a ${statusOf(observation)}`
  return { verdict: 'fail', got, because: reasonOf(only101Opens, 'no other response opens the WebSocket') }
}

/** The cases that open many connections at once, for 15.10. Of 13.15 it uses only the complete handshake. */
const LOAD_CASES: readonly string[] = ['7.19', '13.15']

/** True if the server refused the connection, or ended it without a response. */
function isDropped({ observation }: Evidence): boolean {
  return statusOf(observation) === null && (hasEnded(observation) || observation.recording.connectedMs === null)
}

/** 15.10: records how the server refused handshakes under load. */
function recordsLoad(evidence: readonly Evidence[]): Finding & { shownBy: Evidence[] } {
  const whole = evidence.filter(({ part }) => !part.startsWith('stalled'))
  const withStatus = whole.filter(({ observation }) => isBusy(statusOf(observation)))
  const dropped = whole.filter(isDropped)
  const waits = withStatus.filter(({ observation }) => answered(observation, 'Retry-After').length > 0)
  if (withStatus.length + dropped.length === 0)
    return { verdict: 'pass', got: 'no handshake was refused', because: '', shownBy: [] }
  const got = `${withStatus.length} with 429 or 503 (${waits.length} with Retry-After), ${dropped.length} without a response`
  const because = 'RFC 9110 15.6.4: a server does not have to use 503; some servers refuse the connection'
  return { verdict: 'observed', got, because, shownBy: [...dropped, ...withStatus] }
}

/** The cases whose requests are invalid handshakes, or have an invalid offer. Those of suites 1, 3 and 4 accept any refusal. */
export const INVALID_HANDSHAKES: readonly string[] = [
  ...['1.15', '1.16', '1.23', '1.24', '1.25', '1.41', '1.42', '3.10', '3.12', '4.09', '4.13'],
  ...['2.01', '2.02', '2.03', '2.05', '2.06', '2.07', '2.08', '2.10', '2.19', '2.21', '5.01', '5.02', '5.03'],
  ...['5.04', '5.05', '5.06', '5.07', '5.08', '5.09', '5.14', '5.15', '5.16', '5.17', '5.18', '5.22', '5.23'],
  ...['5.25', '5.26', '6.01', '6.02', '6.03', '6.04', '6.08', '6.09', '6.10', '6.11', '6.12', '6.14', '6.15'],
  ...['6.16', '8.11', '8.13', '8.14', '8.20', '9.06', '9.07', '9.08', '9.22', '10.05', '10.06', '10.08', '10.09'],
  ...['10.13', '10.15', '10.17', '10.18', '10.19', '12.25', '12.26'],
]

/** 15.12: no server error, except 501 and 505 for what is not implemented and 503 for load (RFC 9110 15.6). */
const noServerError: Check = (observation) => {
  const status = statusOf(observation) ?? 0
  if (status < 500 || [501, 503, 505].includes(status)) return null
  return { verdict: 'miss', got: `${status}`, because: '' }
}

/** 15.13: true if the request asks for an upgrade to websocket. */
function asksForWebSocket(observation: Observation): boolean {
  const protocols = listMembers(fieldValues(sentFields(observation), 'Upgrade'))
  return protocols.some((protocol) => sameName(protocol, 'websocket'))
}

/** 15.13: records a 2xx or 3xx, with which the server ignored the upgrade. */
const recordsIgnoredUpgrade: Check = (observation) => {
  const status = statusOf(observation) ?? 0
  if (status < 200 || status > 399) return null
  const because =
    'RFC 9110 7.8: a server MAY ignore Upgrade; RFC 6455 4.2.1: it MUST answer an invalid handshake with an error'
  return { verdict: 'observed', got: `${status}`, because }
}

/** Cases on responses other than 101, over the whole run. */
export const responseCases: readonly Case[] = [
  {
    id: '15.08',
    level: 'MUST',
    title: 'Only HTTP follows a response other than 101',
    source: [only101Opens, rfc6455('4.2.1', 'second paragraph')],
    tests: [R.only101OpensWebsocket],
    meaning: 2,
    sameFaultAs: ['14.17', '12.42'],
    derived: {
      says: 'no WebSocket frames after a final response other than 101',
      of: isWholeResponse,
      each: onlyHttpFollows,
      scoredByAsker: true,
      from: ['3.01', '5.01', '6.02', '14.17', '15.09'],
      absent: 'no request was answered with another status than 101',
    },
    why: 'The client still speaks HTTP. It reads the next bytes as the beginning of the next response.',
  },
  {
    id: '15.10',
    level: 'MAY',
    title: 'Status 503 or 429 for handshakes under load',
    source: [rfc6455('4.1', 'step 2, note'), rfc9110('15.6.4')],
    tests: [],
    derived: {
      says: '503 or 429, if the server refuses handshakes under load',
      of: (_, from) => LOAD_CASES.includes(from),
      all: recordsLoad,
      from: LOAD_CASES,
      absent: 'no case opened many connections at once',
    },
  },
  {
    id: '15.12',
    level: 'SHOULD',
    meaning: 2,
    title: 'No 5xx response to an invalid handshake',
    source: [
      errorForInvalid,
      rfc6455('4.2.1', 'introduction', 'return an HTTP response with an appropriate error code'),
      rfc9110('15.5', '', 'the client seems to have erred'),
      rfc9110('15.6', '', 'the server is aware that it has erred'),
    ],
    tests: [R.invalidHandshakeIsHttpError, R.invalidInputRejected],
    derived: {
      says: 'no 5xx other than 501, 503 and 505',
      of: (observation, from) => INVALID_HANDSHAKES.includes(from) && statusOf(observation) !== null,
      each: noServerError,
      from: INVALID_HANDSHAKES,
      scoredByAsker: true,
      absent: 'no invalid handshake was answered',
    },
    why: 'A 500 triggers alarms about the server, although the fault is in the request.',
  },
  {
    id: '15.13',
    level: 'INFO',
    title: '2xx or 3xx response to an invalid handshake',
    source: [rfc9110('7.8', 'MAY ignore'), rfc6455('4.2.1', 'introduction')],
    tests: [],
    derived: {
      says: 'a 4xx, or an ordinary response that ignores the upgrade',
      of: (observation, from) =>
        INVALID_HANDSHAKES.includes(from) && statusOf(observation) !== null && asksForWebSocket(observation),
      each: recordsIgnoredUpgrade,
      from: INVALID_HANDSHAKES,
      absent: 'no invalid handshake was answered',
    },
  },
]
