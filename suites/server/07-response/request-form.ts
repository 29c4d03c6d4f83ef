import type { Case } from '../../../harness/case/case'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import type { Edit } from '../../../harness/case/edit'
import { acceptIsRight } from '../../../harness/judge/checks'
import { accepted } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { wholeHeaderSection } from '../parts/message-clauses'
import { orderIsFree } from './parts/clauses'
import { acceptedWhenComplete, inTwoPieces } from './parts/two-pieces'

/** `name` with every second letter in upper case. */
function alternating(name: string): string {
  return [...name].map((letter, index) => (index % 2 ? letter.toUpperCase() : letter.toLowerCase())).join('')
}

const SPELLINGS: readonly [string, (name: string) => string][] = [
  ['lower case', (name) => name.toLowerCase()],
  ['upper case', (name) => name.toUpperCase()],
  ['aLtErNaTe', alternating],
]

/** The Sec- fields right after Host. */
function secFirst(names: string[]): string[] {
  const isSec = (name: string) => name.startsWith('Sec-')
  return ['Host', ...names.filter(isSec), ...names.filter((name) => !isSec(name))]
}

/** Puts the field `name` after all others. */
function lastOf(name: string) {
  return (names: string[]): string[] => [...names.filter((other) => other !== name), name]
}

const UNKNOWN: readonly [string, Edit['fields'] & object][] = [
  ['X-Unknown', { 'X-Unknown': 'y' }],
  ['Sec-WebSocket-Foo', { 'Sec-WebSocket-Foo': 'bar' }],
  ['Sec-WebSocket-Origin', { 'Sec-WebSocket-Origin': ({ origin }) => origin }],
  ['Sec-WebSocket-Draft', { 'Sec-WebSocket-Draft': '2' }],
]

/** What the server must read in a request: the whole header section, in any order and letter case. */
export const requestFormCases: readonly Case[] = [
  {
    id: '7.10',
    level: 'MUST',
    title: 'No 101 response before the request is complete',
    source: [wholeHeaderSection],
    tests: [R.requestParsedSufficiently, R.wholeHeaderSectionFirst, R.partialRequestNotApplied],
    parts: [
      { name: 'without the last LF', steps: inTwoPieces(-1), expect: acceptedWhenComplete },
      { name: 'without the last CRLF', steps: inTwoPieces(-2), expect: acceptedWhenComplete },
    ],
    why: 'A field that is still to come may be the one that forbids the request.',
  },
  {
    id: '7.12',
    level: 'MUST',
    title: 'Request field lines in another order',
    source: [orderIsFree, rfc6455('1.3'), rfc9110('5.3')],
    tests: [R.elementsReadAsDefined],
    parts: [
      { name: 'reversed', send: { order: (names) => names.toReversed() }, expect: accepted() },
      { name: 'Sec-* before Upgrade', send: { order: secFirst }, expect: accepted() },
    ],
    why: "Go's net/http sorts the fields of a request by name, so the key comes before Upgrade.",
  },
  {
    id: '7.13',
    level: 'MUST',
    title: 'Field names in lower, upper or mixed case',
    source: [rfc9110('5.1', '', 'Field names are case-insensitive'), rfc6455('4.1', 'last paragraphs')],
    tests: [R.fieldNamesCaseInsensitive],
    parts: SPELLINGS.map(([name, spell]) => ({ name, send: { spell }, expect: accepted() })),
    why: 'Proxies and HTTP/2 gateways send field names in lower case.',
  },
  {
    id: '7.14',
    level: 'SHOULD',
    title: 'Unknown fields in the opening handshake',
    source: [
      rfc9110('5.1', '', 'Other recipients SHOULD ignore unrecognized header and trailer fields.'),
      rfc6455('4.2.1', 'item 10', 'Unknown header fields are ignored'),
    ],
    tests: [R.unknownFieldsIgnored],
    parts: UNKNOWN.map(([name, fields]) => ({ name, send: { fields }, expect: accepted() })),
    why: 'Proxies add fields of their own, and every new field of HTTP is unknown at first.',
  },
  {
    id: '7.15',
    level: 'MAY',
    title: 'Cookie in the opening handshake',
    source: [rfc6455('4.2.1', 'item 10'), rfc6455('1.3', 'last paragraph')],
    tests: [R.unknownFieldsIgnored],
    parts: [{ name: 'two cookies', send: { cookies: 'a=b; c=d' }, expect: accepted() }],
  },
  {
    id: '7.24',
    level: 'MUST',
    title: 'Each required field as the last field line',
    introduced: '1.1',
    source: [orderIsFree, rfc9110('5.3')],
    tests: [R.elementsReadAsDefined],
    sameFaultAs: ['7.12'],
    parts: ['Upgrade', 'Connection', 'Sec-WebSocket-Key', 'Sec-WebSocket-Version'].map((name) => ({
      name,
      send: { order: lastOf(name) },
      expect: accepted({ checks: [acceptIsRight()] }),
    })),
    why: 'A parser that looks for the line end in front of the next field loses the last line, or a part of it. 2.17 has Host there.',
  },
]
