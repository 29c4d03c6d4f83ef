import type { Case, Contest, Part, Suite } from '../../../harness/case/case'
import { rfc2616, rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import type { Check, Expectation } from '../../../harness/case/expectation'
import type { Edit, FieldEdit, Value, Vars } from '../../../harness/case/request'
import { answered } from '../../../harness/judge/answer'
import { answersWithin, lateAgain, opensWebSocket } from '../../../harness/judge/checks'
import { accepted, anything, notUpgraded, observed, refused } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import {
  answersAnOffer,
  leavesSpokenAlone,
  noInjection,
  nothingOrTheOffer,
  oneToken,
  selectedWasOffered,
  selectsAs,
  selectsNothing,
  selectsOfferedSpelling,
  selectsOneOfTwo,
  selectsSpoken,
  selectsSpokenOrFirst,
  tellsBearer,
  tellsSelection,
} from './answer'

/** BASE that offers this; null offers nothing, a list sends several lines. */
function offer(value: Value<FieldEdit | FieldEdit[] | null>): Edit {
  return { fields: { 'Sec-WebSocket-Protocol': value } }
}

/** A subprotocol that the target speaks. */
function sup({ subprotocols }: Vars): string {
  return subprotocols[0] ?? ''
}

/** `name` in the other case: the upper one, unless it stands in that already. */
function otherCase(name: string): string {
  const upper = name.toUpperCase()
  return upper === name ? name.toLowerCase() : upper
}

/** One part for each value, all with the same expectation. */
function each(values: readonly [name: string, value: Value<FieldEdit>][], expect: Expectation): Part[] {
  return values.map(([name, value]) => ({ name, send: offer(value), expect }))
}

/** Any answer, soon; a twin of the same length that is late too tells that it is not the spaces. */
function soonerThan(name: string, twin: string): Expectation {
  const isLate = answersWithin(name, 10, 1000)
  const check: Check = (observation, context) => {
    const late = isLate(observation, context)
    const other = context.part(twin)
    if (late === null || other === undefined || answersWithin(twin, 10, 1000)(other, context) === null) return late
    return { verdict: 'skip', because: `"${twin}" are late too, so it is their number and not the spaces (12.34)` }
  }
  return anything({ says: 'any answer or a close, soon', checks: [check] })
}

const spaces: Part[] = [7400, 50_000].flatMap((count) => [
  {
    name: `${count} spaces`,
    send: offer(`b${' '.repeat(count)}x`),
    expect: soonerThan(`${count} spaces`, `${count} letters`),
  },
  { name: `${count} letters`, send: offer(`b${'a'.repeat(count)}x`) },
])

const thousand: Part[] = [
  {
    name: '1000 names',
    send: offer(({ subprotocols }) =>
      [...Array.from({ length: 999 }, (_, index) => `x${index}`), subprotocols[0] ?? 'x999'].join(','),
    ),
    expect: anything({
      says: '101 with one of them or none, or a 4xx, soon',
      rows: { '2xx': 'observed', '3xx': 'observed', '5xx': 'warn', dropped: 'warn' },
      checks: [selectedWasOffered, answersWithin('1000 names', 10, 2000)],
    }),
  },
]

/** Any answer, and what a 101 selects. */
const freeTo101 = (says: string, check: Expectation['checks'][number]) =>
  notUpgraded({ says, rows: { '101': 'pass' }, checks: [check] })

const refusedOrIgnored = refused({
  says: 'a 4xx; a 101 without the field is contested, a 101 with it fails',
  rows: { '101': 'contested' },
  checks: [selectsNothing('RFC 6455 4.2.2 /subprotocol/: the value is a token, which nothing that was offered is')],
})

const selection = rfc6455('4.2.2', '/subprotocol/')
const oneLogically = [rfc6455('11.3.4', 'logically the same'), rfc9110('5.2'), rfc9110('2.4')]
const grammar = [rfc6455('4.2.1', 'introduction: ABNF'), rfc6455('4.3', '1#token'), rfc6455('4.2.1', 'item 8')]

const tokens: Contest = {
  strict: 'RFC 6455 4.3: the field is 1#token, and 4.2.1 wants a violation of the ABNF refused',
  lenient:
    'RFC 6455 4.2.1: the server parses "at least part" of the handshake, and item 8 makes this field optional to it',
}

const cases: Case[] = [
  {
    id: '8.01',
    level: 'MUST',
    title: 'No subprotocol is offered',
    source: [selection],
    tests: [R.noSubprotocolUnlessAgreed],
    parts: [
      {
        name: 'no offer',
        send: offer(null),
        expect: freeTo101(
          '101 without Sec-WebSocket-Protocol; or no 101, where the target requires one',
          selectsNothing(),
        ),
      },
    ],
    why: 'Browsers fail the connection when a subprotocol is answered that they did not ask for.',
  },
  {
    id: '8.02',
    level: 'MUST',
    title: 'Only an unsupported subprotocol is offered',
    source: [selection],
    tests: [R.subprotocolFromOffer, R.noSubprotocolUnlessAgreed],
    parts: [
      {
        name: 'a name nobody knows',
        send: offer(({ random }) => `x-none-${random}`),
        expect: freeTo101('101 without Sec-WebSocket-Protocol, or no 101', nothingOrTheOffer),
      },
    ],
    why: 'To go on without one is right: that the browser then fails is its own rule.',
  },
  {
    id: '8.03',
    level: 'SHOULD',
    title: 'A supported subprotocol is offered',
    source: [selection, rfc6455('1.3', 'not normative'), rfc6455('1.9', 'not normative')],
    tests: [R.subprotocolListByPreference, R.agreedSubprotocolNamed],
    needs: ['subprotocols'],
    parts: [
      {
        name: 'one that the target speaks',
        send: offer(sup),
        expect: accepted({ says: '101 with the subprotocol that was offered', checks: [selectsSpoken] }),
      },
    ],
    why: 'A browser that offered one fails the connection when none comes back.',
  },
  {
    id: '8.04',
    level: 'SHOULD',
    title: 'Unsupported subprotocol offered before a supported one',
    source: [selection],
    tests: [R.subprotocolListByPreference],
    needs: ['subprotocols'],
    parts: [
      {
        name: 'the known one second',
        send: offer((vars) => `x-none, ${sup(vars)}`),
        expect: accepted({ says: '101 with the subprotocol that the target speaks', checks: [selectsSpokenOrFirst] }),
      },
    ],
    why: 'A page lists what is new first. A server that looks at the first name only serves no client that is newer than itself.',
  },
  {
    id: '8.05',
    level: 'MUST',
    title: 'Sec-WebSocket-Protocol list without spaces or with HTAB',
    source: [rfc9110('5.6.1.2'), rfc9110('5.6.3'), rfc6455('4.3', '1#token')],
    tests: [R.subprotocolListByPreference, R.owsAcceptedWhereAllowed],
    needs: ['subprotocols'],
    parts: [
      { name: 'comma and space', send: offer((vars) => `x-none, ${sup(vars)}`) },
      ...each(
        [
          ['no space', (vars) => `x-none,${sup(vars)}`],
          ['HTAB on both sides', (vars) => `x-none\t,\t${sup(vars)}`],
        ],
        accepted({
          says: 'what the same list with a comma and a space gets',
          checks: [selectsAs('comma and space', true)],
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
      { name: 'one line', send: offer((vars) => `x-none, ${sup(vars)}`) },
      {
        name: 'two lines',
        send: offer((vars) => ['x-none', sup(vars)]),
        expect: accepted({ says: 'what the same list on one line gets', checks: [selectsAs('one line', true)] }),
      },
    ],
    why: 'A server that reads one line only misses what stands in the other.',
  },
  {
    id: '8.07',
    level: 'MUST',
    title: 'Two Sec-WebSocket-Protocol field lines with lists',
    source: oneLogically,
    tests: [R.subprotocolListByPreference, R.subprotocolRepeatsOnlyInRequest],
    needs: ['subprotocols'],
    parts: [
      { name: 'one line', send: offer((vars) => `a, b, c, ${sup(vars)}`) },
      {
        name: 'two lines',
        send: offer((vars) => ['a, b', `c, ${sup(vars)}`]),
        expect: accepted({ says: 'what the same list on one line gets', checks: [selectsAs('one line', true)] }),
      },
    ],
  },
  {
    id: '8.08',
    level: 'MUST',
    title: 'Subprotocol offered in another letter case',
    contested: {
      strict:
        'RFC 6455 4.2.2 /subprotocol/: one of the values offered, and this spelling was not; browsers compare exactly',
      lenient:
        'RFC 6455 11.5, 1.9: neither says that names are compared with regard to case, so it may be the value that was offered',
    },
    source: [selection],
    tests: [R.subprotocolListByPreference, R.subprotocolFromOffer],
    needs: ['subprotocols'],
    parts: [
      {
        name: 'in the other case',
        send: offer((vars) => otherCase(sup(vars))),
        expect: freeTo101(
          '101 without the field or with the spelling that was offered, or no 101',
          selectsOfferedSpelling,
        ),
      },
    ],
    why: 'Who compares without regard to case can still answer in the spelling of the client: Chromium refuses any other.',
  },
  {
    id: '8.09',
    level: 'MUST',
    title: 'Sec-WebSocket-Protocol in a 101 response is one token',
    source: [selection, rfc6455('11.3.4', 'MUST NOT appear more than once in a response')],
    tests: [
      R.subprotocolListByPreference,
      R.subprotocolIsOneToken,
      R.agreedSubprotocolNamed,
      R.responseFieldsMatchGrammar,
      R.subprotocolRepeatsOnlyInRequest,
    ],
    derived: {
      says: 'one Sec-WebSocket-Protocol line with one token',
      of: (observation) => opensWebSocket(observation) && answered(observation, 'Sec-WebSocket-Protocol').length > 0,
      each: oneToken,
      from: ['8.02', '8.03', '8.04', '8.10', '8.11', '8.13', '8.14', '8.16'],
      absent: 'no 101 carried Sec-WebSocket-Protocol',
    },
    why: 'Servers that join what they agree to answer with a list, which every browser refuses.',
  },
  {
    id: '8.10',
    level: 'INFO',
    title: 'Same subprotocol offered twice',
    source: [rfc6455('4.1', 'item 10 binds the client'), rfc6455('4.2.1', 'item 8')],
    tests: [R.subprotocolListByPreference],
    needs: ['subprotocols'],
    parts: [
      {
        name: 'twice the same',
        send: offer((vars) => `${sup(vars)}, ${sup(vars)}`),
        expect: observed({ checks: [tellsSelection] }),
      },
    ],
  },
  {
    id: '8.11',
    level: 'MUST',
    title: 'Sec-WebSocket-Protocol is empty',
    contested: {
      strict: 'RFC 6455 4.3: 1#token is not empty (RFC 9110 5.6.1.2), and 4.2.1 wants a violation of the ABNF refused',
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
    why: 'It is sent by libraries that mean none. Sent back empty it made Chrome refuse a link that Firefox opened.',
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
      { name: 'without empty members', send: offer(sup) },
      ...each(
        [
          ['in the middle', (vars) => `${sup(vars)},,x-none`],
          ['at the end', (vars) => `${sup(vars)}, `],
          ['at the start', (vars) => `,${sup(vars)}`],
        ],
        accepted({
          says: 'what the subprotocol alone gets; a 4xx is contested',
          rows: { '4xx': 'contested' },
          checks: [selectsAs('without empty members', false)],
        }),
      ),
    ],
    why: 'A join over names of which one is empty leaves such commas.',
  },
  {
    id: '8.13',
    level: 'MUST',
    title: 'Offered subprotocol is not a token (a/b, a=b, a;b)',
    contested: tokens,
    source: [...grammar, selection],
    tests: [R.invalidHandshakeIsHttpError, R.subprotocolListByPreference, R.subprotocolIsOneToken],
    parts: each(
      ['a/b', 'a=b', 'a;b'].map((value) => [value, value]),
      refusedOrIgnored,
    ),
    why: 'Where servers take such names they get into use. A page can never follow: new WebSocket() throws on them.',
  },
  {
    id: '8.14',
    level: 'MUST',
    title: 'Space or quotes in an offered subprotocol',
    contested: tokens,
    source: [...grammar, selection],
    tests: [R.invalidHandshakeIsHttpError, R.subprotocolListByPreference, R.subprotocolIsOneToken],
    parts: each(
      [
        ['a space', 'a b'],
        ['quotes', ({ subprotocols }) => `"${subprotocols[0] ?? 'chat'}"`],
      ],
      refusedOrIgnored,
    ),
    why: 'A quoted name is another name. Who takes the quotes off selects what was not offered.',
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
        send: offer((vars) => `${sup(vars)}, a b`),
        expect: observed({ checks: [tellsSelection] }),
      },
    ],
  },
  {
    id: '8.16',
    level: 'MUST',
    title: 'Two supported subprotocols are offered',
    source: [rfc6455('4.2.1', 'item 8'), selection],
    tests: [R.subprotocolListByPreference, R.subprotocolIsOneToken],
    needs: ['twoSubprotocols'],
    parts: [
      {
        name: 'two that the target speaks',
        send: offer(({ subprotocols: [first = '', second = ''] }) => `${second}, ${first}`),
        expect: accepted({
          says: '101 with one of the two',
          rows: { '2xx': 'warn', '3xx': 'warn', '4xx': 'warn', '5xx': 'warn', dropped: 'warn', silent: 'warn' },
          checks: [selectsOneOfTwo],
        }),
      },
    ],
    why: "Whose preference wins is free: the client's order is information, not a command.",
  },
  {
    id: '8.17',
    level: 'SECURITY',
    title: '1000 subprotocols are offered',
    source: [rfc9110('5.4'), rfc6455('10.4')],
    tests: [R.subprotocolFromOffer, R.noInputTrusted, R.hostileInputSurvived],
    hurts: true,
    parts: thousand,
    follow: lateAgain(thousand, 2000),
    why: 'Less than 5 KB: a server that compares every name with every other is busy for the square of it.',
  },
  {
    id: '8.18',
    level: 'SECURITY',
    title: 'Thousands of spaces in Sec-WebSocket-Protocol',
    source: [rfc6455('10.7'), rfc9110('17.5')],
    tests: [R.noInputTrusted, R.hostileInputSurvived],
    hurts: true,
    parts: spaces,
    follow: lateAgain(spaces, 1000),
    why: 'CVE-2021-32640: a regular expression that took the square of the spaces. 7400 of them fit under a limit of 8 KB.',
  },
  {
    id: '8.19',
    level: 'SECURITY',
    title: 'Response field injection through Sec-WebSocket-Protocol',
    source: [rfc9110('5.5'), rfc9112('11.1')],
    tests: [R.noInputTrusted, R.fieldValueTrimmedNoControls, R.hostileInputSurvived],
    parts: each(
      [
        ['percent-encoded', 'a%0d%0aX-Inject%3a%20y'],
        ['a raw LF', 'a\nX-Inject: y'],
        ['a raw CR', 'a\rX-Inject: y'],
      ],
      anything({ says: 'no X-Inject line in the answer, and no CR or LF inside a value', checks: [noInjection] }),
    ),
    why: 'A server that decodes what it echoes lets a client write into its response. The first value is a legal token: to echo it as it is does no harm.',
  },
  {
    id: '8.20',
    level: 'MUST',
    title: 'Non-ASCII bytes in an offered subprotocol',
    contested: tokens,
    source: [rfc6455('4.1', 'item 10: U+0021 to U+007E'), ...grammar],
    tests: [R.invalidHandshakeIsHttpError, R.subprotocolListByPreference, R.subprotocolIsOneToken],
    parts: each([['C3 A9', '\xc3\xa9']], refusedOrIgnored),
    why: 'Read as Latin-1 and written as UTF-8, the two octets come back as four: a name that nobody offered.',
  },
  {
    id: '8.21',
    level: 'SECURITY',
    title: 'Offered subprotocol of 4096 characters',
    source: [selection],
    tests: [R.subprotocolFromOffer, R.noInputTrusted, R.hostileInputSurvived],
    parts: [
      {
        name: '4096 characters',
        send: offer(({ random }) => random.padEnd(4096, 'x')),
        expect: refused({
          says: '101 without it or a 4xx; where it is echoed, whole',
          rows: { '101': 'pass' },
          checks: [nothingOrTheOffer],
        }),
      },
    ],
    why: 'What copies it into a buffer of fixed size answers with a name that was not offered, or writes past the end.',
  },
  {
    id: '8.22',
    level: 'INFO',
    title: 'Bearer credential offered together with a subprotocol',
    source: [selection],
    tests: [R.subprotocolListByPreference],
    needs: ['subprotocols'],
    parts: [
      {
        name: 'a subprotocol and a credential',
        send: offer((vars) => `${sup(vars)}, base64url.bearer.authorization.x.y`),
        expect: observed({ checks: [tellsBearer] }),
      },
    ],
    why: 'Browsers let a script set no other field, so credentials travel here, as Kubernetes does it.',
  },
  {
    id: '8.23',
    level: 'MUST',
    title: 'Selected subprotocol is one that was offered',
    source: [selection],
    tests: [R.subprotocolFromOffer],
    derived: {
      says: 'one of the offered values, to the octet',
      of: (observation) => opensWebSocket(observation) && answersAnOffer(observation),
      each: selectedWasOffered,
      from: ['8.02', '8.03', '8.04', '8.08', '8.16', '8.21', '8.24'],
      absent: 'no 101 answered an offer',
    },
    why: 'Every client fails the connection when a name comes back that it did not offer.',
  },
  {
    id: '8.24',
    level: 'MUST',
    title: 'Offered subprotocol is similar to a supported one',
    source: [selection],
    tests: [R.subprotocolFromOffer],
    needs: ['subprotocols'],
    parts: each(
      [
        ['with x behind it', (vars) => `${sup(vars)}x`],
        ['with x before it', (vars) => `x${sup(vars)}`],
        ['with .v2 behind it', (vars) => `${sup(vars)}.v2`],
      ],
      freeTo101('the subprotocol that was not offered is not selected', leavesSpokenAlone),
    ),
    why: 'Substring and prefix matchers agree to what was not asked for.',
  },
]

/** Suite 8: which subprotocol is selected, and how that is said. */
export const subprotocolSuite: Suite = {
  number: 8,
  slug: 'subprotocol',
  title: 'Sec-WebSocket-Protocol',
  cases,
}
