import type { Case } from '../../../harness/case/case'
import { rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import { observed, refused } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { grammarIsChecked, mustStop } from '../parts/must-stop'
import { item5, keyGrammar } from './parts/clauses'
import { key } from './parts/edit'

const repeated = [
  rfc9110(
    '5.2',
    'two lines are the one value "k, k", which is no key',
    'When a field name is repeated within a section, its combined field value consists of the list of corresponding field line values within that section, concatenated in order, with each field line value separated by a comma.',
  ),
  grammarIsChecked('item 5'),
  keyGrammar,
  rfc6455(
    '11.3.1',
    'binds the client',
    'The |Sec-WebSocket-Key| header field MUST NOT appear more than once in an HTTP request.',
  ),
]

/** The key is missing, repeated, or in another place than its field line. */
export const fieldCases: readonly Case[] = [
  {
    id: '5.01',
    level: 'MUST',
    title: 'Sec-WebSocket-Key is missing',
    source: [mustStop('item 5'), item5],
    tests: [R.keyIs16Bytes],
    parts: [{ name: 'no key', send: key(null), expect: refused() }],
    why: 'A script in a browser cannot set a Sec- field, so the key proves that a WebSocket client sent the request.',
  },
  {
    id: '5.14',
    level: 'MUST',
    title: 'Two Sec-WebSocket-Key field lines with the same key',
    source: repeated,
    tests: [R.keyIs16Bytes, R.keySingle],
    parts: [{ name: 'one key twice', send: key((vars) => [vars.key, vars.key]), expect: refused() }],
    why: 'A proxy that merges or drops field lines turns this into a different request.',
  },
  {
    id: '5.15',
    level: 'MUST',
    title: 'Two Sec-WebSocket-Key field lines with different keys',
    meaning: 2,
    source: repeated,
    tests: [R.keyIs16Bytes, R.keySingle],
    sameFaultAs: ['5.14'],
    parts: [{ name: 'two keys', send: key((vars) => [vars.key, vars.otherKey]), expect: refused() }],
    why: 'The server answers one of the keys, and a hop on the way may have read the other.',
  },
  {
    id: '5.24',
    level: 'INFO',
    title: 'Opening handshake of the old draft Hixie-76',
    source: [rfc6455('4.2.1', 'items 5 and 6'), rfc6455('4.4')],
    tests: [R.keyIs16Bytes, R.versionIs13],
    parts: [
      {
        name: 'Key1, Key2 and 8 bytes',
        send: {
          fields: {
            'Sec-WebSocket-Key': null,
            'Sec-WebSocket-Version': null,
            'Sec-WebSocket-Key1': '4 @1  46546xW%0l 1 5',
            'Sec-WebSocket-Key2': '12998 5 Y3 1  .P00',
          },
          body: '^n:ds[4U',
        },
        expect: observed(),
      },
    ],
    why: 'Chrome 6 and Safari 5 sent this handshake. A server that waits for more bytes hangs instead of answering.',
  },
  {
    id: '5.25',
    level: 'MUST',
    title: 'Sec-WebSocket-Key only in the trailer section',
    meaning: 2,
    source: [
      rfc9110(
        '6.5.1',
        '',
        'A recipient MUST NOT merge a trailer field into a header section unless the recipient understands the corresponding header field definition and that definition explicitly permits and defines how trailer field values can be safely merged.',
      ),
      mustStop('item 5'),
      rfc9112('7.1.2'),
    ],
    tests: [R.keyIs16Bytes],
    sameFaultAs: ['5.01'],
    parts: [
      {
        name: 'key after the last chunk',
        send: {
          fields: { 'Sec-WebSocket-Key': null, 'Transfer-Encoding': 'chunked' },
          body: (vars) => `0\r\nSec-WebSocket-Key: ${vars.key}\r\n\r\n`,
        },
        expect: refused(),
      },
    ],
    why: 'A hop that checks the header fields in front of the server never sees a field in the trailer section.',
  },
  {
    id: '5.26',
    level: 'MUST',
    title: 'Sec_WebSocket_Key instead of Sec-WebSocket-Key',
    meaning: 2,
    source: [
      mustStop('item 5'),
      item5,
      rfc9110(
        '5.1',
        'another field name',
        'A field name labels the corresponding field value as having the semantics defined by that name.',
      ),
    ],
    tests: [R.keyIs16Bytes],
    sameFaultAs: ['5.01'],
    parts: [
      {
        name: 'Sec_WebSocket_Key',
        send: { fields: { 'Sec-WebSocket-Key': null, Sec_WebSocket_Key: (vars) => vars.key } },
        expect: refused(),
      },
    ],
    why: 'CGI-style environments map both names to HTTP_SEC_WEBSOCKET_KEY, while proxies know only the name with hyphens.',
  },
]
