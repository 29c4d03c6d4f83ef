import type { Case, Part } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import type { Edit } from '../../../harness/case/edit'
import type { Answer } from '../../../harness/case/http-message'
import { anything, observed } from '../../../harness/judge/expectations'
import { fieldValues, listMembers, sameName } from '../../../harness/wire/http1/fields'
import { R } from '../../requirements'
import { afterSwitch, connectionFails } from '../parts/after-switch'
import { CLOSING_MS, hasEnded, STAYS_OPEN } from '../parts/link'
import { persistent, recordsNextAnswer, servesNext, THEN_BASE } from '../parts/next-request'
import { PLAIN_GET } from '../parts/plain-get'
import { reasonOf } from '../parts/reason'
import { hasStatusLine, newProtocolFollows, statusLineAfterSwitch } from '../parts/second-response'
import { noFurtherRequests, unmaskedCloses } from './parts/clauses'

/** Handshakes that must be refused, after which 13.17 sends BASE on the same connection. */
const REFUSED_HANDSHAKES: readonly [name: string, send: Edit][] = [
  ['no key, then BASE', { fields: { 'Sec-WebSocket-Key': null } }],
  ['no version, then BASE', { fields: { 'Sec-WebSocket-Version': null } }],
  ['Upgrade: foo, then BASE', { fields: { Upgrade: 'foo' } }],
]

const staysOpenAfterHttp = connectionFails(reasonOf(unmaskedCloses, '"GE" is an unmasked frame'), (observation) => {
  const line = statusLineAfterSwitch(observation)
  return line === null ? null : `"${line}" after the 101`
})

/** 13.18: a server that sends no second response does not read HTTP; what it lacks is the check of the mask, as in 14.04. */
const failsOnHttp: Check = (observation, context) => {
  const finding = staysOpenAfterHttp(observation, context)
  const readsHttp = statusLineAfterSwitch(observation) !== null
  return finding && !readsHttp ? { ...finding, blame: { cause: 'mask-not-checked', impact: 'bypass' } } : finding
}

/** 13.22: true for a final response if it, or with `asked` the request, has the option close. A 101 is not final (RFC 9112 9.6). */
function saysClose({ final, opened }: Answer, asked: boolean): boolean {
  if (!final || opened) return false
  return asked || listMembers(fieldValues(final.head.fields, 'Connection')).some((option) => sameName(option, 'close'))
}

const closeReceived = rfc9112(
  '9.6',
  '',
  'A server that receives a "close" connection option MUST initiate closure of the connection (see below) after it sends the final response to the request that contained the "close" connection option.',
)

const closeSent = rfc9112(
  '9.6',
  '',
  'A server that sends a "close" connection option MUST initiate closure of the connection (see below) after it sends the response containing the "close" connection option.',
)

/** After close the server closes the connection and processes no further request. */
function closesAfterClose(asked: boolean): Check {
  return (observation) => {
    if (!saysClose(observation.answers[0], asked))
      return { verdict: 'skip', because: 'neither the request nor a final response has close' }
    const second = observation.answers[1]?.final?.head
    if (second)
      return { verdict: 'fail', got: `a further response: ${second.status}`, because: reasonOf(noFurtherRequests) }
    return hasEnded(observation)
      ? null
      : { verdict: 'fail', got: STAYS_OPEN, because: reasonOf(asked ? closeReceived : closeSent) }
  }
}

/**
 * A part that sends BASE after the answer to a request with close, or after an answer with close.
 * @param asked true if the request has close
 */
function closePart(name: string, asked: boolean, send: Edit): Part {
  return {
    name,
    send,
    steps: [
      { do: 'send' },
      { do: 'answer' },
      {
        do: 'onlyIf',
        says: 'the request or its final response has close',
        answer: (answer) => saysClose(answer, asked),
      },
      { do: 'send', edit: {} },
      { do: 'await', octets: hasStatusLine, within: CLOSING_MS },
    ],
    lasts: CLOSING_MS,
    expect: observed({
      says: 'FIN or RST within 5 s, and no further response',
      rows: Object.fromEntries(['2xx', '3xx', '4xx', '5xx'].map((outcome) => [outcome, 'pass'])),
      checks: [closesAfterClose(asked)],
    }),
  }
}

/** A handshake that must be refused, with this Connection. */
function version14(connection: string): Edit {
  return { fields: { 'Sec-WebSocket-Version': '14', Connection: connection } }
}

/** 13.22: close in the request, and close in the refusal. */
const CLOSE_PARTS: readonly Part[] = [
  closePart('close and Upgrade in the request', true, version14('Upgrade, close')),
  closePart('close alone in the request', true, version14('close')),
  closePart('close in the refusal', false, version14('Upgrade')),
]

/** Cases on further requests over the same connection. */
export const reuseCases: readonly Case[] = [
  {
    id: '13.16',
    level: 'SHOULD',
    title: 'Handshake after a plain GET on the same connection',
    source: [persistent],
    tests: [R.keptConnectionServesNext],
    parts: [
      {
        name: 'a GET, then BASE',
        send: PLAIN_GET,
        steps: THEN_BASE,
        expect: anything({
          says: '101 to BASE, if the connection is kept',
          rows: { '101': 'observed', dropped: 'observed', silent: 'observed' },
          checks: [servesNext('observed')],
        }),
      },
    ],
    why: 'Browsers and proxies reuse the connection over which they received the page.',
  },
  {
    id: '13.17',
    level: 'INFO',
    title: 'Handshake after a refused one on the same connection',
    source: [rfc9112('9.3')],
    tests: [],
    parts: REFUSED_HANDSHAKES.map(([name, send]) => ({
      name,
      send,
      steps: THEN_BASE,
      expect: observed({ says: '101 to BASE on the same connection, or a close', checks: [recordsNextAnswer] }),
    })),
  },
  {
    id: '13.18',
    level: 'MUST',
    title: 'Second opening handshake after the 101 response',
    source: [unmaskedCloses, rfc6455('5.2'), rfc9110('7.8'), newProtocolFollows],
    tests: [R.noHttpAfter101],
    sameFaultAs: ['14.04'],
    meaning: 2,
    parts: [
      {
        name: 'BASE again',
        steps: [
          { do: 'send' },
          { do: 'answer' },
          { do: 'send' },
          { do: 'await', octets: hasStatusLine, within: CLOSING_MS },
        ],
        lasts: CLOSING_MS,
        expect: afterSwitch('FIN or RST within 5 s, and no second response', failsOnHttp),
      },
    ],
    why: 'A proxy that does not notice the switch sends its next request on this connection and reads the next bytes as the answer.',
  },
  {
    id: '13.22',
    level: 'MUST',
    title: 'Server closes the connection after Connection: close',
    source: [closeReceived, closeSent, noFurtherRequests],
    tests: [R.bodyReadOrConnectionClosed],
    parts: CLOSE_PARTS,
    why: "The next request on a proxy's connection may belong to another user.",
  },
]
