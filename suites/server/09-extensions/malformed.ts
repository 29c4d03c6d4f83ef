import type { Case, Contest } from '../../../harness/case/case'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import { anything } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { DEFLATE, FIELD, listsNothing, unknownName } from '../parts/extensions'
import { answerListsOffered, partsOffering } from './parts/offers'

const malformedOffer: Contest = {
  strict: 'RFC 6455 9.1: the recipient of a value that breaks the ABNF MUST immediately fail the connection',
  lenient: 'RFC 6455 4.2.1 item 9: the field is optional, so a server without extensions may leave it unread',
}

/** Requires a refusal. A 101 that ignores the field is contested; a 101 that agrees to something in it fails. */
const malformedOfferRefused = (
  because = 'RFC 6455 9.1: a malformed value MUST fail the connection, so the server cannot agree to anything in it',
) =>
  anything({
    says: 'a 4xx or a closed connection; 101 without an extension is contested, 101 with one fails',
    rows: { '101': 'contested', '2xx': 'observed', '3xx': 'observed', '5xx': 'warn', silent: 'warn' },
    checks: [listsNothing(because)],
  })

/** Cases on offers that break the grammar of the field. */
export const malformedCases: readonly Case[] = [
  {
    id: '9.06',
    level: 'MUST',
    title: 'Extension parameter with a quoted value that is no token',
    contested: malformedOffer,
    source: [rfc6455('9.1', 'ABNF: after unescaping the value MUST be a token')],
    tests: [R.extensionListByGrammar, R.malformedExtensionsRejected],
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
    contested: malformedOffer,
    source: [rfc6455('9.1', 'MUST immediately _Fail the WebSocket Connection_')],
    tests: [R.extensionListByGrammar, R.malformedExtensionsRejected],
    parts: partsOffering(
      [',', `${DEFLATE};`, 'foo;=bar', 'foo; bar=', 'foo bar', ';foo', 'foo; bar="x', 'foo; bar=a=b'].map((value) => [
        value,
        value,
      ]),
      malformedOfferRefused(),
    ),
    why: 'Lenient parsers read these values in different ways, so a proxy and a server may agree on different extensions.',
  },
  {
    id: '9.08',
    level: 'MUST',
    title: 'Sec-WebSocket-Extensions is empty',
    contested: {
      strict:
        'RFC 6455 9.1, 4.3: 1#extension has at least one element (RFC 9110 5.6.1.2), and a malformed value MUST fail the connection',
      lenient: 'RFC 9110 5.6.1.2: a recipient ignores empty elements, and a list without elements offers nothing',
    },
    source: [rfc6455('9.1'), rfc6455('4.3', '1#extension'), rfc9110('5.6.1.2')],
    tests: [R.extensionListByGrammar, R.malformedExtensionsRejected],
    parts: partsOffering([['empty', { line: `${FIELD}:` }]], malformedOfferRefused()),
    why: 'Some client libraries send an empty field when they offer nothing. The server must not agree to an extension.',
  },
  {
    id: '9.22',
    level: 'MUST',
    title: 'permessage-deflate inside a quoted parameter value',
    contested: malformedOffer,
    source: [rfc6455('9.1', 'ABNF: quoted-string, a token after unescaping'), answerListsOffered],
    tests: [R.extensionNameMatchedWhole],
    parts: partsOffering(
      [['inside the quotes', (vars) => `${unknownName(vars)}; y=", ${DEFLATE}; client_max_window_bits, "`]],
      malformedOfferRefused('RFC 6455 4.2.2 /extensions/: a name inside a quoted string is not an offered extension'),
    ),
    why: 'A server that splits at every comma agrees to compression. The client did not offer it and fails the connection.',
  },
]
