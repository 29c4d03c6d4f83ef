import type { Case, Evidence } from '../../../harness/case/case'
import { rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import type { Check, Finding } from '../../../harness/case/expectation'
import type { Observation, Response } from '../../../harness/case/observation'
import { firstRequest, statusOf } from '../../../harness/judge/answer'
import { outcomesOf, shown, shownValues } from '../../../harness/judge/outcome'
import { fieldValues } from '../../../harness/wire/http1/fields'
import { contentLength } from '../../../harness/wire/http1/response'
import { R } from '../../requirements'

/** Steps by which the client itself brings an answer to an early end. */
const ENDS_EARLY = ['flood', 'stopReading', 'halfClose', 'reset']

/** How long an answer without a length may leave its end open before that is told, ms. */
const OPEN_MS = 5000

/** The final responses of a connection that did not open it. */
function finals({ answers }: Observation): Response[] {
  return answers.flatMap(({ final, opened }) => (final && !opened ? [final] : []))
}

/** A 2xx to CONNECT opens a tunnel (RFC 9112 6.3 item 2). */
function isTunnel(observation: Observation): boolean {
  const status = statusOf(observation) ?? 0
  return firstRequest(observation)?.method === 'CONNECT' && status >= 200 && status < 300
}

/** Whether the end of its answers is the server's own doing. */
function showsItsEnd(observation: Observation): boolean {
  const { marks, overflow } = observation.recording
  return (
    finals(observation).length > 0 &&
    !overflow &&
    !isTunnel(observation) &&
    !marks.some(({ what }) => ENDS_EARLY.includes(what))
  )
}

function cutByReset(observation: Observation): boolean {
  if (observation.recording.ended !== 'reset') return false
  return finals(observation).some(({ framing, complete }) => framing === 'close' || !complete)
}

/** How long nothing had come when the connection was left open, ms; 0 where the server ended it. */
function quietMs({ recording }: Observation): number {
  const open = recording.ended === 'open' || recording.ended === 'timeout'
  return open ? recording.endedMs - (recording.received.at(-1)?.atMs ?? recording.endedMs) : 0
}

/** Octets behind a whole response that begin no other one; empty lines are nothing. */
function bytesAfter({ received }: Observation, { end }: Response): string | null {
  const rest = received.toString('latin1', end, end + 200).replace(/^[\r\n]+/, '')
  return rest === '' || /^HTTP\//i.test(rest) || 'HTTP/'.startsWith(rest) ? null : rest
}

function declaredLength(observation: Observation, { head, framing }: Response): string {
  if (framing === 'chunked') return 'chunked content'
  if (framing === 'none' && firstRequest(observation)?.method === 'HEAD') return `a ${head.status} to HEAD`
  const lengths = fieldValues(head.fields, 'Content-Length')
  return lengths.length > 0 && framing !== 'none'
    ? `Content-Length: ${shownValues(lengths)}`
    : `a ${head.status} without content`
}

/** What is wrong with the end of one response (RFC 9112 6.3). */
function framingFault(observation: Observation, response: Response, isLast: boolean): Finding | null {
  const { framing, complete, head, bodyStart, end } = response
  const told = declaredLength(observation, response)
  const lengths = fieldValues(head.fields, 'Content-Length')
  if (lengths.length > 0 && contentLength(head) === null)
    return { verdict: 'fail', got: told, because: 'RFC 9110 8.6: Content-Length is a decimal number' }
  if (complete) {
    const more = isLast && framing !== 'close' ? bytesAfter(observation, response) : null
    if (more === null) return null
    const because = 'RFC 9112 6.3: octets follow the end of the response that belong to no other'
    return { verdict: 'fail', got: `${told}, then "${shown(more, 40)}"`, because }
  }
  if (framing !== 'close' && observation.recording.ended === 'closed')
    return {
      verdict: 'fail',
      got: `${told}, and the connection closed after ${end - bodyStart} octets of it`,
      because: 'RFC 9112 6.3, 8: the response is incomplete',
    }
  if (quietMs(observation) < OPEN_MS) return null
  const because = 'RFC 9112 6.3: a client cannot tell where this response ends'
  const got = framing === 'close' ? 'no length' : `${told}, of which ${end - bodyStart} octets came`
  return { verdict: 'warn', got: `${got}, and the connection still open after ${OPEN_MS} ms`, because }
}

/** 12.49: of what is wrong with the responses of one connection, the worst; one that a RST cut is no evidence. */
const isWellFramed: Check = (observation) => {
  if (cutByReset(observation)) return null
  const responses = finals(observation)
  const last = observation.answers.at(-1)?.final
  const faults = responses.flatMap((response) => framingFault(observation, response, response === last) ?? [])
  return faults.find(({ verdict }) => verdict === 'fail') ?? faults[0] ?? null
}

function allCut(evidence: readonly Evidence[]): Finding | null {
  return evidence.every(({ observation }) => cutByReset(observation))
    ? { verdict: 'inconclusive', because: 'every answer was cut by a reset' }
    : null
}

/** The cases of this suite whose requests are no HTTP/1.1 messages. */
const MALFORMED = [
  ...['12.05', '12.06', '12.10', '12.11', '12.12', '12.14', '12.15', '12.16', '12.17', '12.18', '12.19', '12.20'],
  ...['12.21', '12.22', '12.23', '12.25', '12.26', '12.27', '12.28', '12.29', '12.30'],
]

/** The connection was ended, and not one octet of an answer had come. */
function isSilentDrop(observation: Observation): boolean {
  const { received, recording } = observation
  return recording.connectedMs !== null && received.length === 0 && outcomesOf(observation, []).includes('dropped')
}

function isRefusal(observation: Observation): boolean {
  return (statusOf(observation) ?? 0) >= 400 || isSilentDrop(observation)
}

const getsAnAnswer: Check = (observation) =>
  isSilentDrop(observation)
    ? {
        verdict: 'warn',
        got: 'the connection ended without a response',
        because:
          'RFC 6455 4.2.1: the server returns a response with an error code; 10.7 lets it drop the connection, and it SHOULD say why',
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
      says: 'content of the declared length, whole chunks, or a close that ends it',
      of: showsItsEnd,
      each: isWellFramed,
      all: allCut,
      from: ['1.02', '3.01', '5.01', '6.02', '12.05', '12.06', '12.10', '12.13', '12.25', '12.44'],
      absent: 'every request was answered with 101, or not at all',
    },
    why: 'A refusal without a readable end holds the client until some timeout, or spoils the next answer on the connection.',
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
      says: 'a status that refuses, not a silent end of the connection',
      of: (observation, from) => MALFORMED.includes(from) && isRefusal(observation),
      each: getsAnAnswer,
      from: MALFORMED,
      absent: 'no malformed request was refused',
    },
    why: 'Who gets no answer looks for the fault in the network.',
  },
]
