import type { Case, Contest, Part, Suite } from '../../harness/case/case'
import { rfc2616, rfc6455, rfc7692, rfc9110 } from '../../harness/case/clause'
import type { Check, Expectation } from '../../harness/case/expectation'
import type { Observation } from '../../harness/case/observation'
import type { FieldEdit, Value } from '../../harness/case/request'
import { answered } from '../../harness/judge/answer'
import { answersWithin, lateAgain, opensWebSocket } from '../../harness/judge/checks'
import { accepted, anything, notUpgraded, observed } from '../../harness/judge/expectations'
import { readExtensions } from '../../harness/wire/http1/extensions'
import { asciiLower } from '../../harness/wire/http1/fields'
import { R } from '../requirements'
import {
  acceptedAs,
  comparedWith,
  DEFLATE,
  FIELD,
  listedExtensions,
  listsNothing,
  listsOnly,
  listsOnlyOffered,
  negotiatesAs,
  noExtensionsLine,
  offer,
  onExtensions,
  recordsExtensions,
  unknownName,
} from './parts/extensions'

/** One part for each value, all with the same expectation. */
function each(values: readonly [name: string, value: Value<FieldEdit>][], expect: Expectation): Part[] {
  return values.map(([name, value]) => ({ name, send: offer(value), expect }))
}

const REFUSALS = ['2xx', '3xx', '4xx', '5xx', 'dropped', 'silent'] as const

/** Rows for every answer but a 101: well-formed offers are declined, not refused, but no clause obliges a server to accept. */
const refusedWarns: Expectation['table'] = Object.fromEntries(REFUSALS.map((outcome) => [outcome, 'warn']))

const LISTED = 'RFC 6455 9.1: what the server lists is actually in use, and nobody has registered this name'

/** A 101 that lists nothing; a refusal warns, because the client "is only offering". */
const ignored = (check: Check) =>
  accepted({ says: '101 without the field; a refusal is a warning', rows: refusedWarns, checks: [check] })

/** A refusal; a 101 that ignores the field is contested, one that takes something from it fails. */
const failed = (because = 'RFC 6455 9.1: a malformed value makes the handshake fail, and nothing in it is agreed to') =>
  anything({
    says: 'a 4xx or a closed connection; a 101 without extensions is contested, a 101 with one fails',
    rows: { '101': 'contested', '2xx': 'observed', '3xx': 'observed', '5xx': 'warn', silent: 'warn' },
    checks: [listsNothing(because)],
  })

/** As the twin: what a 4xx or 5xx means `acceptedAs` says; what only drops or keeps silent is less sure than a refusal. */
const asTwin = (says: string, ...checks: Check[]) =>
  accepted({ says, rows: { ...refusedWarns, '4xx': 'pass', '5xx': 'pass' }, checks })

/** A refusal proves nothing where the twin `name` was refused too. */
function acceptedAlso(name: string): Check {
  return comparedWith(name, () => null)
}

const malformed: Contest = {
  strict: 'RFC 6455 9.1: who receives a value that breaks the ABNF MUST immediately fail the connection',
  lenient: 'RFC 6455 4.2.1 item 9: the field is optional, and a server without extensions need not read it',
}

const lists = rfc6455('4.2.2', '/extensions/')
const abnf = rfc6455('9.1', 'ABNF')

function extensionLines(observation: Observation): readonly string[] {
  return opensWebSocket(observation) ? answered(observation, FIELD) : []
}

const validList = onExtensions((observation) => {
  const { fault } = readExtensions(answered(observation, FIELD))
  return fault === null ? null : { verdict: 'fail', because: `RFC 6455 9.1: ${fault}` }
})

/** The names that claim RSV1, the older ones of drafts and browsers among them. */
const ON_RSV1 = /^(permessage-.+|(x-webkit-)?deflate-frame|deflate-stream)$/

const oneOnRsv1 = onExtensions((observation) => {
  const names = listedExtensions(observation).map(({ name }) => asciiLower(name))
  if (names.filter((name) => ON_RSV1.test(name)).length > 1)
    return { verdict: 'fail', because: 'RFC 7692 5: no two accepted extensions may use RSV1' }
  if (new Set(names).size === names.length) return null
  return { verdict: 'warn', because: 'RFC 6455 9.1: what is listed is in use, and one extension is listed twice' }
})

