import type { Case, Contest, Part } from '../../../harness/case/case'
import type { Blame } from '../../../harness/case/cause'
import { rfc2616, rfc6455, rfc9110 } from '../../../harness/case/clause'
import type { Expectation } from '../../../harness/case/expectation'
import type { Vars } from '../../../harness/case/vars'
import { accepted, observed, refused } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { acceptsLists, emptyIgnored, ows } from '../parts/list-clauses'
import { grammarIsChecked } from '../parts/must-stop'
import { reasonOf } from '../parts/reason'
import { linesAreOneList, offerGrammar } from './parts/clauses'
import { eachOffer, offer, supported } from './parts/offers'
import { NO_SPACE, recordsSelection, selectsAsIn, selectsNothing } from './parts/selection-checks'

/** What explains that an offer which breaks the grammar is accepted. */
const UNCHECKED: Blame = { cause: 'subprotocol-echoed', impact: 'lax' }

const refusedOrIgnored: Expectation = {
  ...refused({
    says: 'a 4xx; a 101 without the field is contested, a 101 with it fails',
    rows: { '101': 'contested' },
    checks: [selectsNothing(reasonOf(grammarIsChecked('4.3: 1#token, and no offered value is a token')))],
  }),
  blames: { ...refused().blames, '101': UNCHECKED },
}

const notTokens = [grammarIsChecked('4.3: 1#token'), offerGrammar, rfc6455('4.2.1', 'item 8')]

const tokens: Contest = {
  strict:
    'RFC 6455 4.2.1: "including but not limited to any violations of the ABNF grammar specified for the components of the handshake, the server MUST stop processing the client\'s handshake"; RFC 6455 4.3: "Sec-WebSocket-Protocol-Client = 1#token"',
  lenient:
    'RFC 6455 4.2.1: "The server must parse at least part of this handshake", and item 8 begins with "Optionally"',
}

/** A spelling of an offer is understood as that of one of `twins` is. */
function understoodAs(twins: readonly string[], because: string): Expectation {
  return accepted({
    says: `101 with the subprotocol that the target speaks, as for ${twins.map((name) => `"${name}"`).join(' or ')}`,
    checks: [selectsAsIn(twins, because)],
  })
}

const LISTS = reasonOf(acceptsLists)
const LINES = reasonOf(linesAreOneList)

/** The offers of 8.05, each with the names of the other two. */
const SEPARATORS: readonly [name: string, separator: string][] = [
  ['comma and space', ', '],
  [NO_SPACE, ','],
  ['HTAB on both sides', '\t,\t'],
]

/** 8.05: each spelling but the usual one is judged by the others. */
const separated: Part[] = SEPARATORS.map(([name, separator]) => {
  const others = SEPARATORS.map(([other]) => other).filter((other) => other !== name)
  const send = offer((vars) => `x-none${separator}${supported(vars)}`)
  return name === 'comma and space' ? { name, send } : { name, send, expect: understoodAs(others, LISTS) }
})

const KNOWN_FIRST = 'no space, the known one first'

/** An offer of one line and the same on two lines; where the spelling with spaces is not understood, one without decides. */
function onTwoLines(name: string, lines: (known: string) => [string, string]): Part[] {
  const twin = name.replace('two lines', 'one line')
  return [
    { name: twin, send: offer((vars: Vars) => lines(supported(vars)).join(name.endsWith('spaces') ? ',' : ', ')) },
    {
      name,
      send: offer((vars: Vars) => lines(supported(vars))),
      expect: understoodAs([twin], LINES),
    },
  ]
}

