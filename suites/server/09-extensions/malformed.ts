import type { Case, Contest } from '../../../harness/case/case'
import type { Blame } from '../../../harness/case/cause'
import type { Check } from '../../../harness/case/check'
import { rfc6455 } from '../../../harness/case/clause'
import type { Expectation } from '../../../harness/case/expectation'
import { onOpened } from '../../../harness/judge/checks'
import { anything } from '../../../harness/judge/expectations'
import { DEFLATE } from '../../../harness/wire/http1/permessage-deflate'
import { R } from '../../requirements'
import { listsOffered, malformedFails, paramGrammar } from '../parts/extension-clauses'
import { FIELD, listsNothing, unknownName } from '../parts/extensions'
import { acceptsLists } from '../parts/list-clauses'
import { reasonOf } from '../parts/reason'
import { partsOffering } from './parts/offers'

const MUST_FAIL = 'the recipient of such malformed data MUST immediately _Fail the WebSocket Connection_'

const malformedOffer: Contest = {
  strict: `RFC 6455 9.1: "${MUST_FAIL}"`,
  lenient:
    'RFC 6455 4.2.1: "The server must parse at least part of this handshake", and item 9 begins with "Optionally": a server without extensions may leave the field unread',
}

/** What explains a 101 that ignores a malformed offer. */
const UNCHECKED: Blame = { cause: 'malformed-extensions-accepted', impact: 'lax' }

/** A target that negotiates an extension reads the field: for it the lenient clause says nothing. */
function readsField(more: string): Check {
  return onOpened((_, { capabilities }) => {
    if (!capabilities.permessageDeflate) return null
    const because = reasonOf(malformedFails, `the target reads the field: it negotiates permessage-deflate${more}`)
    return { verdict: 'fail', because, blame: UNCHECKED }
  })
}

const UNREAD_CONTESTED = 'a 4xx or a closed connection; 101 without an extension is contested, 101 with one fails'

const UNREAD_FAILS =
  'a 4xx or a closed connection; 101 without an extension is contested from a target that negotiates none, every other 101 fails'

/** Requires a refusal. A 101 that ignores the field is contested; a 101 that `checks` object to fails. */
function refusedOrUnread(checks: readonly Check[], says = UNREAD_CONTESTED): Expectation {
  const expectation = anything({
    says,
    rows: { '101': 'contested', '2xx': 'observed', '3xx': 'observed', '5xx': 'warn', silent: 'warn' },
    checks,
  })
  return { ...expectation, blames: { '101': UNCHECKED } }
}

/** As `refusedOrUnread`, and a 101 of a target that reads the field fails. */
function malformedOfferRefused(more = ''): Expectation {
  const because = reasonOf(malformedFails, 'the server cannot agree to anything in a malformed value')
  return refusedOrUnread([listsNothing(because, UNCHECKED), readsField(more)], UNREAD_FAILS)
}

const tokenInQuotes = rfc6455(
  '9.1',
  '',
  ";When using the quoted-string syntax variant, the value ;after quoted-string unescaping MUST conform to the ;'token' ABNF.",
)

const TRAILING_SEMICOLON = `${DEFLATE};`

/** The malformed values of 9.07. */
const MALFORMED = ['foo;=bar', 'foo; bar=', 'foo bar', ';foo', 'foo; bar="x', 'foo; bar=a=b']

/** Cases on offers that break the grammar of the field. */
export const malformedCases: readonly Case[] = [
  {
    id: '9.06',
    level: 'MUST',
    title: 'Extension parameter with a quoted value that is no token',
    meaning: 2,
    contested: malformedOffer,
    source: [malformedFails, tokenInQuotes],
    tests: [R.extensionListByGrammar, R.malformedExtensionsRejected],
    sameFaultAs: ['9.07'],
    parts: partsOffering(
      [
        ['"a b"', (vars) => `${unknownName(vars)}; bar="a b"`],
        ['""', (vars) => `${unknownName(vars)}; bar=""`],
      ],
      malformedOfferRefused(),
    ),
    why: 'Parsers that check only the quotes accept the value. After unescaping it must still be a token.',
  },
  {
    id: '9.07',
    level: 'MUST',
    title: 'Sec-WebSocket-Extensions is malformed',
    meaning: 2,
    contested: malformedOffer,
    source: [malformedFails, paramGrammar],
    tests: [R.extensionListByGrammar, R.malformedExtensionsRejected],
    parts: [
      ...partsOffering(
        [[TRAILING_SEMICOLON, TRAILING_SEMICOLON]],
        malformedOfferRefused(`; RFC 9110 5.6.6 allows a ";" at the end, but RFC 6455 9.1 has an ABNF of its own`),
      ),
      ...partsOffering(
        MALFORMED.map((value) => [value, value]),
        malformedOfferRefused(),
      ),
    ],
    why: 'Lenient parsers read these values in different ways, so a proxy and a server may agree on different extensions.',
  },
  {
    id: '9.08',
    level: 'MUST',
    title: 'Sec-WebSocket-Extensions is empty',
    meaning: 2,
    contested: {
      strict: `RFC 6455 9.1: "extension-list = 1#extension", and "${MUST_FAIL}"; RFC 9110 5.6.1.2: such a value is "invalid, since at least one non-empty element is required"`,
      lenient:
        'RFC 9110 5.6.1.2: "a recipient MUST accept lists that satisfy the following syntax: #element => [ element ] *( OWS "," OWS [ element ] )", and a list without elements does',
    },
    source: [malformedFails, rfc6455('9.1', '', 'extension-list = 1#extension'), acceptsLists],
    tests: [R.extensionListByGrammar, R.malformedExtensionsRejected],
    sameFaultAs: ['9.07'],
    parts: partsOffering(
      [
        ['empty', { line: `${FIELD}:` }],
        [',', ','],
      ],
      refusedOrUnread([listsNothing(reasonOf(listsOffered, 'nothing is offered'))]),
    ),
    why: 'Some client libraries send an empty field when they offer nothing. The server must not agree to an extension.',
  },
  {
    id: '9.22',
    level: 'MUST',
    title: 'permessage-deflate inside a quoted parameter value',
    meaning: 2,
    contested: malformedOffer,
    source: [malformedFails, tokenInQuotes, listsOffered],
    tests: [R.extensionNameMatchedWhole],
    sameFaultAs: ['9.06', '9.07', '9.20', '9.21'],
    parts: partsOffering(
      [['inside the quotes', (vars) => `${unknownName(vars)}; y=", ${DEFLATE}; client_max_window_bits, "`]],
      refusedOrUnread(
        [
          listsNothing(reasonOf(listsOffered, 'a name inside a quoted string is not an offered extension')),
          readsField(''),
        ],
        UNREAD_FAILS,
      ),
    ),
    why: 'A server that splits at every comma agrees to compression. The client did not offer it and fails the connection.',
  },
]