const splits = onExtensions(() => ({
  verdict: 'pass',
  because: 'legal: RFC 6455 4.2.2 step 5.6, and erratum 3433 corrects 11.3.2',
}))

const manyNames = each(
  [['500 names', Array.from({ length: 500 }, (_, index) => `x${index}`).join(', ')]],
  anything({
    says: '101 or a 4xx, soon',
    rows: { '2xx': 'observed', '3xx': 'observed', '5xx': 'fail', dropped: 'warn', silent: 'fail' },
    checks: [answersWithin('500 names', 10, 2000)],
  }),
)

const quotedPairs = [500, 1000, 2000, 3500].flatMap((pairs) => {
  const name = `${pairs} pairs`
  const soon = anything({ says: 'any answer or a close, soon', checks: [answersWithin(name, 10, 1000)] })
  return each([[name, `a; b="${'\\c'.repeat(pairs)}`]], soon)
})

const cases: Case[] = [
  {
    id: '9.01',
    level: 'MUST',
    title: 'No extension is offered',
    source: [lists],
    tests: [R.noExtensionUnlessOffered],
    parts: [
      {
        name: 'no offer',
        send: offer(null),
        expect: notUpgraded({
          says: '101 without Sec-WebSocket-Extensions; any such line fails, an empty one too',
          rows: { '101': 'pass' },
          checks: [noExtensionsLine],
        }),
      },
    ],
    why: 'Clients fail the connection: they would read the frames of an extension that they do not have.',
  },
  {
    id: '9.02',
    level: 'MUST',
    title: 'Only an unknown extension is offered',
    source: [rfc6455('9.1', 'registered token; listed is "actually in use"'), lists],
    tests: [R.extensionListByGrammar, R.extensionsFromOffer, R.extensionsRegisteredAndDefined],
    parts: each([['a name nobody knows', unknownName]], ignored(listsNothing(LISTED))),
    why: 'A server that echoes the field agrees to everything.',
  },
  {
    id: '9.03',
    level: 'MUST',
    title: 'Unknown extension offered before permessage-deflate',
    source: [lists, rfc6455('9.1')],
    tests: [
      R.extensionListByGrammar,
      R.extensionsFromOffer,
      R.noExtensionUnlessOffered,
      R.extensionsRegisteredAndDefined,
      R.acceptedExtensionListed,
    ],
    parts: each(
      [['a name nobody knows first', (vars) => `${unknownName(vars)}, ${DEFLATE}`]],
      accepted({
        says: '101 that lists nothing, or permessage-deflate alone; a refusal is a warning',
        rows: refusedWarns,
        checks: [listsOnly([DEFLATE]), recordsExtensions('pass')],
      }),
    ),
    why: 'A new extension can only be tried where old servers pass over its name.',
  },
  {
    id: '9.04',
    level: 'MUST',
    title: 'Two Sec-WebSocket-Extensions field lines',
    source: [
      rfc6455('9.1', 'exactly equivalent'),
      rfc6455('11.3.2', 'MAY appear multiple times in an HTTP request'),
      lists,
    ],
    tests: [R.extensionListByGrammar, R.splitExtensionsEqualCombined, R.extensionsMayRepeat],
    parts: [
      { name: 'one line', send: offer((vars) => `${unknownName(vars)}, ${DEFLATE}`) },
      {
        name: 'two lines',
        send: offer((vars) => [unknownName(vars), DEFLATE]),
        expect: asTwin(
          'what the same list on one line gets',
          acceptedAs('one line', 'RFC 6455 9.1: the two forms are exactly equivalent'),
          negotiatesAs('one line', 'RFC 6455 9.1: the two forms are exactly equivalent'),
          listsOnly([DEFLATE]),
          recordsExtensions('pass'),
        ),
      },
    ],
    why: 'A server that keeps the last line, or the first, reads half of the offer.',
  },
  {
    id: '9.05',
    level: 'MUST',
    title: 'Extension parameter with a valid quoted value',
    source: [rfc6455('9.1', 'ABNF: token | quoted-string')],
    tests: [R.extensionListByGrammar],
    parts: [
      { name: 'bar=baz', send: offer((vars) => `${unknownName(vars)}; bar=baz`) },
      {
        name: 'bar="baz"',
        send: offer((vars) => `${unknownName(vars)}; bar="baz"`),
        expect: asTwin(
          '101 without the field, as for the token',
          acceptedAs('bar=baz', 'RFC 6455 9.1: a value may be a quoted-string', 'warn'),
          listsNothing(LISTED),
        ),
      },
    ],
    why: 'The quotes are no part of the value (RFC 9110 5.6.6 calls the forms equivalent). What only splits at "=" keeps them in it.',
  },
  {
    id: '9.06',
    level: 'MUST',
    title: 'Extension parameter with a quoted value that is no token',
    contested: malformed,
    source: [rfc6455('9.1', 'ABNF: after unescaping the value MUST be a token')],
    tests: [R.extensionListByGrammar, R.malformedExtensionsRejected],
    parts: each(
      [
        ['"a b"', (vars) => `${unknownName(vars)}; bar="a b"`],
        ['""', (vars) => `${unknownName(vars)}; bar=""`],
      ],
      failed(),
    ),
    why: 'It gets past parsers that look at the quotes and not at what is between them.',
  },
  {
    id: '9.07',
    level: 'MUST',
    title: 'Sec-WebSocket-Extensions is malformed',
    contested: malformed,
    source: [rfc6455('9.1', 'MUST immediately _Fail the WebSocket Connection_')],
    tests: [R.extensionListByGrammar, R.malformedExtensionsRejected],
    parts: each(
      [',', `${DEFLATE};`, 'foo;=bar', 'foo; bar=', 'foo bar', ';foo', 'foo; bar="x', 'foo; bar=a=b'].map((value) => [
        value,
        value,
      ]),
      failed(),
    ),
    why: 'What a lenient parser makes of these differs from server to server; proxies and servers then disagree.',
  },
  {
    id: '9.08',
    level: 'MUST',
    title: 'Sec-WebSocket-Extensions is empty',
    contested: {
      strict: 'RFC 6455 9.1, 4.3: 1#extension is not empty (RFC 9110 5.6.1.2), and a malformed value MUST fail',
      lenient: 'RFC 9110 5.6.1.2: a recipient ignores empty elements, and a list without elements offers nothing',
    },
    source: [rfc6455('9.1'), rfc6455('4.3', '1#extension'), rfc9110('5.6.1.2')],
    tests: [R.extensionListByGrammar, R.malformedExtensionsRejected],
    parts: each([['empty', { line: `${FIELD}:` }]], failed()),
    why: 'Some libraries send it when they offer nothing. However it is read, nothing was offered.',
  },
  {
    id: '9.09',
    level: 'MUST',
    title: 'Empty list elements in Sec-WebSocket-Extensions',
    source: [rfc9110('5.6.1.2', 'MUST parse and ignore'), rfc2616('2.1', '#rule: null elements'), rfc6455('9.1')],
    tests: [R.extensionListByGrammar, R.emptyListElementsIgnored],
    parts: [
      { name: 'two members', send: offer((vars) => `${DEFLATE},${unknownName(vars)}`) },
      { name: 'one member', send: offer(unknownName) },
      ...(
        [
          ['in the middle', 'two members', (vars) => `${DEFLATE},,${unknownName(vars)}`],
          ['at the start', 'one member', (vars) => `,${unknownName(vars)}`],
        ] as [string, string, Value<FieldEdit>][]
      ).map(([name, twin, value]) => ({
        name,
        send: offer(value),
        expect: asTwin(
          'what the list without empty members gets',
          acceptedAs(twin, 'RFC 9110 5.6.1.2: a recipient MUST parse and ignore empty list elements'),
          negotiatesAs(twin, 'RFC 9110 5.6.1.2: empty elements change nothing'),
        ),
      })),
    ],
    why: 'Proxies that join or remove members leave such commas behind.',
  },
  {
    id: '9.10',
    level: 'MUST',
    title: 'Spaces around ; and = in an extension offer',
    source: [rfc6455('9.1', 'including the "implied *LWS rule"'), rfc2616('2.1'), rfc9110('5.6.6', 'OWS ";" OWS')],
    tests: [R.extensionListByGrammar, R.owsAcceptedWhereAllowed],
    parts: [
      { name: 'no space before ";"', send: offer(`${DEFLATE}; client_max_window_bits`) },
      { name: 'no space around "="', send: offer(`${DEFLATE}; client_max_window_bits=10`) },
      {
        name: 'a space before ";"',
        send: offer(`${DEFLATE} ; client_max_window_bits`),
        expect: asTwin(
          '101, negotiating or declining',
          acceptedAs(
            'no space before ";"',
            'RFC 6455 9.1: including the "implied *LWS rule"; RFC 9110 5.6.6 allows it too',
          ),
          recordsExtensions('pass'),
        ),
      },
      {
        name: 'spaces around "="',
        send: offer(`${DEFLATE}; client_max_window_bits = 10`),
        expect: accepted({
          says: '101, negotiating or declining; a refusal is a warning',
          rows: refusedWarns,
          checks: [acceptedAlso('no space around "="'), recordsExtensions('pass')],
        }),
      },
    ],
    why: 'RFC 9110 has no space around "=" any more; RFC 6455 still takes its ABNF from RFC 2616, which does.',
  },
  {
    id: '9.11',
    level: 'INFO',
    title: 'Extension name offered in another letter case',
    source: [rfc6455('9.1', 'no rule')],
    tests: [R.extensionListByGrammar],
    parts: each([['Permessage-Deflate', 'Permessage-Deflate']], observed({ checks: [recordsExtensions('observed')] })),
  },
  {
    id: '9.12',
    level: 'MUST',
    title: 'Sec-WebSocket-Extensions in a 101 response is well-formed',
    source: [abnf, rfc6455('4.2.2', '/extensions/: the empty string is not the null value')],
    tests: [R.extensionListByGrammar, R.noExtensionUnlessOffered, R.responseFieldsMatchGrammar],
    derived: {
      says: 'an extension-list with at least one element',
      of: (observation) => extensionLines(observation).length > 0,
      each: validList,
      from: ['9.02', '9.03', '10.01', '10.03', '10.11', '10.14', '10.23'],
      absent: 'no 101 carried Sec-WebSocket-Extensions',
    },
    why: 'An empty field in the 101 made Safari fail the connection.',
  },
  {
    id: '9.13',
    level: 'MAY',
    title: 'Several Sec-WebSocket-Extensions lines in a 101 response',
    source: [rfc6455('4.2.2', 'step 5.6'), rfc6455('11.3.2', 'as erratum 3433 corrects it')],
    tests: [R.extensionListByGrammar, R.responseExtensionsMaySplit, R.extensionsMayRepeat],
    derived: {
      says: 'one line or several',
      of: (observation) => extensionLines(observation).length > 1,
      each: splits,
      from: ['9.03', '10.01', '10.03', '10.22'],
      absent: 'no 101 carried Sec-WebSocket-Extensions in several lines',
    },
  },
  {
    id: '9.14',
    level: 'MUST',
    title: 'At most one accepted extension uses RSV1',
    source: [rfc7692('5', 'MUST NOT accept ... conflict with the extension on their use of the RSV1 bit')],
    tests: [R.extensionListByGrammar, R.deflateResponseMatchesOffer],
    derived: {
      says: 'at most one of permessage-*, deflate-frame and deflate-stream, and no name twice',
      of: (observation) => extensionLines(observation).length > 0,
      each: oneOnRsv1,
      from: ['9.03', '9.15', '10.20', '10.21', '10.22', '10.35'],
      absent: 'no 101 carried Sec-WebSocket-Extensions',
    },
    why: 'With two there is no telling whose the bit is. Clients fail the connection.',
  },
  {
    id: '9.15',
    level: 'INFO',
    title: 'Old extension name offered, such as deflate-frame',
    source: [rfc6455('9.1', 'registered token')],
    tests: [R.extensionListByGrammar, R.extensionsRegisteredAndDefined],
    parts: each(
      ['x-webkit-deflate-frame', 'deflate-frame', 'permessage-bzip2'].map((name) => [name, name]),
      observed({ checks: [recordsExtensions('observed')] }),
    ),
  },
  {
    id: '9.16',
    level: 'SECURITY',
    title: '500 extensions are offered',
    source: [rfc6455('10.4')],
    tests: [R.extensionListByGrammar, R.noInputTrusted, R.hostileInputSurvived],
    hurts: true,
    parts: manyNames,
    follow: lateAgain(manyNames, 2000),
    why: '3 KB: a server that compares every offer with every other is busy for the square of it.',
  },
  {
    id: '9.17',
    level: 'SECURITY',
    title: 'Long unclosed quoted value in an extension offer (ReDoS)',
    source: [rfc6455('10.4'), rfc6455('10.7'), abnf],
    tests: [R.extensionListByGrammar, R.noInputTrusted, R.hostileInputSurvived],
    hurts: true,
    parts: quotedPairs,
    follow: lateAgain(quotedPairs, 1000),
    why: 'CVE-2020-7662 and CVE-2020-7663: a regular expression for quoted strings that one request of 1 KB kept busy for ever.',
  },
  {
    id: '9.18',
    level: 'SECURITY',
    title: 'Extension named constructor, __proto__ or hasOwnProperty',
    source: [rfc6455('10.7'), rfc6455('4.2.2', '/extensions/')],
    tests: [R.extensionListByGrammar, R.noInputTrusted, R.hostileInputSurvived],
    hurts: true,
    parts: each(
      ['constructor', '__proto__', 'hasOwnProperty; x=__proto__'].map((value) => [value, value]),
      anything({
        says: '101 without extensions, or a 4xx',
        rows: { '2xx': 'observed', '3xx': 'observed', '5xx': 'warn', dropped: 'warn', silent: 'warn' },
        checks: [listsNothing(LISTED)],
      }),
    ),
    why: 'ws before 3.3.1 looked offers up in a plain object and died of "constructor".',
  },
  {
    id: '9.19',
    level: 'INFO',
    title: 'Two extensions offered in both orders',
    source: [rfc6455('9.1', 'the order of extensions is significant')],
    tests: [R.extensionListByGrammar],
    parts: each(
      [
        [`foo, ${DEFLATE}`, `foo, ${DEFLATE}`],
        [`${DEFLATE}, foo`, `${DEFLATE}, foo`],
      ],
      observed({ says: '101; the order of the answer is the order in use', checks: [recordsExtensions('observed')] }),
    ),
  },
  {
    id: '9.20',
    level: 'MUST',
    title: 'Offered extension is similar to permessage-deflate',
    source: [lists],
    tests: [R.extensionNameMatchedWhole],
    parts: each(
      [`${DEFLATE}-x`, `x${DEFLATE}`, 'permessage'].map((name) => [name, name]),
      ignored(listsOnlyOffered),
    ),
    why: 'Substring and prefix matchers agree to what was not asked for.',
  },
  {
    id: '9.21',
    level: 'MUST',
    title: 'permessage-deflate as a parameter of another extension',
    source: [rfc6455('9.1', 'ABNF: extension-param'), lists],
    tests: [R.extensionNameMatchedWhole],
    parts: each(
      [['behind another name', (vars) => `${unknownName(vars)}; ${DEFLATE}; client_max_window_bits`]],
      ignored(listsOnlyOffered),
    ),
    why: 'Who searches the value for the name, or splits at ";" as at ",", agrees to compress with a client that did not ask.',
  },
  {
    id: '9.22',
    level: 'MUST',
    title: 'permessage-deflate inside a quoted parameter value',
    contested: malformed,
    source: [rfc6455('9.1', 'ABNF: quoted-string, a token after unescaping'), lists],
    tests: [R.extensionNameMatchedWhole],
    parts: each(
      [['inside the quotes', (vars) => `${unknownName(vars)}; y=", ${DEFLATE}; client_max_window_bits, "`]],
      failed('RFC 6455 4.2.2 /extensions/: what stands inside a quoted string was not offered'),
    ),
    why: 'Who splits at every comma agrees to compress, and the client, which offered nothing of the kind, fails the connection.',
  },
]

/** Suite 9: which extensions are agreed on, whatever they are. */
export const extensionsSuite: Suite = {
  number: 9,
  slug: 'extensions',
  title: 'Sec-WebSocket-Extensions, generic',
  cases,
}
