import type { Case } from '../../../harness/case/case'
import type { Check, Finding } from '../../../harness/case/check'
import { rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import type { Evidence } from '../../../harness/case/derived'
import type { Response } from '../../../harness/case/http-message'
import type { Observation } from '../../../harness/case/observation'
import { firstRequest, statusOf } from '../../../harness/judge/answer'
import { outcomesOf } from '../../../harness/judge/outcome'
import { shown, shownValues } from '../../../harness/judge/shown-text'
import { fieldValues } from '../../../harness/wire/http1/fields'
import { contentLength } from '../../../harness/wire/http1/response'
import { R } from '../../requirements'

/** Steps with which the client itself may end an answer early. */
const ENDS_EARLY = ['flood', 'stopReading', 'halfClose', 'reset']

/** How long a connection may stay open after an answer without a length, ms; three times the slowest control where that is more. */
const OPEN_MS = 5000

/** The final responses that did not open a WebSocket. */
function finals({ answers }: Observation): Response[] {
  return answers.flatMap(({ final, opened }) => (final && !opened ? [final] : []))
}

/** True for a 2xx to CONNECT, which opens a tunnel (RFC 9112 6.3 item 2). */
function isTunnel(observation: Observation): boolean {
  const status = statusOf(observation) ?? 0
  return firstRequest(observation)?.method === 'CONNECT' && status >= 200 && status < 300
}

/** True if there are answers whose end the server itself decided. */
function showsItsEnd(observation: Observation): boolean {
  const { marks, overflow } = observation.recording
  return (
    finals(observation).length > 0 &&
    !overflow &&
    !isTunnel(observation) &&
    !marks.some(({ what }) => ENDS_EARLY.includes(what))
  )
}

/** True if a RST cut one of the answers. */
function cutByReset(observation: Observation): boolean {
  if (observation.recording.ended !== 'reset') return false
  return finals(observation).some(({ framing, complete }) => framing === 'close' || !complete)
}

/** How long the server was silent at the end of an open connection, ms; 0 if the server closed it. */
function quietMs({ recording }: Observation): number {
  const open = recording.ended === 'open' || recording.ended === 'timeout'
  return open ? recording.endedMs - (recording.received.at(-1)?.atMs ?? recording.endedMs) : 0
}

/** The text after a whole response if it begins no further response; null otherwise. Empty lines are ignored. */
function bytesAfter({ received }: Observation, { end }: Response): string | null {
  const rest = received.toString('latin1', end, end + 200).replace(/^[\r\n]+/, '')
  return rest === '' || /^HTTP\//i.test(rest) || 'HTTP/'.startsWith(rest) ? null : rest
}

/** How the response declares its length, in words. */
function declaredLength(observation: Observation, { head, framing }: Response): string {
  if (framing === 'chunked') return 'chunked content'
  if (framing === 'none' && firstRequest(observation)?.method === 'HEAD') return `a ${head.status} to HEAD`
  const lengths = fieldValues(head.fields, 'Content-Length')
  return lengths.length > 0 && framing !== 'none'
    ? `Content-Length: ${shownValues(lengths)}`
    : `a ${head.status} without content`
}

/** The fault in the framing of one response; null without a fault (RFC 9112 6.3). */
function framingFault(observation: Observation, response: Response, isLast: boolean, openMs: number): Finding | null {
  const { framing, complete, head, bodyStart, end } = response
  const length = declaredLength(observation, response)
  const lengths = fieldValues(head.fields, 'Content-Length')
  if (lengths.length > 0 && contentLength(head) === null)
    return {
      verdict: 'fail',
      got: length,
      because: 'RFC 9110 8.6: the value of Content-Length must be a decimal number',
    }
  if (complete) {
    const more = isLast && framing !== 'close' ? bytesAfter(observation, response) : null
    if (more === null) return null
    const because = 'RFC 9112 6.3: the bytes after the end of the response belong to no response'
    return { verdict: 'fail', got: `${length}, then "${shown(more, 40)}"`, because }
  }
  if (framing !== 'close' && observation.recording.ended === 'closed')
    return {
      verdict: 'fail',
      got: `${length}, and the connection closed after ${end - bodyStart} bytes of it`,
      because: 'RFC 9112 6.3, 8: the response is incomplete',
    }
  if (quietMs(observation) < openMs) return null
  const because = 'RFC 9112 6.3: a client cannot find the end of this response'
  const got = framing === 'close' ? 'no length' : `${length}, of which ${end - bodyStart} bytes were received`
  return { verdict: 'warn', got: `${got}, and the connection stayed open for ${Math.round(openMs / 1000)} s`, because }
}

/** 12.49: the worst fault in the framing of the responses of one connection. A response that a RST cut is no evidence. */
const isWellFramed: Check = (observation, { slowestControlMs }) => {
  if (cutByReset(observation)) return null
  const responses = finals(observation)
  const openMs = Math.max(OPEN_MS, 3 * slowestControlMs)
  const last = observation.answers.at(-1)?.final
  const faults = responses.flatMap((response) => framingFault(observation, response, response === last, openMs) ?? [])
  return faults.find(({ verdict }) => verdict === 'fail') ?? faults[0] ?? null
}

/** Inconclusive if a RST cut the answers of every connection. */
function allCut(evidence: readonly Evidence[]): Finding | null {
  return evidence.every(({ observation }) => cutByReset(observation))
    ? { verdict: 'inconclusive', because: 'a reset cut every answer' }
    : null
}

/** The cases of this suite whose requests are not valid HTTP/1.1 messages. */
const MALFORMED = [
  ...['12.05', '12.06', '12.10', '12.11', '12.12', '12.14', '12.15', '12.16', '12.17', '12.18', '12.19', '12.20'],
  ...['12.21', '12.22', '12.23', '12.25', '12.26', '12.27', '12.28', '12.29', '12.30'],
]

/** True if the server ended the connection without a single byte. */
function isSilentDrop(observation: Observation): boolean {
  const { received, recording } = observation
  return recording.connectedMs !== null && received.length === 0 && outcomesOf(observation, []).includes('dropped')
}

/** True for a 4xx or 5xx, and for a connection that was ended without an answer. */
function isRefusal(observation: Observation): boolean {
  return (statusOf(observation) ?? 0) >= 400 || isSilentDrop(observation)
}

/** 12.50: a refused request gets a response. */
const getsAnAnswer: Check = (observation) =>
  isSilentDrop(observation)
    ? {
        verdict: 'warn',
        got: 'the connection ended without a response',
        because:
          'RFC 6455 4.2.1: the server MUST return a response with an error code; 10.7: it MAY drop the connection, but SHOULD return a status code',
      }
    : null

/** Cases on every response of the run. */
export const responseCases: readonly Case[] = [
  {
    id: '12.49',
    level: 'MUST',
    title: 'Responses other than 101 have correct message framing',
    source: [rfc9112('6.3'), rfc9110('8.6')],
    tests: [R.badBodyFramingAnswered400],
    derived: {
      says: 'content of the declared length, complete chunks, or a close at the end of the content',
      of: showsItsEnd,
      each: isWellFramed,
      all: allCut,
      from: ['1.02', '3.01', '5.01', '6.02', '12.05', '12.06', '12.10', '12.13', '12.25', '12.44'],
      absent: 'no request was answered with another status than 101',
    },
    why: 'If the end of a refusal is unclear, the client waits for a timeout, or misreads the next answer on the connection.',
  },
  {
    id: '12.50',
    level: 'SHOULD',
    title: 'Malformed requests get an HTTP response',
    source: [
      rfc6455('4.2.1', 'introduction: return an HTTP response with an appropriate error code'),
      rfc6455('10.7', 'MAY drop the TCP connection; SHOULD return an appropriate HTTP status code'),
    ],
    tests: [R.invalidHandshakeIsHttpError, R.invalidInputRejected],
    derived: {
      says: 'a 4xx or 5xx, not a close without an answer',
      of: (observation, from) => MALFORMED.includes(from) && isRefusal(observation),
      each: getsAnAnswer,
      from: MALFORMED,
      absent: 'no malformed request was refused',
    },
    why: 'A developer who gets no answer looks for the fault in the network.',
  },
]
