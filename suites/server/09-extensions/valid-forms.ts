import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc2616, rfc6455, rfc9110 } from '../../../harness/case/clause'
import type { FieldEdit } from '../../../harness/case/edit'
import type { Value } from '../../../harness/case/vars'
import { accepted, REFUSAL_WARNS } from '../../../harness/judge/expectations'
import { DEFLATE } from '../../../harness/wire/http1/permessage-deflate'
import { R } from '../../requirements'
import {
  impliedLws,
  linesAreEquivalent,
  listsOffered,
  lwsBetweenWords,
  mayRepeat,
  paramGrammar,
} from '../parts/extension-clauses'
import {
  acceptedAs,
  comparedWith,
  listsNothing,
  listsOnly,
  negotiatesAs,
  negotiatesAsIn,
  offer,
  recordsExtensions,
  unknownName,
} from '../parts/extensions'
import { acceptsLists, emptyIgnored, ows } from '../parts/list-clauses'
import { reasonOf } from '../parts/reason'
import { LISTED_IS_IN_USE } from './parts/offers'

const LINES = reasonOf(linesAreEquivalent)
const EMPTY = reasonOf(emptyIgnored)
const VALUE = reasonOf(paramGrammar)

/** Requires the answer that the twin got. `acceptedAs` judges a 4xx or 5xx; a dropped or a silent connection warns. */
const answeredAsTwin = (says: string, ...checks: Check[]) =>
  accepted({ says, rows: { ...REFUSAL_WARNS, '4xx': 'pass', '5xx': 'pass' }, checks })

/** Skips the case if the twin `name` was refused too. */
function twinAccepted(name: string): Check {
  return comparedWith(name, () => null)
}

/** The spellings of 9.25: the name, and what is between two elements and before a parameter. */
const SPELLINGS: readonly [name: string, comma: string, semicolon: string][] = [
  ['with spaces', ', ', '; '],
  ['without spaces', ',', ';'],
  ['with tabs', '\t,\t', '\t;\t'],
]

