import type { Case, Contest } from '../../../harness/case/case'
import { rfc2616, rfc6455, rfc9110 } from '../../../harness/case/clause'
import { accepted, observed, refused } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { eachOffer, offer, supported } from './parts/offers'
import { recordsSelection, selectsNothing, selectsSameAs } from './parts/selection-checks'

const refusedOrIgnored = refused({
  says: 'a 4xx; a 101 without the field is contested, a 101 with it fails',
  rows: { '101': 'contested' },
  checks: [selectsNothing('RFC 6455 4.2.2 /subprotocol/: the value is a token, and no offered value is one')],
})

const selection = rfc6455('4.2.2', '/subprotocol/')
const oneLogically = [rfc6455('11.3.4', 'logically the same'), rfc9110('5.2'), rfc9110('2.4')]
const grammar = [rfc6455('4.2.1', 'introduction: ABNF'), rfc6455('4.3', '1#token'), rfc6455('4.2.1', 'item 8')]

const tokens: Contest = {
  strict: 'RFC 6455 4.3: the field is 1#token; RFC 6455 4.2.1: a server MUST refuse any violation of the ABNF',
  lenient:
    'RFC 6455 4.2.1: the server parses "at least part" of the handshake, and item 8 lists this field as optional',
}

/** The syntax of the list of offered subprotocols. */
export const listSyntaxCases: readonly Case[] = [
  {
    id: '8.05',
    level: 'MUST',
    title: 'Sec-WebSocket-Protocol list without spaces or with HTAB',
    source: [rfc9110('5.6.1.2'), rfc9110('5.6.3'), rfc6455('4.3', '1#token')],
    tests: [R.subprotocolListByPreference, R.owsAcceptedWhereAllowed],
    needs: ['subprotocols'],
    parts: [
      { name: 'comma and space', send: offer((vars) => `x-none, ${supported(vars)}`) },
      ...eachOffer(
        [
          ['no space', (vars) => `x-none,${supported(vars)}`],
          ['HTAB on both sides', (vars) => `x-none\t,\t${supported(vars)}`],
        ],
        accepted({
          says: 'the same answer as to the list with a comma and a space',
          checks: [selectsSameAs('comma and space', true)],
        }),
      ),
    ],
    why: 'Browsers send a comma and a space; other clients do not.',
  },
  {
    id: '8.06',
    level: 'MUST',
    title: 'Two Sec-WebSocket-Protocol field lines',
    source: oneLogically,
    tests: [R.subprotocolListByPreference, R.subprotocolRepeatsOnlyInRequest],
    needs: ['subprotocols'],
    parts: [
      { name: 'one line', send: offer((vars) => `x-none, ${supported(vars)}`) },
      {
        name: 'two lines',
        send: offer((vars) => ['x-none', supported(vars)]),
        expect: accepted({
          says: 'the same answer as to the list on one line',
          checks: [selectsSameAs('one line', true)],
        }),
      },
    ],
    why: 'A server that reads only one line misses the names in the other.',
  },
  {
    id: '8.07',
    level: 'MUST',
    title: 'Two Sec-WebSocket-Protocol field lines with lists',
    source: oneLogically,
    tests: [R.subprotocolListByPreference, R.subprotocolRepeatsOnlyInRequest],
    needs: ['subprotocols'],
    parts: [
      { name: 'one line', send: offer((vars) => `a, b, c, ${supported(vars)}`) },
      {
        name: 'two lines',
        send: offer((vars) => ['a, b', `c, ${supported(vars)}`]),
        expect: accepted({
          says: 'the same answer as to the list on one line',
          checks: [selectsSameAs('one line', true)],
        }),
      },
    ],
  },
  {
    id: '8.11',
    level: 'MUST',
    title: 'Sec-WebSocket-Protocol is empty',
    contested: {
      strict:
        'RFC 6455 4.2.1: a server MUST refuse any violation of the ABNF, and 1#token (4.3) is not empty (RFC 9110 5.6.1.2)',
      lenient: 'RFC 9110 5.6.1.2: a recipient ignores empty elements, and a list without members offers nothing',
    },
    source: [rfc6455('4.3', '1#token'), rfc6455('4.2.1', 'introduction: ABNF'), rfc9110('5.6.1.2')],
    tests: [
      R.invalidHandshakeIsHttpError,
      R.subprotocolListByPreference,
      R.noSubprotocolUnlessAgreed,
      R.subprotocolIsOneToken,
    ],
    parts: [{ name: 'empty', send: offer({ line: 'Sec-WebSocket-Protocol:' }), expect: refusedOrIgnored }],
    why: 'Libraries send it when they offer nothing. When a server sent it back empty, Chrome refused the connection and Firefox opened it.',
  },
  {
    id: '8.12',
    level: 'MUST',
    title: 'Empty list elements in Sec-WebSocket-Protocol',
    contested: {
      strict: 'RFC 9110 5.6.1.2 (RFC 2616 2.1): a recipient MUST parse and ignore empty list elements',
      lenient: 'RFC 6455 4.1 item 10: the elements MUST be non-empty strings',
    },
    source: [rfc9110('5.6.1.2'), rfc2616('2.1', 'null elements'), rfc6455('4.1', 'item 10')],
    tests: [R.subprotocolListByPreference, R.emptyListElementsIgnored],
    needs: ['subprotocols'],
    parts: [
      { name: 'without empty members', send: offer(supported) },
      ...eachOffer(
        [
          ['in the middle', (vars) => `${supported(vars)},,x-none`],
          ['at the end', (vars) => `${supported(vars)}, `],
          ['at the start', (vars) => `,${supported(vars)}`],
        ],
        accepted({
          says: 'the same answer as to the subprotocol alone; a 4xx is contested',
          rows: { '4xx': 'contested' },
          checks: [selectsSameAs('without empty members', false)],
        }),
      ),
    ],
    why: 'Code that joins names leaves such commas when one of the names is empty.',
  },
  {
    id: '8.13',
    level: 'MUST',
    title: 'Offered subprotocol is not a token (a/b, a=b, a;b)',
    contested: tokens,
    source: [...grammar, selection],
    tests: [R.invalidHandshakeIsHttpError, R.subprotocolListByPreference, R.subprotocolIsOneToken],
    parts: eachOffer(
      ['a/b', 'a=b', 'a;b'].map((value) => [value, value]),
      refusedOrIgnored,
    ),
    why: 'Where servers accept such names, clients begin to use them. A page in a browser cannot: new WebSocket() throws on them.',
  },
  {
    id: '8.14',
    level: 'MUST',
    title: 'Space or quotes in an offered subprotocol',
    contested: tokens,
    source: [...grammar, selection],
    tests: [R.invalidHandshakeIsHttpError, R.subprotocolListByPreference, R.subprotocolIsOneToken],
    parts: eachOffer(
      [
        ['a space', 'a b'],
        ['quotes', ({ subprotocols }) => `"${subprotocols[0] ?? 'chat'}"`],
      ],
      refusedOrIgnored,
    ),
    why: 'A name in quotes is another name. A server that removes the quotes selects a name that was not offered.',
  },
  {
    id: '8.15',
    level: 'INFO',
    title: 'Supported subprotocol offered with a malformed one',
    source: grammar,
    tests: [R.subprotocolListByPreference],
    needs: ['subprotocols'],
    parts: [
      {
        name: 'a known one and "a b"',
        send: offer((vars) => `${supported(vars)}, a b`),
        expect: observed({ checks: [recordsSelection] }),
      },
    ],
  },
  {
    id: '8.20',
    level: 'MUST',
    title: 'Non-ASCII bytes in an offered subprotocol',
    contested: tokens,
    source: [rfc6455('4.1', 'item 10: U+0021 to U+007E'), ...grammar],
    tests: [R.invalidHandshakeIsHttpError, R.subprotocolListByPreference, R.subprotocolIsOneToken],
    parts: eachOffer([['C3 A9', '\xc3\xa9']], refusedOrIgnored),
    why: 'Read as Latin-1 and written as UTF-8, the two bytes come back as four: a name that nobody offered.',
  },
]