/** The syntax of the list of offered subprotocols. */
export const listSyntaxCases: readonly Case[] = [
  {
    id: '8.05',
    level: 'MUST',
    title: 'Sec-WebSocket-Protocol list without spaces or with HTAB',
    meaning: 2,
    source: [acceptsLists, ows, offerGrammar],
    tests: [R.subprotocolListByPreference, R.owsAcceptedWhereAllowed],
    needs: ['subprotocols'],
    parts: separated,
    why: 'Browsers send a comma and a space; other clients do not.',
  },
  {
    id: '8.06',
    level: 'MUST',
    title: 'Two Sec-WebSocket-Protocol field lines',
    meaning: 2,
    source: [linesAreOneList, rfc9110('5.2')],
    tests: [R.subprotocolListByPreference, R.subprotocolRepeatsOnlyInRequest],
    needs: ['subprotocols'],
    parts: [
      { name: 'one line', send: offer((vars) => `x-none, ${supported(vars)}`) },
      { name: NO_SPACE, send: offer((vars) => `x-none,${supported(vars)}`) },
      {
        name: 'two lines',
        send: offer((vars) => ['x-none', supported(vars)]),
        expect: understoodAs(['one line', NO_SPACE], LINES),
      },
    ],
    why: 'A server that reads only one line misses the names in the other.',
  },
  {
    id: '8.07',
    level: 'MUST',
    title: 'Two Sec-WebSocket-Protocol field lines with lists',
    meaning: 2,
    source: [linesAreOneList, rfc9110('5.2')],
    tests: [R.subprotocolListByPreference, R.subprotocolRepeatsOnlyInRequest],
    needs: ['subprotocols'],
    sameFaultAs: ['8.06'],
    parts: [
      ...onTwoLines('two lines', (known) => ['a, b', `c, ${known}`]),
      ...onTwoLines('two lines without spaces', (known) => ['a,b', `c,${known}`]),
    ],
  },
  {
    id: '8.11',
    level: 'MUST',
    title: 'Sec-WebSocket-Protocol is empty',
    meaning: 2,
    contested: {
      strict: `${tokens.strict}; RFC 9110 5.6.1.2: such a value is "invalid, since at least one non-empty element is required"`,
      lenient:
        'RFC 9110 5.6.1.2: "a recipient MUST accept lists that satisfy the following syntax: #element => [ element ] *( OWS "," OWS [ element ] )", and an empty value does',
    },
    source: [...notTokens, rfc9110('5.6.1.2', '', 'since at least one non-empty element is required')],
    tests: [
      R.invalidHandshakeIsHttpError,
      R.subprotocolListByPreference,
      R.noSubprotocolUnlessAgreed,
      R.subprotocolIsOneToken,
    ],
    sameFaultAs: ['8.13', '8.02'],
    parts: [{ name: 'empty', send: offer({ line: 'Sec-WebSocket-Protocol:' }), expect: refusedOrIgnored }],
    why: 'Libraries send it when they offer nothing. When a server sent it back empty, Chrome refused the connection and Firefox opened it.',
  },
  {
    id: '8.12',
    level: 'MUST',
    title: 'Empty list elements in Sec-WebSocket-Protocol',
    meaning: 2,
    source: [
      emptyIgnored,
      rfc2616('2.1', '', 'Wherever this construct is used, null elements are allowed'),
      rfc6455('4.1', 'item 10 binds the client'),
    ],
    tests: [R.subprotocolListByPreference, R.emptyListElementsIgnored],
    needs: ['subprotocols'],
    parts: [
      { name: 'without empty members', send: offer(supported) },
      { name: NO_SPACE, send: offer((vars) => `x-none,${supported(vars)}`) },
      { name: KNOWN_FIRST, send: offer((vars) => `${supported(vars)},x-none`) },
      ...(
        [
          ['in the middle', KNOWN_FIRST, (vars) => `${supported(vars)},,x-none`],
          ['at the end', 'without empty members', (vars) => `${supported(vars)}, `],
          ['at the start', NO_SPACE, (vars) => `,${supported(vars)}`],
        ] as const satisfies readonly [string, string, (vars: Vars) => string][]
      ).map(([name, twin, value]) => ({
        name,
        send: offer(value),
        expect: understoodAs([twin], reasonOf(emptyIgnored)),
      })),
    ],
    why: 'Code that joins names leaves such commas when one of the names is empty.',
  },
  {
    id: '8.13',
    level: 'MUST',
    title: 'Offered subprotocol is not a token (a/b, a=b, a;b)',
    meaning: 2,
    sameFaultAs: ['8.02'],
    contested: tokens,
    source: notTokens,
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
    meaning: 2,
    contested: tokens,
    source: notTokens,
    tests: [R.invalidHandshakeIsHttpError, R.subprotocolListByPreference, R.subprotocolIsOneToken],
    sameFaultAs: ['8.13'],
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
    source: [offerGrammar],
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
    meaning: 2,
    contested: tokens,
    source: [...notTokens, rfc6455('4.1', 'item 10: U+0021 to U+007E')],
    tests: [R.invalidHandshakeIsHttpError, R.subprotocolListByPreference, R.subprotocolIsOneToken],
    sameFaultAs: ['8.13'],
    parts: eachOffer([['C3 A9', '\xc3\xa9']], refusedOrIgnored),
    why: 'Read as Latin-1 and written as UTF-8, the two bytes come back as four: a name that nobody offered.',
  },
  {
    id: '8.25',
    level: 'MUST',
    introduced: '1.1',
    title: 'Space after or before a comma of the Sec-WebSocket-Protocol list',
    source: [acceptsLists, ows, offerGrammar],
    tests: [R.subprotocolListByPreference, R.owsAcceptedWhereAllowed],
    needs: ['subprotocols'],
    parts: [
      { name: NO_SPACE, send: offer((vars) => `x-none,${supported(vars)}`) },
      { name: KNOWN_FIRST, send: offer((vars) => `${supported(vars)},x-none`) },
      {
        name: 'a space after the comma',
        send: offer((vars) => `x-none, ${supported(vars)}`),
        expect: understoodAs([NO_SPACE], LISTS),
      },
      {
        name: 'a space before the comma',
        send: offer((vars) => `${supported(vars)} ,x-none`),
        expect: understoodAs([KNOWN_FIRST], LISTS),
      },
    ],
    why: 'A server that splits at the comma and does not trim sees " chat". Every browser sends the space, and curl users often do not: the fault is blamed on the browser.',
  },
  {
    id: '8.28',
    level: 'MUST',
    introduced: '1.1',
    title: 'Unsupported subprotocol with every kind of token character',
    source: [offerGrammar, rfc9110('5.6.2', '', 'token = 1*tchar')],
    tests: [R.subprotocolListByPreference],
    needs: ['subprotocols'],
    parts: [
      { name: 'x-none', send: offer((vars) => `x-none, ${supported(vars)}`) },
      {
        name: "!#$%&'*+-.^_`|~0",
        send: offer((vars) => `!#$%&'*+-.^_\`|~0, ${supported(vars)}`),
        expect: understoodAs(['x-none'], reasonOf(offerGrammar, 'a token may have these characters')),
      },
    ],
    why: 'A pattern that knows only letters, digits and hyphens refuses v12.stomp or a vendor name with "+", although both are tokens.',
  },
  {
    id: '8.29',
    level: 'MUST',
    introduced: '1.1',
    title: 'Two Sec-WebSocket-Protocol field lines, the supported one first',
    source: [linesAreOneList, rfc9110('5.2')],
    tests: [R.subprotocolListByPreference, R.subprotocolRepeatsOnlyInRequest],
    needs: ['subprotocols'],
    sameFaultAs: ['8.06'],
    parts: [
      { name: 'one line', send: offer((vars) => `${supported(vars)}, x-none`) },
      { name: NO_SPACE, send: offer((vars) => `${supported(vars)},x-none`) },
      {
        name: 'two lines',
        send: offer((vars) => [supported(vars), 'x-none']),
        expect: understoodAs(['one line', NO_SPACE], LINES),
      },
    ],
    why: 'A map from name to value that keeps only the last line loses the subprotocol. 8.06 has it in the second line.',
  },
]
