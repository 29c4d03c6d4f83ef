import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc2616, rfc6455, rfc9110 } from '../../../harness/case/clause'
import type { FieldEdit } from '../../../harness/case/edit'
import type { Value } from '../../../harness/case/vars'
import { accepted, REFUSAL_WARNS } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import {
  acceptedAs,
  comparedWith,
  DEFLATE,
  listsNothing,
  listsOnly,
  negotiatesAs,
  offer,
  recordsExtensions,
  unknownName,
} from '../parts/extensions'
import { answerListsOffered, LISTED_IS_IN_USE } from './parts/offers'

/** Requires the answer that the twin got. `acceptedAs` judges a 4xx or 5xx; a dropped or a silent connection warns. */
const answeredAsTwin = (says: string, ...checks: Check[]) =>
  accepted({ says, rows: { ...REFUSAL_WARNS, '4xx': 'pass', '5xx': 'pass' }, checks })

/** Skips the case if the twin `name` was refused too. */
function twinAccepted(name: string): Check {
  return comparedWith(name, () => null)
}

/** Cases on valid but less usual ways to write an offer. */
export const validFormCases: readonly Case[] = [
  {
    id: '9.04',
    level: 'MUST',
    title: 'Two Sec-WebSocket-Extensions field lines',
    source: [
      rfc6455('9.1', 'exactly equivalent'),
      rfc6455('11.3.2', 'MAY appear multiple times in an HTTP request'),
      answerListsOffered,
    ],
    tests: [R.extensionListByGrammar, R.splitExtensionsEqualCombined, R.extensionsMayRepeat],
    parts: [
      { name: 'one line', send: offer((vars) => `${unknownName(vars)}, ${DEFLATE}`) },
      {
        name: 'two lines',
        send: offer((vars) => [unknownName(vars), DEFLATE]),
        expect: answeredAsTwin(
          'the same answer as for the list on one field line',
          acceptedAs('one line', 'RFC 6455 9.1: the two forms are exactly equivalent'),
          negotiatesAs('one line', 'RFC 6455 9.1: the two forms are exactly equivalent'),
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
    source: [rfc6455('9.1', 'ABNF: token | quoted-string')],
    tests: [R.extensionListByGrammar],
    parts: [
      { name: 'bar=baz', send: offer((vars) => `${unknownName(vars)}; bar=baz`) },
      {
        name: 'bar="baz"',
        send: offer((vars) => `${unknownName(vars)}; bar="baz"`),
        expect: answeredAsTwin(
          '101 without Sec-WebSocket-Extensions, as for the token',
          acceptedAs('bar=baz', 'RFC 6455 9.1: a value may be a quoted-string', 'warn'),
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
    source: [rfc9110('5.6.1.2', 'MUST parse and ignore'), rfc2616('2.1', '#rule: null elements'), rfc6455('9.1')],
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
          acceptedAs(twin, 'RFC 9110 5.6.1.2: a recipient MUST parse and ignore empty list elements'),
          negotiatesAs(twin, 'RFC 9110 5.6.1.2: empty list elements are ignored, so they change nothing'),
        ),
      })),
    ],
    why: 'Proxies that join lists or remove elements leave such commas.',
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
        expect: answeredAsTwin(
          '101, with or without permessage-deflate',
          acceptedAs(
            'no space before ";"',
            'RFC 6455 9.1: the "implied *LWS rule" allows the space, and so does RFC 9110 5.6.6',
          ),
          recordsExtensions('pass'),
        ),
      },
      {
        name: 'spaces around "="',
        send: offer(`${DEFLATE}; client_max_window_bits = 10`),
        expect: accepted({
          says: '101, with or without permessage-deflate; a refusal warns',
          rows: REFUSAL_WARNS,
          checks: [twinAccepted('no space around "="'), recordsExtensions('pass')],
        }),
      },
    ],
    why: 'RFC 6455 takes its ABNF from RFC 2616, which allows a space around "=". RFC 9110 5.6.6 no longer allows it.',
  },
]
