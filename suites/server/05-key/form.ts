import type { Case, Contest } from '../../../harness/case/case'
import { rfc2616, rfc4648, rfc9110 } from '../../../harness/case/clause'
import { refused } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { grammarIsChecked, mustStop } from '../parts/must-stop'
import { alphabet, item5, keyGrammar, notDecoded, padding } from './parts/clauses'
import { key } from './parts/edit'

/** The 16 bytes that a key encodes. */
function nonce(encoded: string): Buffer {
  return Buffer.from(encoded, 'base64')
}

/** The 22 characters of a key, without its two pad characters. */
function unpadded(encoded: string): string {
  return encoded.slice(0, 22)
}

const otherLength = [mustStop('item 5: the value "when decoded, is 16 bytes in length"'), item5, notDecoded]
const otherAlphabet = [grammarIsChecked('4.3: base64-character = ALPHA | DIGIT | "+" | "/"'), alphabet]
const otherPadding = [grammarIsChecked('4.3: the padding of 16 bytes is 2base64-character "=="'), padding]
const notAKey = [grammarIsChecked('4.3: the value is one base64-value-non-empty'), keyGrammar]

const decoding: Contest = {
  strict:
    'RFC 6455 4.2.1 (item 5): the value "when decoded, is 16 bytes in length", else "the server MUST stop processing the client\'s handshake and return an HTTP response with an appropriate error code"',
  lenient:
    'RFC 6455 4.2.2 (/key/): "It is not necessary for the server to base64-decode the |Sec-WebSocket-Key| value."',
}
const refusedOrContested = refused({ rows: { '101': 'contested' } })

/** Where 5.08 is accepted, the alphabet is not checked; where 5.05 is accepted, the length is not. */
const ANY_FORM = ['5.08', '5.05']

/** Where 5.09 is accepted, what is decoded is checked, by a decoder that skips other characters. */
const ANY_DECODABLE = [...ANY_FORM, '5.09']

