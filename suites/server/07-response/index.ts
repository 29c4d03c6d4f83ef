import type { Case, Part, Suite } from '../../../harness/case/case'
import { rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import type { Observation } from '../../../harness/case/observation'
import type { Edit } from '../../../harness/case/request'
import { answered, statusOf } from '../../../harness/judge/answer'
import { acceptIsRight, opensWebSocket } from '../../../harness/judge/checks'
import { accepted, REFUSED_IS_NO_EVIDENCE } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { addingCookies } from '../parts/cookies'
import { headsOf } from '../parts/heads'
import { oneAccept } from '../parts/one-accept'
import { noSecondResponse } from '../parts/second-response'
import { acceptForm, acceptValue } from './accept'
import { acceptedWhenComplete, framesOnly, inTwo, liveLink, silentWindow } from './behind'
import {
  closeOption,
  connectionOptions,
  interimResponses,
  noContentLength,
  statusLine,
  syntax,
  told,
  upgradeValue,
  without,
} from './head'

function isSwitch(observation: Observation): boolean {
  return statusOf(observation) === 101
}

function isFinal(observation: Observation): boolean {
  return statusOf(observation) !== null
}

function alternating(name: string): string {
  return [...name].map((letter, index) => (index % 2 ? letter.toUpperCase() : letter.toLowerCase())).join('')
}

const SPELLINGS: readonly [string, (name: string) => string][] = [
  ['lower case', (name) => name.toLowerCase()],
  ['upper case', (name) => name.toUpperCase()],
  ['aLtErNaTe', alternating],
]

function secFirst(names: string[]): string[] {
  const isSec = (name: string) => name.startsWith('Sec-')
  return ['Host', ...names.filter(isSec), ...names.filter((name) => !isSec(name))]
}

const UNKNOWN: readonly [string, Edit['fields'] & object][] = [
  ['X-Unknown', { 'X-Unknown': 'y' }],
  ['Sec-WebSocket-Foo', { 'Sec-WebSocket-Foo': 'bar' }],
  ['Sec-WebSocket-Origin', { 'Sec-WebSocket-Origin': ({ origin }) => origin }],
  ['Sec-WebSocket-Draft', { 'Sec-WebSocket-Draft': '2' }],
]

/** No clause obliges a server to hold fifty at once; what it answers 101 must be right. */
const FIFTY: readonly Part[] = Array.from({ length: 50 }, (_, index) => ({
  name: `connection ${index + 1}`,
  send: { text: addingCookies(`wsspec=${index + 1}`) },
  expect: accepted({
    says: 'each Sec-WebSocket-Accept belongs to its own key',
    rows: {
      '4xx': 'observed',
      '5xx': 'observed',
      '429': 'observed',
      '503': 'observed',
      dropped: 'observed',
      silent: 'observed',
    },
    checks: [acceptIsRight()],
  }),
}))

const REFUSED = ['5.01', '6.02']
const no101 = 'no request was answered 101'

const cases: Case[] = [
  {
    id: '7.01',
    level: 'MUST',
    title: 'Sec-WebSocket-Accept is right for the key that was sent',
    source: [rfc6455('4.2.2', 'step 5.4')],
    tests: [R.acceptMatchesKey],
    parts: [
      {
        name: 'a random key',
        expect: accepted({
          says: '101 with the base64 of the SHA-1 of key and GUID',
          rows: REFUSED_IS_NO_EVIDENCE,
          checks: [acceptValue],
        }),
      },
    ],
    why: 'It proves to the client that the server read this handshake. Every client compares it to the octet.',
  },
  {
    id: '7.02',
    level: 'MUST',
    title: 'A 101 response has exactly one Sec-WebSocket-Accept',
    source: [rfc6455('11.3.3')],
    tests: [R.acceptMatchesKey, R.acceptSingle],
    derived: { says: 'one Sec-WebSocket-Accept line in every 101', of: opensWebSocket, each: oneAccept, absent: no101 },
    why: 'Browsers fail the connection when the field stands twice, even with the right value twice.',
  },
  {
    id: '7.03',
    level: 'MUST',
    title: 'Sec-WebSocket-Accept is the base64 of 20 bytes',
    source: [rfc6455('4.2.2', 'step 5.4: ABNF')],
    tests: [R.acceptMatchesKey, R.responseFieldsMatchGrammar],
    derived: {
      says: '28 characters of canonical base64, the last of them "="',
      of: (observation) => opensWebSocket(observation) && answered(observation, 'Sec-WebSocket-Accept').length > 0,
      each: acceptForm,
      absent: 'no 101 carried Sec-WebSocket-Accept',
    },
    why: 'Clients compare strings: another alphabet, a line feed or a missing "=" fails as surely as a wrong hash.',
  },
  {
    id: '7.04',
    level: 'MUST',
    title: 'A 101 response has Upgrade: websocket',
    source: [rfc6455('4.2.2', 'step 5.2'), rfc9110('15.2.2')],
    tests: [R.responseUpgradeIsWebsocket, R.upgradeRequiredIn101],
    derived: { says: 'one Upgrade: websocket, in any case', of: opensWebSocket, each: upgradeValue, absent: no101 },
    why: 'A client fails the connection without it, and a proxy in front may not switch.',
  },
  {
    id: '7.05',
    level: 'MUST',
    title: 'A 101 response has Connection: Upgrade',
    source: [rfc6455('4.2.2', 'step 5.3'), rfc9110('7.8')],
    tests: [R.responseConnectionIsUpgrade],
    derived: { says: 'Connection with the option upgrade', of: opensWebSocket, each: connectionOptions, absent: no101 },
    why: 'A client fails the connection without it, and a proxy in front may go on speaking HTTP.',
  },
  {
    id: '7.06',
    level: 'MUST',
    title: 'A 101 response has a well-formed status line',
    source: [rfc9112('4'), rfc6455('4.2.2', 'step 5.1')],
    tests: [R.responseIsValidHttp, R.responseStatusIs101, R.spAfterStatusCode],
    derived: {
      says: 'HTTP-version SP 101 SP, any reason or none, CRLF',
      of: isSwitch,
      each: statusLine,
      absent: no101,
    },
    why: 'Without a reason the space before it is easily forgotten. A client that splits the line in three then finds two.',
  },
  {
    id: '7.07',
    level: 'MUST',
    title: 'A 101 response has no Content-Length',
    source: [rfc9110('8.6'), rfc9112('6.3', 'item 1')],
    tests: [R.noContentLengthIn1xx],
    derived: { says: 'no Content-Length', of: isSwitch, each: noContentLength, absent: no101 },
    why: 'A client or hop that believes it swallows the first frames as content.',
  },
  {
    id: '7.08',
    level: 'MUST',
    title: 'A 101 response has no Transfer-Encoding',
    source: [rfc9112('6.1')],
    tests: [R.transferEncodingOnlyWhereAllowed],
    derived: {
      says: 'no Transfer-Encoding',
      of: isSwitch,
      each: without('Transfer-Encoding', 'RFC 9112 6.1: a server MUST NOT send Transfer-Encoding in a 1xx'),
      absent: no101,
    },
    why: 'A client or hop that believes it reads the first frames as chunks.',
  },
  {
    id: '7.09',
    level: 'MUST',
    title: 'Bytes after a 101 response are WebSocket frames',
    source: [rfc9112('6.3', 'item 1'), rfc6455('4.2.2', 'last paragraph'), rfc6455('5.1')],
    tests: [R.serverMaySendOnceOpen, R.serverFramesUnmasked, R.noContentIn101],
    parts: [
      {
        name: 'silence behind the 101',
        steps: silentWindow,
        expect: accepted({
          says: 'nothing, valid unmasked frames, or a close',
          rows: REFUSED_IS_NO_EVIDENCE,
          checks: [framesOnly],
        }),
      },
    ],
    derived: {
      says: 'nothing, valid unmasked frames, or a close',
      of: opensWebSocket,
      each: framesOnly,
      absent: no101,
    },
    why: 'A page sent behind the 101, or the line feed of an echo, breaks the first frame for every client.',
  },
  {
    id: '7.10',
    level: 'MUST',
    title: 'No 101 response before the request is complete',
    source: [rfc9110('5.3', 'last paragraph')],
    tests: [R.requestParsedSufficiently, R.wholeHeaderSectionFirst, R.partialRequestNotApplied],
    parts: [
      { name: 'without the last LF', steps: inTwo(-1), expect: acceptedWhenComplete },
      { name: 'without the last CRLF', steps: inTwo(-2), expect: acceptedWhenComplete },
    ],
    why: 'A field that is still to come may be the one that forbids the request.',
  },
  {
    id: '7.11',
    level: 'MUST',
    title: 'Field lines of responses have valid syntax',
    source: [
      rfc9110('2.2'),
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
    why: 'What one client forgives makes another give up: the server that works in one browser only.',
  },
  {
    id: '7.12',
    level: 'MUST',
    title: 'Request field lines in another order',
    source: [rfc6455('1.3'), rfc6455('4.2.1', 'introduction')],
    tests: [R.elementsReadAsDefined],
    parts: [
      { name: 'reversed', send: { order: (names) => names.toReversed() }, expect: accepted() },
      { name: 'Sec-* before Upgrade', send: { order: secFirst }, expect: accepted() },
    ],
    why: "Go's net/http sorts the fields of a request by name, so that the key comes before Upgrade.",
  },
  {
    id: '7.13',
    level: 'MUST',
    title: 'Field names in lower, upper or mixed case',
    source: [rfc6455('4.1', 'last paragraphs'), rfc9110('5.1')],
    tests: [R.fieldNamesCaseInsensitive],
    parts: SPELLINGS.map(([name, spell]) => ({ name, send: { spell }, expect: accepted() })),
    why: 'Proxies and HTTP/2 gateways send field names in lower case.',
  },
  {
    id: '7.14',
    level: 'SHOULD',
    title: 'Unknown fields in the opening handshake',
    source: [rfc9110('5.1'), rfc6455('4.2.1', 'item 10')],
    tests: [R.unknownFieldsIgnored],
    parts: UNKNOWN.map(([name, fields]) => ({ name, send: { fields }, expect: accepted() })),
    why: 'Proxies add fields of their own, and whatever is new in HTTP begins as a field that nobody knows.',
  },
  {
    id: '7.15',
    level: 'MAY',
    title: 'Cookie in the opening handshake',
    source: [rfc6455('4.2.1', 'item 10'), rfc6455('1.3', 'last paragraph')],
    tests: [R.unknownFieldsIgnored],
    parts: [{ name: 'two cookies', send: { text: addingCookies('a=b; c=d') }, expect: accepted() }],
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
      each: told('Sec-WebSocket-Key', 'RFC 6455 11.3.1: sent from the client to the server'),
      from: REFUSED,
      absent: 'there was no HTTP response',
    },
  },
  {
    id: '7.17',
    level: 'MAY',
    title: 'Interim (1xx) responses before a 101 response',
    source: [rfc9110('15.2')],
    tests: [],
    derived: {
      says: 'one 101; 100, 102 and 103 may come before it',
      of: isSwitch,
      each: interimResponses,
      absent: no101,
    },
    why: 'Clients that read the first status line only take a 103 for a refusal.',
  },
  {
    id: '7.18',
    level: 'MUST',
    title: 'No second HTTP response after a 101 response',
    source: [rfc9110('7.8'), rfc9110('15.2.2')],
    tests: [R.noHttpAfter101],
    parts: [
      {
        name: 'silence behind the 101',
        steps: silentWindow,
        expect: accepted({
          says: 'no further HTTP status line',
          rows: REFUSED_IS_NO_EVIDENCE,
          checks: [noSecondResponse],
        }),
      },
    ],
    derived: { says: 'no further HTTP status line', of: opensWebSocket, each: noSecondResponse, absent: no101 },
    why: 'A framework that was not told of the switch ends the request with a response of its own. To the client it is a broken first frame.',
  },
  {
    id: '7.19',
    level: 'MUST',
    title: '50 opening handshakes in parallel',
    source: [rfc6455('4.2.2', 'step 5.4'), rfc6455('4.1', 'step 2 binds clients, not servers')],
    tests: [R.acceptMatchesKey],
    connections: 50,
    parts: FIFTY,
    why: 'An Accept that belongs to another connection tells of state that is shared between requests.',
  },
  {
    id: '7.20',
    level: 'SHOULD',
    title: 'A 101 response has no Connection: close',
    source: [rfc9112('9.6')],
    tests: [R.noConnectionCloseIn101],
    derived: { says: 'no close in Connection', of: isSwitch, each: closeOption, absent: no101 },
    why: 'A client believes it. With actix-http 3.13.0, which sent close instead of Upgrade, every handshake failed.',
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
      each: told('Sec-WebSocket-Accept', 'RFC 6455 11.3.3: it confirms that the server is willing to open the link'),
      from: REFUSED,
      absent: 'nothing was answered with another status than 101',
    },
  },
  {
    id: '7.23',
    level: 'MUST',
    title: 'A frame after the 101 response is answered',
    source: [rfc9112('6.3', 'item 1')],
    tests: [R.noContentIn101],
    parts: [
      {
        name: 'a frame right behind the 101',
        expect: accepted({
          says: '101, and behind it an echo, a Pong or another frame',
          rows: REFUSED_IS_NO_EVIDENCE,
          checks: [liveLink],
        }),
      },
    ],
    why: 'A framework that holds back what follows until the response is over leaves both sides waiting.',
  },
]

/** Suite 7: what the 101 is made of, and what of the request may not matter to it. */
export const responseSuite: Suite = {
  number: 7,
  slug: 'response',
  title: 'Sec-WebSocket-Accept and the 101 response',
  cases,
}
