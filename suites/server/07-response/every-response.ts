import type { Case } from '../../../harness/case/case'
import { rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import type { Observation } from '../../../harness/case/observation'
import { statusOf } from '../../../harness/judge/answer'
import { R } from '../../requirements'
import { headsOf } from '../parts/heads'
import { elementsByGrammar } from './parts/clauses'
import { recordsField, syntax } from './parts/head-fields'

function isSwitch(observation: Observation): boolean {
  return observation.opened
}

function isFinal(observation: Observation): boolean {
  return statusOf(observation) !== null
}

const REFUSED = ['5.01', '6.02']

/** Requirements for every response, or for every response except a 101. */
export const everyResponseCases: readonly Case[] = [
  {
    id: '7.11',
    level: 'MUST',
    title: 'Field lines of responses have valid syntax',
    source: [
      elementsByGrammar,
      rfc9112('2.1'),
      rfc9112('2.2', 'paragraph 4'),
      rfc9112('5'),
      rfc9112('5.2'),
      rfc9110('5.5'),
    ],
    tests: [R.responseIsValidHttp],
    derived: {
      says: 'CRLF line ends, token names, no folded line, no space before a colon, no bare CR or NUL',
      of: (observation) => headsOf(observation).length > 0,
      each: syntax,
      from: REFUSED,
      absent: 'there was no HTTP response',
    },
    why: 'One client forgives such a fault and another gives up, so the server works in some browsers only.',
  },
  {
    id: '7.16',
    level: 'INFO',
    title: 'Responses have no Sec-WebSocket-Key',
    source: [rfc6455('11.3.1', 'sent from the client to the server')],
    tests: [],
    derived: {
      says: 'no Sec-WebSocket-Key in a response',
      of: isFinal,
      each: recordsField('Sec-WebSocket-Key', 'RFC 6455 11.3.1: the field is sent from the client to the server'),
      from: REFUSED,
      absent: 'there was no HTTP response',
    },
  },
  {
    id: '7.21',
    level: 'INFO',
    title: 'Responses other than 101 have no Sec-WebSocket-Accept',
    source: [rfc6455('11.3.3'), rfc6455('1.3', 'not normative')],
    tests: [],
    derived: {
      says: 'no Sec-WebSocket-Accept',
      of: (observation) => isFinal(observation) && !isSwitch(observation),
      each: recordsField(
        'Sec-WebSocket-Accept',
        'RFC 6455 11.3.3: the field confirms that the server is willing to open a WebSocket',
      ),
      from: REFUSED,
      absent: 'no response had another status than 101',
    },
  },
]
