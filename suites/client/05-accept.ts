import { createHash } from 'node:crypto'
import type { Suite } from '../../harness/case/case'
import { rfc6455, rfc9110 } from '../../harness/case/clause'
import type { ClientCase } from '../../harness/case/client-case'
import type { ReplyVars } from '../../harness/case/reply'
import { establishes } from '../../harness/judge/client/client-expectations'
import { acceptFor, GUID } from '../../harness/wire/websocket/accept'
import { C } from '../requirements/client'
import { field, replied, wrongValues } from './parts/answers'

const ACCEPT = 'Sec-WebSocket-Accept'

const item4 = rfc6455(
  '4.1',
  'response item 4',
  'If the response lacks a |Sec-WebSocket-Accept| header field or the |Sec-WebSocket-Accept| contains a value other than the base64-encoded SHA-1',
)
const combined = rfc9110('5.2', 'several lines are one list')

const wrong = wrongValues({ name: ACCEPT, clause: item4, tests: [C.acceptChecked], unchecked: 'C5.03' })

function sha1(text: string, encoding: 'base64' | 'hex'): string {
  return createHash('sha1').update(text, 'latin1').digest(encoding)
}

function swapped(text: string): string {
  return text.replace(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  )
}

/** The value with the case of its first letter changed. */
function firstSwapped(text: string): string {
  return text.replace(/[a-z]/i, swapped)
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** The same 20 bytes in base64 whose last character before the padding has its lowest bit set (RFC 4648 3.5). */
function withPadBits(accept: string): string {
  const last = ALPHABET.indexOf(accept.charAt(26))
  return `${accept.slice(0, 26)}${ALPHABET.charAt(last | 1)}=`
}

/** The Accept for the decoded key. */
function decodedAccept({ key }: ReplyVars): string {
  return acceptFor(Buffer.from(key, 'base64').toString('latin1'))
}

const line = (value: string) => ({ line: `${ACCEPT}: ${value}` })

/** 5: Sec-WebSocket-Accept in the answer. */
export const acceptSuite: Suite<ClientCase> = {
  number: 5,
  slug: 'accept',
  title: 'Sec-WebSocket-Accept',
  cases: [
    wrong('C5.01', 'Sec-WebSocket-Accept is missing', null),
    wrong('C5.02', 'Sec-WebSocket-Accept is empty', ''),
    wrong('C5.03', 'Sec-WebSocket-Accept is that of random bytes', ({ randomAccept }) => randomAccept),
    wrong('C5.04', 'Sec-WebSocket-Accept repeats the key', ({ key }) => key),
    wrong('C5.05', 'Sec-WebSocket-Accept has every letter in the other case', ({ accept }) => swapped(accept)),
    replied(
      {
        id: 'C5.06',
        level: 'MUST',
        title: 'Sec-WebSocket-Accept has whitespace around it',
        source: [
          rfc6455('4.1', 'response item 4', 'but ignoring any leading and trailing whitespace'),
          rfc9110(
            '5.5',
            '',
            'a field parsing implementation MUST exclude such whitespace prior to evaluating the field value',
          ),
        ],
        tests: [C.acceptTrimmed],
      },
      field(ACCEPT, ({ accept }) => ({ line: `${ACCEPT}:  \t${accept}\t \t` })),
      establishes(),
    ),
    wrong(
      'C5.07',
      'Sec-WebSocket-Accept has a space inside',
      ({ accept }) => `${accept.slice(0, 9)} ${accept.slice(9)}`,
    ),
    wrong('C5.08', 'Sec-WebSocket-Accept has a second padding character', ({ accept }) => `${accept}=`),
    wrong('C5.09', 'Sec-WebSocket-Accept has no padding', ({ accept }) => accept.replace('=', '')),
    wrong('C5.10', 'Sec-WebSocket-Accept is right, on two lines', ({ accept }) => [accept, accept], {
      source: [rfc6455('4.2.2', 'step 5.4'), rfc6455('11.3.3', 'not more than once in a response'), combined],
      contested: {
        strict: 'RFC 9110 5.2: the lines combine to "X, X", which is not the hash',
        lenient: 'RFC 6455 11.3.3 binds the server, and no single line has a wrong value',
      },
    }),
    wrong(
      'C5.11',
      'Sec-WebSocket-Accept is on two lines, right and then wrong',
      ({ accept, randomAccept }) => [accept, randomAccept],
      { source: [combined] },
    ),
    wrong(
      'C5.12',
      'Sec-WebSocket-Accept is on two lines, wrong and then right',
      ({ accept, randomAccept }) => [randomAccept, accept],
      { source: [combined] },
    ),
    wrong('C5.13', 'Sec-WebSocket-Accept is a list of two right values', ({ accept }) => `${accept}, ${accept}`, {
      source: [rfc6455('4.2.2', 'step 5.4')],
    }),
    wrong('C5.14', 'Sec-WebSocket-Accept is hashed without the GUID', ({ key }) => sha1(key, 'base64')),
    wrong('C5.15', 'Sec-WebSocket-Accept is hashed with the GUID in lower case', ({ key }) =>
      sha1(key + GUID.toLowerCase(), 'base64'),
    ),
    wrong('C5.16', 'Sec-WebSocket-Accept is in hexadecimal', ({ key }) => sha1(key + GUID, 'hex')),
    wrong('C5.17', 'Sec-WebSocket-Accept has a parameter', ({ accept }) => `${accept};x=1`),
    wrong('C5.18', 'Sec-WebSocket-Accept is in quotes', ({ accept }) => `"${accept}"`),
    wrong('C5.19', 'Sec-WebSocket-Accept has pad bits that are not zero', ({ accept }) => withPadBits(accept)),
    wrong('C5.20', 'Sec-WebSocket-Accept is cut short', ({ accept }) => accept.slice(0, 14)),
    wrong('C5.21', 'Sec-WebSocket-Accept is hashed from the decoded key', decodedAccept, {
      source: [rfc6455('4.1', 'response item 4', 'as a string, not base64-decoded')],
    }),
    wrong('C5.22', 'Sec-WebSocket-Accept has one letter in the other case', ({ accept }) => firstSwapped(accept)),
    wrong(
      'C5.23',
      'Sec-WebSocket-Accept is that of an earlier connection',
      // A client that repeats its key gets a right value here; C0.17 reports the key.
      ({ key, previousKey, randomAccept }) => line(previousKey === key ? randomAccept : acceptFor(previousKey)),
    ),
  ],
}
