import type { Case, Contest } from '../../../harness/case/case'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import { anything } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { DEFLATE, FIELD, listsNothing, unknownName } from '../parts/extensions'
import { answerListsOffered, partsOffering } from './parts/offers'

const malformedOffer: Contest = {
  strict: 'RFC 6455 9.1: who receives a value that breaks the ABNF MUST immediately fail the connection',
  lenient: 'RFC 6455 4.2.1 item 9: the field is optional, and a server without extensions need not read it',
}

/** A refusal; a 101 that ignores the field is contested, one that takes something from it fails. */
const malformedOfferRefused = (
  because = 'RFC 6455 9.1: a malformed value makes the handshake fail, and nothing in it is agreed to',
) =>
  anything({
    says: 'a 4xx or a closed connection; a 101 without extensions is contested, a 101 with one fails',
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
    why: 'It gets past parsers that look at the quotes and not at what is between them.',
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
    parts: partsOffering([['empty', { line: `${FIELD}:` }]], malformedOfferRefused()),
    why: 'Some libraries send it when they offer nothing. However it is read, nothing was offered.',
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
      malformedOfferRefused('RFC 6455 4.2.2 /extensions/: what stands inside a quoted string was not offered'),
    ),
    why: 'Who splits at every comma agrees to compress, and the client, which offered nothing of the kind, fails the connection.',
  },
]
