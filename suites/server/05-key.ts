import type { Case, Contest, Part, Suite } from '../../harness/case/case'
import { rfc4648, rfc6455, rfc9110, rfc9112 } from '../../harness/case/clause'
import type { Edit, FieldEdit } from '../../harness/case/edit'
import type { Expectation } from '../../harness/case/expectation'
import type { Observation } from '../../harness/case/observation'
import type { Value } from '../../harness/case/vars'
import { sentKey } from '../../harness/judge/answer'
import { acceptIsRight } from '../../harness/judge/checks'
import { accepted, observed, refused } from '../../harness/judge/expectations'
import { R } from '../requirements'

/** BASE with another Sec-WebSocket-Key; null leaves the field out, a list sends several lines. */
function key(value: Value<FieldEdit | FieldEdit[] | null>): Edit {
  return { fields: { 'Sec-WebSocket-Key': value } }
}

/** The 16 bytes that a key encodes. */
function nonce(encoded: string): Buffer {
  return Buffer.from(encoded, 'base64')
}

/** The 22 characters of a key, without its two pad characters. */
function unpadded(encoded: string): string {
  return encoded.slice(0, 22)
}

/**
 * `encoded` with upper and lower case exchanged in its first 21 characters.
 * The 22nd stays: its case decides the pad bits (RFC 4648 3.5).
 */
function swapCase(encoded: string): string {
  const swapped = encoded.slice(0, 21).replace(/[A-Za-z]/g, (letter) => {
    const upper = letter.toUpperCase()
    return letter === upper ? letter.toLowerCase() : upper
  })
  return swapped + encoded.slice(21)
}

const item5 = rfc6455('4.2.1', 'item 5')
const grammar = [rfc6455('4.3', 'base64-value-non-empty'), rfc6455('4.2.1', 'introduction: ABNF'), rfc6455('10.7')]
const length = [rfc6455('4.2.1', 'introduction and item 5'), rfc6455('4.2.2', '/key/')]
const repeated = [
  rfc9110('5.2', 'the values of all lines, joined by commas'),
  rfc6455('4.3'),
  rfc6455('4.2.1', 'introduction: ABNF'),
  rfc6455('11.3.1', 'MUST NOT appear more than once'),
]
const asSent = rfc6455('4.2.2', 'step 5.4: over the key string as sent')

const decoding: Contest = {
  strict:
    'RFC 6455 4.2.1: a server MUST refuse a handshake that does not match, and item 5 requires a key that decodes to 16 bytes',
  lenient: 'RFC 6455 4.2.2 /key/: it is not necessary for the server to base64-decode the key',
}
const impliedSpace: Contest = {
  strict:
    'RFC 6455 4.2.1: a server MUST refuse any violation of the ABNF, and base64-value-non-empty (4.3) has no space',
  lenient: 'RFC 6455 4.3 imports the implied *LWS rule of RFC 2616 2.1, which can be read to allow the space',
}
const refusedOrContested = refused({ rows: { '101': 'contested' } })

const acceptedAsSent = accepted({ checks: [acceptIsRight()] })

/** The part that sends BASE again, with the key of the part `first` changed by `change`; none where that key is not known. */
function again(name: string, change: (sent: string) => string, expect: Expectation) {
  return (observations: ReadonlyMap<string, Observation>): Part[] => {
    const first = observations.get('first')
    const sent = first ? sentKey(first) : null
    return sent === null ? [] : [{ name, send: key(change(sent)), expect }]
  }
}