/** Cases on valid but less usual ways to write an offer. */
export const validFormCases: readonly Case[] = [
  {
    id: '9.04',
    level: 'MUST',
    title: 'Two Sec-WebSocket-Extensions field lines',
    meaning: 2,
    source: [linesAreEquivalent, mayRepeat, listsOffered],
    tests: [R.extensionListByGrammar, R.splitExtensionsEqualCombined, R.extensionsMayRepeat],
    sameFaultAs: ['9.02'],
    parts: [
      { name: 'one line', send: offer((vars) => `${unknownName(vars)}, ${DEFLATE}`) },
      {
        name: 'two lines',
        send: offer((vars) => [unknownName(vars), DEFLATE]),
        expect: answeredAsTwin(
          'the same answer as for the list on one field line',
          acceptedAs('one line', LINES),
          negotiatesAs('one line', LINES),
          listsOnly([DEFLATE]),
          recordsExtensions('pass'),
        ),
      },
    ],
    why: 'A server that reads only the first or the last field line misses a part of the offer.',
  },
  {
    id: '9.05',
    level: 'MUST',
    title: 'Extension parameter with a valid quoted value',
    meaning: 2,
    source: [paramGrammar],
    tests: [R.extensionListByGrammar],
    sameFaultAs: ['9.02'],
    parts: [
      { name: 'bar=baz', send: offer((vars) => `${unknownName(vars)}; bar=baz`) },
      {
        name: 'bar="baz"',
        send: offer((vars) => `${unknownName(vars)}; bar="baz"`),
        expect: answeredAsTwin(
          '101 without Sec-WebSocket-Extensions, as for the token',
          acceptedAs('bar=baz', VALUE, 'warn'),
          listsNothing(LISTED_IS_IN_USE),
        ),
      },
    ],
    why: 'The quoted and the unquoted value are equivalent (RFC 9110 5.6.6). A parser that only splits at "=" keeps the quotes.',
  },
  {
    id: '9.09',
    level: 'MUST',
    title: 'Empty list elements in Sec-WebSocket-Extensions',
    meaning: 2,
    source: [
      emptyIgnored,
      rfc2616('2.1', '', 'Wherever this construct is used, null elements are allowed'),
      rfc6455('9.1'),
    ],
    tests: [R.extensionListByGrammar, R.emptyListElementsIgnored],
    parts: [
      { name: 'two elements', send: offer((vars) => `${DEFLATE},${unknownName(vars)}`) },
      { name: 'one element', send: offer(unknownName) },
      ...(
        [
          ['in the middle', 'two elements', (vars) => `${DEFLATE},,${unknownName(vars)}`],
          ['at the start', 'one element', (vars) => `,${unknownName(vars)}`],
        ] as [string, string, Value<FieldEdit>][]
      ).map(([name, twin, value]) => ({
        name,
        send: offer(value),
        expect: answeredAsTwin(
          'the same answer as for the list without empty elements',
          acceptedAs(twin, EMPTY),
          negotiatesAs(twin, EMPTY),
        ),
      })),
    ],
    why: 'Proxies that join lists or remove elements leave such commas.',
  },
  {
    id: '9.10',
    level: 'MUST',
    title: 'Spaces around ; and = in an extension offer',
    meaning: 2,
    contested: {
      strict:
        'RFC 6455 9.1: "this section is using ABNF syntax/rules from [RFC2616], including the "implied *LWS rule""; RFC 2616 2.1: "linear white space (LWS) can be included between any two adjacent words"',
      lenient:
        'RFC 9110 5.6.6: "Parameters do not allow whitespace (not even "bad" whitespace) around the "=" character"',
    },
    source: [impliedLws, lwsBetweenWords, rfc9110('5.6.6', '', 'parameters = *( OWS ";" OWS [ parameter ] )')],
    tests: [R.extensionListByGrammar, R.owsAcceptedWhereAllowed],
    parts: [
      { name: 'no space before ";"', send: offer(`${DEFLATE}; client_max_window_bits`) },
      { name: 'no space around "="', send: offer(`${DEFLATE}; client_max_window_bits=10`) },
      {
        name: 'a space before ";"',
        send: offer(`${DEFLATE} ; client_max_window_bits`),
        expect: answeredAsTwin(
          '101, with or without permessage-deflate',
          acceptedAs('no space before ";"', reasonOf(impliedLws)),
          recordsExtensions('pass'),
        ),
      },
      {
        name: 'spaces around "="',
        send: offer(`${DEFLATE}; client_max_window_bits = 10`),
        expect: accepted({
          says: '101, with or without permessage-deflate; a 4xx is contested',
          rows: { ...REFUSAL_WARNS, '4xx': 'contested' },
          checks: [twinAccepted('no space around "="'), recordsExtensions('pass')],
        }),
      },
    ],
    why: 'RFC 6455 takes its ABNF from RFC 2616, which allows a space around "=". RFC 9110 5.6.6 no longer allows it.',
  },
  {
    id: '9.23',
    level: 'MUST',
    introduced: '1.1',
    title: 'Two Sec-WebSocket-Extensions field lines, permessage-deflate first',
    source: [linesAreEquivalent, mayRepeat],
    tests: [R.extensionListByGrammar, R.splitExtensionsEqualCombined, R.extensionsMayRepeat],
    sameFaultAs: ['9.04', '9.02'],
    parts: [
      { name: 'one line', send: offer((vars) => `${DEFLATE}, ${unknownName(vars)}`) },
      {
        name: 'two lines',
        send: offer((vars) => [DEFLATE, unknownName(vars)]),
        expect: answeredAsTwin(
          'the same answer as for the list on one field line',
          acceptedAs('one line', LINES),
          negotiatesAs('one line', LINES),
          listsOnly([DEFLATE]),
          recordsExtensions('pass'),
        ),
      },
    ],
    why: 'A map from name to value that keeps only the last line loses permessage-deflate. 9.04 has it in the second line.',
  },
  {
    id: '9.24',
    level: 'MUST',
    introduced: '1.1',
    title: 'Quoted parameter value with a backslash',
    source: [
      paramGrammar,
      rfc2616(
        '2.2',
        '',
        'The backslash character ("\\") MAY be used as a single-character quoting mechanism only within quoted-string and comment constructs.',
      ),
    ],
    tests: [R.extensionListByGrammar],
    sameFaultAs: ['9.05'],
    parts: [
      { name: 'bar=baz', send: offer((vars) => `${unknownName(vars)}; bar=baz, ${DEFLATE}`) },
      {
        name: 'bar="b\\az"',
        send: offer((vars) => `${unknownName(vars)}; bar="b\\az", ${DEFLATE}`),
        expect: answeredAsTwin(
          'the same answer as for the token',
          acceptedAs('bar=baz', VALUE),
          negotiatesAs('bar=baz', VALUE),
          recordsExtensions('pass'),
        ),
      },
    ],
    why: 'The value is the token baz. A parser that checks the characters before it removes the backslash refuses a valid offer.',
  },
  {
    id: '9.25',
    level: 'MUST',
    introduced: '1.1',
    title: 'Extension offers separated by a comma with and without space',
    source: [acceptsLists, impliedLws, ows],
    tests: [R.extensionListByGrammar, R.owsAcceptedWhereAllowed],
    parts: SPELLINGS.map(([name, comma, semicolon]) => ({
      name,
      send: offer((vars) => `${unknownName(vars)}${comma}${DEFLATE}${semicolon}client_max_window_bits`),
      expect: answeredAsTwin(
        'the same answer to each spelling',
        negotiatesAsIn(
          SPELLINGS.map(([other]) => other).filter((other) => other !== name),
          reasonOf(acceptsLists),
        ),
        recordsExtensions('pass'),
      ),
    })),
    why: 'A server that splits at ", " finds nothing where a client sends no space, and one that does not trim finds nothing where it does. Compression is lost without an error.',
  },
]
