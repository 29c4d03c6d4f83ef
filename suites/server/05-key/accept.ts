import type { Case, Part } from '../../../harness/case/case'
import { rfc4648, rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import type { Expectation } from '../../../harness/case/expectation'
import type { Observation } from '../../../harness/case/observation'
import { sentKey } from '../../../harness/judge/answer'
import { accepted, observed } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { alphabet, asSent, item5 } from './parts/clauses'
import { acceptedAsSent, acceptOfKey, key } from './parts/edit'

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

/** The part that sends BASE again, with the key of the part `first` changed by `change`; none where that key is not known. */
function again(name: string, change: (sent: string) => string, expect: Expectation) {
  return (observations: ReadonlyMap<string, Observation>): Part[] => {
    const first = observations.get('first')
    const sent = first ? sentKey(first) : null
    return sent === null ? [] : [{ name, send: key(change(sent)), expect }]
  }
}

/** Keys by what is special about the SHA-1 hash for their Sec-WebSocket-Accept. */
const HASHES: readonly [name: string, key: string][] = [
  ['00 as the first byte', '1OW2sv7NiKa4ZxDdpNy4JA=='],
  ['00 in the middle', 'W/uLgh8lTKKxl8EENgDUhA=='],
  ['00 as the last byte', 'sKmTOK+gaJ/LwztuM6RpTQ=='],
  ['00 at both ends', '9UUd3GcVcryVowvzCuUCmQ=='],
  ['0A as the last byte', '9t0utjpd7Wi90dcQoJW5Zg=='],
]

/** Valid keys: they are accepted, and the Sec-WebSocket-Accept is right. */
export const acceptCases: readonly Case[] = [
  {
    id: '5.10',
    level: 'MUST',
    title: 'Sec-WebSocket-Key has non-zero pad bits',
    meaning: 2,
    source: [asSent, rfc6455('4.1', 'item 7, erratum 3150'), rfc4648('3.5', 'decoders MAY reject')],
    tests: [R.keyIs16Bytes, R.keyDecodingOptional, R.acceptMatchesKey],
    parts: [
      {
        name: 'the example of RFC 6455 4.1',
        send: key('AQIDBAUGBwgJCgsMDQ4PEC=='),
        expect: observed({
          says: '101 or a refusal; a 101 has the Sec-WebSocket-Accept for the key as sent',
          checks: [acceptOfKey],
        }),
      },
    ],
    why: 'A server that decodes the key and encodes it again answers for a key that ends with PEA==. Every client then fails the connection.',
  },
  {
    id: '5.11',
    level: 'MUST',
    title: 'Sec-WebSocket-Key contains + and /',
    source: [alphabet, item5],
    tests: [R.keyIs16Bytes, R.acceptMatchesKey],
    parts: [{ name: '"+" and "/"', send: key('+/+/+/+/+/+/+/+/+/+/+w=='), expect: accepted() }],
    why: 'Code that reads the key as form data turns each "+" into a space. The handshake then fails for some keys only.',
  },
  {
    id: '5.12',
    level: 'MUST',
    title: 'OWS around the Sec-WebSocket-Key value',
    meaning: 2,
    source: [
      rfc9110(
        '5.5',
        '',
        'a field parsing implementation MUST exclude such whitespace prior to evaluating the field value',
      ),
      rfc9112('5.1'),
      asSent,
    ],
    tests: [R.keyIs16Bytes, R.acceptMatchesKey, R.fieldValueTrimmedNoControls],
    parts: [
      {
        name: 'spaces before and after',
        send: key((vars) => ({ line: `Sec-WebSocket-Key:   ${vars.key}  ` })),
        expect: acceptedAsSent,
      },
      {
        name: 'a tab before and after',
        send: key((vars) => ({ line: `Sec-WebSocket-Key:\t${vars.key}\t` })),
        expect: acceptedAsSent,
      },
    ],
    why: 'A server that trims only spaces hashes the tab as well, and every client fails the connection.',
  },
  {
    id: '5.13',
    level: 'MUST',
    title: 'No space after the colon of Sec-WebSocket-Key',
    source: [rfc9112('5', 'OWS is optional', 'field-line = field-name ":" OWS field-value OWS')],
    tests: [R.keyIs16Bytes],
    parts: [{ name: 'no space', send: key((vars) => ({ line: `Sec-WebSocket-Key:${vars.key}` })), expect: accepted() }],
    why: 'A parser that splits lines at ": " does not find the field here.',
  },
  {
    id: '5.19',
    level: 'MUST',
    title: 'Sec-WebSocket-Key encodes 16 zero bytes',
    source: [item5, rfc6455('4.1', 'item 7: the randomness binds the client')],
    tests: [R.keyIs16Bytes],
    parts: [{ name: 'zeros', send: key('AAAAAAAAAAAAAAAAAAAAAA=='), expect: accepted() }],
    why: 'A random key protects only the client, from an answer that is not fresh. A server that judges the randomness refuses simple clients.',
  },
  {
    id: '5.20',
    level: 'MUST',
    title: 'Same Sec-WebSocket-Key in two handshakes',
    meaning: 2,
    source: [asSent],
    tests: [R.keyIs16Bytes, R.acceptMatchesKey],
    parts: [{ name: 'first', expect: acceptedAsSent }],
    follow: again('same key', (sent) => sent, accepted({ rows: { '4xx': 'observed' }, checks: [acceptOfKey] })),
    why: 'Clients with a poor source of randomness repeat keys. Sec-WebSocket-Accept depends on the key and on nothing else.',
  },
  {
    id: '5.21',
    level: 'MUST',
    title: 'Sec-WebSocket-Key with upper and lower case swapped',
    meaning: 2,
    source: [asSent],
    tests: [R.keyIs16Bytes, R.acceptMatchesKey],
    parts: [{ name: 'first', expect: acceptedAsSent }],
    follow: again('case swapped', swapCase, acceptedAsSent),
    why: 'Servers lower-case values to compare them. The hash must be over the key as it was sent.',
  },
  {
    id: '5.27',
    level: 'MUST',
    introduced: '1.1',
    title: 'SHA-1 hash for Sec-WebSocket-Accept contains a zero byte or ends with LF',
    source: [
      rfc6455(
        '4.2.2',
        'step 5.4',
        'taking the SHA-1 hash of this concatenated value to obtain a 20-byte value and base64-encoding (see Section 4 of [RFC4648]) this 20-byte hash',
      ),
    ],
    tests: [R.acceptMatchesKey],
    parts: HASHES.map(([name, value]) => ({ name, send: key(value), expect: acceptedAsSent })),
    why: 'Code that keeps the hash in a C string cuts it at its first zero byte: one handshake in thirteen then fails, which looks like a bad network.',
  },
]