const cases: Case[] = [
  {
    id: '5.01',
    level: 'MUST',
    title: 'Sec-WebSocket-Key is missing',
    source: [item5],
    tests: [R.keyIs16Bytes],
    parts: [{ name: 'no key', send: key(null), expect: refused() }],
    why: 'A script in a browser cannot set a Sec- field, so the key proves that a WebSocket client sent the request.',
  },
  {
    id: '5.02',
    level: 'MUST',
    title: 'Sec-WebSocket-Key is empty',
    source: [item5, rfc6455('4.3', 'base64-value-non-empty')],
    tests: [R.keyIs16Bytes],
    parts: [{ name: 'empty', send: key(''), expect: refused() }],
    why: 'An empty key passes a check that the field is present. Sec-WebSocket-Accept is then the hash of the GUID alone, the same for everybody.',
  },
  {
    id: '5.03',
    level: 'MUST',
    title: 'Sec-WebSocket-Key encodes 15 bytes',
    contested: decoding,
    source: length,
    tests: [R.keyIs16Bytes, R.keyDecodingOptional],
    parts: [
      {
        name: '20 characters',
        send: key((vars) => nonce(vars.key).toString('base64', 0, 15)),
        expect: refusedOrContested,
      },
    ],
    why: 'The two clauses fit together: a server can check the form, 22 characters and "==", without decoding.',
  },
  {
    id: '5.04',
    level: 'MUST',
    title: 'Sec-WebSocket-Key encodes 17 bytes',
    contested: decoding,
    source: length,
    tests: [R.keyIs16Bytes, R.keyDecodingOptional],
    parts: [
      {
        name: '24 characters, one "="',
        send: key((vars) => Buffer.concat([nonce(vars.key), nonce(vars.otherKey)]).toString('base64', 0, 17)),
        expect: refusedOrContested,
      },
    ],
    why: 'This key is as long as a correct one, so a check that counts 24 characters accepts it.',
  },
  {
    id: '5.05',
    level: 'MUST',
    title: 'Sec-WebSocket-Key without base64 padding',
    source: [...grammar, rfc4648('3.2', 'MUST include appropriate pad characters')],
    tests: [R.keyIs16Bytes],
    parts: [{ name: '22 characters', send: key((vars) => unpadded(vars.key)), expect: refused() }],
    why: 'Most base64 decoders are lenient about padding. A server can see the missing "==" without decoding.',
  },
  {
    id: '5.06',
    level: 'MUST',
    title: 'Sec-WebSocket-Key has too much base64 padding',
    source: grammar,
    tests: [R.keyIs16Bytes],
    parts: [
      { name: '23 and "==="', send: key((vars) => `${unpadded(vars.key)}A===`), expect: refused() },
      { name: '24 and "=="', send: key((vars) => `${unpadded(vars.key)}AA==`), expect: refused() },
      { name: '22 and "==="', send: key((vars) => `${unpadded(vars.key)}===`), expect: refused() },
    ],
    why: 'A lenient decoder still returns 16 bytes for the last of these keys.',
  },
  {
    id: '5.07',
    level: 'MUST',
    title: 'Sec-WebSocket-Key in the base64url alphabet',
    source: [...grammar, rfc4648('4', 'not the alphabet of section 5')],
    tests: [R.keyIs16Bytes],
    parts: ['-', '_'].map((character) => ({
      name: `"${character}"`,
      send: key((vars) => (character + vars.key.slice(1)).replace(/[+/]/g, character)),
      expect: refused(),
    })),
    why: "Node's decoder accepts both alphabets and returns 16 bytes. A check of the decoded length does not find the fault.",
  },
  {
    id: '5.08',
    level: 'MUST',
    title: 'Sec-WebSocket-Key has characters outside base64',
    source: grammar,
    tests: [R.keyIs16Bytes],
    parts: [{ name: '22 "!"', send: key('!!!!!!!!!!!!!!!!!!!!!!=='), expect: refused() }],
    why: 'The key has 24 characters and ends with "==". A check of the form that ignores the alphabet accepts it.',
  },
  {
    id: '5.09',
    level: 'MUST',
    title: 'Sec-WebSocket-Key contains a space',
    contested: impliedSpace,
    source: [rfc6455('4.3', 'ABNF, against its implied *LWS'), rfc6455('4.2.1', 'introduction: ABNF')],
    tests: [R.keyIs16Bytes],
    parts: [{ name: 'SP in a group', send: key('dGhlIHNhbXBsZ SBub25jZQ=='), expect: refusedOrContested }],
    why: 'The decoders of Node and Python skip the space and return 16 bytes. The hash is over the value with the space, or without it where a hop removed it.',
  },
  {
    id: '5.10',
    level: 'MUST',
    title: 'Sec-WebSocket-Key has non-zero pad bits',
    source: [asSent, rfc6455('4.1', 'item 7, erratum 3150'), rfc4648('3.5', 'decoders MAY reject')],
    tests: [R.keyIs16Bytes, R.keyDecodingOptional, R.acceptMatchesKey],
    parts: [
      {
        name: 'the example of RFC 6455 4.1',
        send: key('AQIDBAUGBwgJCgsMDQ4PEC=='),
        expect: observed({
          says: '101 or a refusal; a 101 has the Sec-WebSocket-Accept for the key as sent',
          checks: [acceptIsRight()],
        }),
      },
    ],
    why: 'A server that decodes the key and encodes it again answers for a key that ends with PEA==. Every client then fails the connection.',
  },
  {
    id: '5.11',
    level: 'MUST',
    title: 'Sec-WebSocket-Key contains + and /',
    source: [rfc6455('4.3', 'base64-character')],
    tests: [R.keyIs16Bytes, R.acceptMatchesKey],
    parts: [{ name: '"+" and "/"', send: key('+/+/+/+/+/+/+/+/+/+/+w=='), expect: accepted() }],
    why: 'Code that reads the key as form data turns each "+" into a space. The handshake then fails for some keys only.',
  },
  {
    id: '5.12',
    level: 'MUST',
    title: 'OWS around the Sec-WebSocket-Key value',
    source: [rfc9110('5.5', 'whitespace is excluded before evaluation'), rfc9112('5.1'), asSent],
    tests: [R.keyIs16Bytes, R.acceptMatchesKey, R.fieldValueTrimmedNoControls],
    parts: [
      {
        name: 'SP and HTAB',
        send: key((vars) => ({ line: `Sec-WebSocket-Key:  \t${vars.key} \t ` })),
        expect: acceptedAsSent,
      },
    ],
    why: 'A server that trims only spaces hashes the tab as well, and every client fails the connection.',
  },
  {
    id: '5.13',
    level: 'MUST',
    title: 'No space after the colon of Sec-WebSocket-Key',
    source: [rfc9112('5', 'OWS is optional')],
    tests: [R.keyIs16Bytes],
    parts: [{ name: 'no space', send: key((vars) => ({ line: `Sec-WebSocket-Key:${vars.key}` })), expect: accepted() }],
    why: 'A parser that splits lines at ": " does not find the field here.',
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
    source: repeated,
    tests: [R.keyIs16Bytes, R.keySingle],
    parts: [{ name: 'two keys', send: key((vars) => [vars.key, vars.otherKey]), expect: refused() }],
    why: 'The server answers one of the keys, and a hop on the way may have read the other.',
  },
  {
    id: '5.16',
    level: 'MUST',
    title: 'Two keys in one Sec-WebSocket-Key field line',
    source: [rfc6455('4.3', 'base64-value-non-empty'), rfc6455('4.2.1', 'introduction: ABNF')],
    tests: [R.keyIs16Bytes, R.keySingle],
    parts: [{ name: 'two keys', send: key((vars) => `${vars.key}, ${vars.otherKey}`), expect: refused() }],
    why: 'A hop that joins the lines of 5.15 produces this value. The decoders of Node and Python stop at the first "==" and return 16 bytes.',
  },
  {
    id: '5.17',
    level: 'MUST',
    title: 'Sec-WebSocket-Key in quotes',
    source: grammar,
    tests: [R.keyIs16Bytes],
    parts: [{ name: 'in quotes', send: key((vars) => `"${vars.key}"`), expect: refused() }],
    why: 'A decoder that skips unknown characters returns 16 bytes, while the hash includes the quotes.',
  },
  {
    id: '5.18',
    level: 'MUST',
    title: 'Sec-WebSocket-Key with a parameter',
    source: grammar,
    tests: [R.keyIs16Bytes],
    parts: [{ name: ';x=1', send: key((vars) => `${vars.key};x=1`), expect: refused() }],
    why: 'The decoders of Node and Python stop at the padding and ignore the rest. The hash is over the whole value, or over the key alone.',
  },
  {
    id: '5.19',
    level: 'MUST',
    title: 'Sec-WebSocket-Key encodes 16 zero bytes',
    source: [rfc6455('4.1', 'item 7: the randomness binds the client')],
    tests: [R.keyIs16Bytes],
    parts: [{ name: 'zeros', send: key('AAAAAAAAAAAAAAAAAAAAAA=='), expect: accepted() }],
    why: 'A random key protects only the client, from an answer that is not fresh. A server that judges the randomness refuses simple clients.',
  },
  {
    id: '5.20',
    level: 'MUST',
    title: 'Same Sec-WebSocket-Key in two handshakes',
    source: [asSent],
    tests: [R.keyIs16Bytes, R.acceptMatchesKey],
    parts: [{ name: 'first', expect: acceptedAsSent }],
    follow: again('same key', (sent) => sent, accepted({ rows: { '4xx': 'observed' }, checks: [acceptIsRight()] })),
    why: 'Clients with a poor source of randomness repeat keys. Sec-WebSocket-Accept depends on the key and on nothing else.',
  },
  {
    id: '5.21',
    level: 'MUST',
    title: 'Sec-WebSocket-Key with upper and lower case swapped',
    source: [asSent],
    tests: [R.keyIs16Bytes, R.acceptMatchesKey],
    parts: [{ name: 'first', expect: acceptedAsSent }],
    follow: again('case swapped', swapCase, acceptedAsSent),
    why: 'Servers lower-case values to compare them. The hash must be over the key as it was sent.',
  },
  {
    id: '5.22',
    level: 'MUST',
    title: 'Sec-WebSocket-Key of 8192 characters',
    contested: decoding,
    source: [...length, rfc9110('5.4', 'an appropriate 4xx')],
    tests: [R.keyIs16Bytes, R.keyDecodingOptional],
    hurts: true,
    parts: [{ name: '8192 characters', send: key('dGhl'.repeat(2048)), expect: refusedOrContested }],
    why: 'To hash 8 KB is cheap. To copy them into a buffer of 24 bytes can crash the process.',
  },
  {
    id: '5.23',
    level: 'MUST',
    title: 'Non-ASCII byte in Sec-WebSocket-Key',
    source: grammar,
    tests: [R.keyIs16Bytes],
    parts: [
      {
        name: 'byte E9',
        send: key((vars) => `${vars.key.slice(0, 10)}\xe9${vars.key.slice(11)}`),
        expect: refused(),
      },
    ],
    why: 'A server that hashes the decoded text instead of the bytes sends a Sec-WebSocket-Accept that no client expects.',
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
    source: [rfc9110('6.5.1', 'MUST NOT merge'), rfc9112('7.1.2'), item5],
    tests: [R.keyIs16Bytes],
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
    source: [item5, rfc9110('5.1', 'another field name')],
    tests: [R.keyIs16Bytes],
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

/** Suite 5: the Sec-WebSocket-Key field of the request, and the Sec-WebSocket-Accept that is computed from it. */
export const keySuite: Suite = { number: 5, slug: 'key', title: 'Sec-WebSocket-Key', cases }
