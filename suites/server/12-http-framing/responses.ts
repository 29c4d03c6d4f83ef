import type { Case } from '../../../harness/case/case'
import type { Check, Finding } from '../../../harness/case/check'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import type { Evidence } from '../../../harness/case/derived'
import type { Observation } from '../../../harness/case/observation'
import { statusOf } from '../../../harness/judge/answer'
import { outcomesOf } from '../../../harness/judge/outcome'
import { R } from '../../requirements'
import { reasonOf } from '../parts/reason'
import { byLength } from './parts/clauses'
import { cutByReset, isWellFramed, noContentToHead, showsItsEnd, wholeMessage } from './parts/response-framing'

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

/** RFC 6455 10.7 also lets the server drop the connection. */
const statusOnRefusal = rfc6455('10.7', '', 'the server SHOULD return an appropriate HTTP [RFC2616] status code')

/** 12.50: a refused request gets a response. */
const getsAnAnswer: Check = (observation) =>
  isSilentDrop(observation)
    ? {
        verdict: 'warn',
        got: 'the connection ended without a response',
        because: reasonOf(statusOnRefusal),
      }
    : null

/** Cases on every response of the run. */
export const responseCases: readonly Case[] = [
  {
    id: '12.49',
    level: 'MUST',
    title: 'Responses other than 101 have correct message framing',
    source: [byLength, noContentToHead, wholeMessage, rfc9110('8.6')],
    tests: [R.badBodyFramingAnswered400],
    meaning: 2,
    derived: {
      says: 'a whole header section; then content of the declared length, complete chunks, or a close at its end',
      of: showsItsEnd,
      each: isWellFramed,
      all: allCut,
      from: ['1.02', '3.01', '5.01', '6.02', '12.05', '12.06', '12.10', '12.13', '12.25', '12.38', '12.44'],
      absent: 'no request was answered with another status than 101',
    },
    why: 'If the end of a refusal is unclear, the client waits for a timeout, or misreads the next answer on the connection.',
  },
  {
    id: '12.50',
    level: 'SHOULD',
    title: 'Malformed requests get an HTTP response',
    source: [
      statusOnRefusal,
      rfc6455('4.2.1', 'introduction', 'return an HTTP response with an appropriate error code'),
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