/** Keys that are not the base64 of 16 bytes. */
export const formCases: readonly Case[] = [
  {
    id: '5.02',
    level: 'MUST',
    title: 'Sec-WebSocket-Key is empty',
    meaning: 2,
    source: [mustStop('item 5'), item5, keyGrammar],
    tests: [R.keyIs16Bytes],
    sameFaultAs: ['5.01'],
    parts: [{ name: 'empty', send: key(''), expect: refused() }],
    why: 'An empty key passes a check that the field is present. Sec-WebSocket-Accept is then the hash of the GUID alone, the same for everybody.',
  },
  {
    id: '5.03',
    level: 'MUST',
    title: 'Sec-WebSocket-Key encodes 15 bytes',
    meaning: 2,
    contested: decoding,
    source: otherLength,
    tests: [R.keyIs16Bytes, R.keyDecodingOptional],
    sameFaultAs: ['5.08', '5.01'],
    parts: [
      {
        name: '20 characters',
        send: key((vars) => nonce(vars.key).toString('base64', 0, 15)),
        expect: refusedOrContested,
      },
    ],
    why: 'A server can find this fault without decoding: the key of 16 bytes has 22 characters and "==".',
  },
  {
    id: '5.04',
    level: 'MUST',
    title: 'Sec-WebSocket-Key encodes 17 bytes',
    meaning: 2,
    contested: decoding,
    source: otherLength,
    tests: [R.keyIs16Bytes, R.keyDecodingOptional],
    sameFaultAs: ['5.08', '5.03'],
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
    meaning: 2,
    source: otherPadding,
    tests: [R.keyIs16Bytes],
    sameFaultAs: ['5.08', '5.01'],
    parts: [{ name: '22 characters', send: key((vars) => unpadded(vars.key)), expect: refused() }],
    why: 'Most base64 decoders are lenient about padding. A server can see the missing "==" without decoding.',
  },
  {
    id: '5.06',
    level: 'MUST',
    title: 'Sec-WebSocket-Key has too much base64 padding',
    meaning: 2,
    source: otherPadding,
    tests: [R.keyIs16Bytes],
    sameFaultAs: ANY_DECODABLE,
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
    meaning: 2,
    source: otherAlphabet,
    tests: [R.keyIs16Bytes],
    sameFaultAs: ANY_FORM,
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
    source: otherAlphabet,
    tests: [R.keyIs16Bytes],
    parts: [{ name: '22 "!"', send: key('!!!!!!!!!!!!!!!!!!!!!!=='), expect: refused() }],
    why: 'The key has 24 characters and ends with "==". A check of the form that ignores the alphabet accepts it.',
  },
  {
    id: '5.09',
    level: 'MUST',
    title: 'Sec-WebSocket-Key contains a space',
    meaning: 2,
    source: [
      ...otherAlphabet,
      rfc2616(
        '2.1',
        'implied *LWS: never inside a word, as one base64 value is',
        'linear white space (LWS) can be included between any two adjacent words (token or quoted-string), and between adjacent words and separators',
      ),
    ],
    tests: [R.keyIs16Bytes],
    sameFaultAs: ANY_FORM,
    parts: [{ name: 'SP in a group', send: key('dGhlIHNhbXBsZ SBub25jZQ=='), expect: refused() }],
    why: 'The decoders of Node and Python skip the space and return 16 bytes. The hash is over the value with the space, or without it where a hop removed it.',
  },
  {
    id: '5.16',
    level: 'MUST',
    title: 'Two keys in one Sec-WebSocket-Key field line',
    meaning: 2,
    source: notAKey,
    tests: [R.keyIs16Bytes, R.keySingle],
    sameFaultAs: ANY_DECODABLE,
    parts: [{ name: 'two keys', send: key((vars) => `${vars.key}, ${vars.otherKey}`), expect: refused() }],
    why: 'A hop that joins the lines of 5.15 produces this value. The decoders of Node and Python stop at the first "==" and return 16 bytes.',
  },
  {
    id: '5.17',
    level: 'MUST',
    title: 'Sec-WebSocket-Key in quotes',
    meaning: 2,
    source: otherAlphabet,
    tests: [R.keyIs16Bytes],
    sameFaultAs: ANY_DECODABLE,
    parts: [{ name: 'in quotes', send: key((vars) => `"${vars.key}"`), expect: refused() }],
    why: 'A decoder that skips unknown characters returns 16 bytes, while the hash includes the quotes.',
  },
  {
    id: '5.18',
    level: 'MUST',
    title: 'Sec-WebSocket-Key with a parameter',
    meaning: 2,
    source: notAKey,
    tests: [R.keyIs16Bytes],
    sameFaultAs: ANY_DECODABLE,
    parts: [{ name: ';x=1', send: key((vars) => `${vars.key};x=1`), expect: refused() }],
    why: 'The decoders of Node and Python stop at the padding and ignore the rest. The hash is over the whole value, or over the key alone.',
  },
  {
    id: '5.22',
    level: 'MUST',
    title: 'Sec-WebSocket-Key of 8192 characters',
    meaning: 2,
    contested: decoding,
    source: [
      ...otherLength,
      rfc9110(
        '5.4',
        '',
        'A server that receives a request header field line, field value, or set of fields larger than it wishes to process MUST respond with an appropriate 4xx (Client Error) status code.',
      ),
    ],
    tests: [R.keyIs16Bytes, R.keyDecodingOptional],
    sameFaultAs: ['5.08', '5.03'],
    hurts: true,
    parts: [{ name: '8192 characters', send: key('dGhl'.repeat(2048)), expect: refusedOrContested }],
    why: 'To hash 8 KB is cheap. To copy them into a buffer of 24 bytes can crash the process.',
  },
  {
    id: '5.23',
    level: 'MUST',
    title: 'Non-ASCII byte in Sec-WebSocket-Key',
    meaning: 2,
    source: [...otherAlphabet, rfc4648('4', '', 'A 65-character subset of US-ASCII is used')],
    tests: [R.keyIs16Bytes],
    sameFaultAs: ANY_FORM,
    parts: [
      {
        name: 'byte E9',
        send: key((vars) => `${vars.key.slice(0, 10)}\xe9${vars.key.slice(11)}`),
        expect: refused(),
      },
    ],
    why: 'A server that hashes the decoded text instead of the bytes sends a Sec-WebSocket-Accept that no client expects.',
  },
]
