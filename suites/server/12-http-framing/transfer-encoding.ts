import type { Case, Part } from '../../../harness/case/case'
import { rfc9110, rfc9112 } from '../../../harness/case/clause'
import { onOpened } from '../../../harness/judge/checks'
import { anything, observed, refused400 } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { CLOSING_MS } from '../parts/link'
import { BODY_THEN_PING, BODY_WITHHELD, bodyReadAsFrames, bodyRefusedOrRead, readOrClose } from './parts/body'
import { LAST_CHUNK, withCoding } from './parts/chunked'
import { closesAfter400, closesConnection, untilClosed } from './parts/closing'

const chunkedNotFinal = rfc9112('6.3', 'item 4: MUST respond with the 400 (Bad Request) and then close the connection')

const codingRows = { '501': 'pass', '5xx': 'warn' } as const

/** A part with a Transfer-Encoding that must be refused, and with this body. */
function unusableCoding(name: string, octets: string): Part {
  return {
    name,
    send: withCoding(name, octets),
    steps: untilClosed,
    lasts: CLOSING_MS,
    expect: refused400({
      says: '400, and the connection closed within 5 s; or 501',
      rows: codingRows,
      checks: [closesAfter400],
    }),
  }
}

/** Cases on Transfer-Encoding. */
export const transferEncodingCases: readonly Case[] = [
  {
    id: '12.08',
    level: 'MUST',
    title: 'Opening handshake with an empty chunked body',
    contested: bodyReadAsFrames,
    source: [
      rfc9112('7.1', 'MUST be able to parse and decode the chunked transfer coding'),
      rfc9112('6.3', 'item 4'),
      readOrClose,
      rfc9110('7.8'),
    ],
    tests: [R.badBodyFramingAnswered400],
    parts: [
      { name: 'chunked', send: withCoding('chunked', LAST_CHUNK), steps: BODY_THEN_PING, expect: bodyRefusedOrRead },
    ],
    why: 'The five bytes are a body in HTTP. A server that starts to read frames at the empty line reads an invalid frame.',
  },
  {
    id: '12.09',
    level: 'INFO',
    title: 'Chunked body announced but not sent',
    source: [rfc9110('7.8'), rfc9112('8')],
    tests: [R.badBodyFramingAnswered400],
    parts: [{ name: 'chunked', send: withCoding('chunked'), steps: BODY_WITHHELD, expect: observed() }],
  },
  {
    id: '12.10',
    level: 'MUST',
    title: 'Transfer-Encoding together with Content-Length',
    contested: {
      strict:
        'RFC 9112 6.1: the server MUST close the connection after responding to such a request, so it cannot upgrade it',
      lenient:
        'RFC 9112 6.1: the server may use Transfer-Encoding alone; RFC 9110 15.2: a 101 is not a final response, so the close may come later',
    },
    source: [rfc9112('6.1', 'MUST close the connection after responding'), rfc9112('6.3', 'item 3')],
    tests: [R.transferEncodingOnlyWhereAllowed, R.badBodyFramingAnswered400],
    parts: [
      {
        name: 'chunked and 0',
        send: { fields: { 'Transfer-Encoding': 'chunked', 'Content-Length': '0' }, body: LAST_CHUNK },
        steps: untilClosed,
        lasts: CLOSING_MS,
        expect: anything({
          says: 'no 101, and the connection closed within 5 s',
          rows: { '101': 'contested', silent: 'warn' },
          checks: [
            closesConnection('RFC 9112 6.1: the server MUST close the connection after responding to such a request'),
          ],
        }),
      },
    ],
    why: 'This is the classic form of request smuggling: one hop uses the length and the next one the chunks.',
  },
  {
    id: '12.11',
    level: 'MUST',
    title: 'Transfer-Encoding does not end in chunked',
    source: [chunkedNotFinal, rfc9112('6.1', 'SHOULD respond with 501')],
    tests: [R.transferEncodingOnlyWhereAllowed, R.badBodyFramingAnswered400],
    parts: [
      unusableCoding('gzip', ''),
      // A server that searches the value for "chunked" needs this body, or it waits for it.
      unusableCoding('chunked, gzip', LAST_CHUNK),
      unusableCoding('xchunked', LAST_CHUNK),
      {
        name: 'identity',
        send: withCoding('identity'),
        steps: untilClosed,
        lasts: CLOSING_MS,
        // RFC 2616 3.6 still defined identity.
        expect: refused400({ says: '400 or 501', rows: { ...codingRows, '101': 'warn', '2xx': 'warn' } }),
      },
    ],
    why: 'The end of such a body cannot be determined. A server that ignores the coding guesses it, and the hop in front may guess differently.',
  },
  {
    id: '12.13',
    level: 'MUST',
    title: 'Transfer-Encoding in an HTTP/1.0 request',
    source: [rfc9112('6.1', 'MUST treat the message as if the framing is faulty, and close the connection')],
    tests: [R.transferEncodingOnlyWhereAllowed],
    parts: [
      {
        name: 'chunked',
        send: { version: 'HTTP/1.0', ...withCoding('chunked', LAST_CHUNK) },
        steps: untilClosed,
        lasts: CLOSING_MS,
        expect: anything({
          says: 'the connection closed within 5 s after the answer',
          rows: { '101': 'observed', silent: 'warn' },
          checks: [
            closesConnection('RFC 9112 6.1: the server MUST close the connection after processing the message'),
            onOpened(() => ({ verdict: 'observed', because: '1.09 scores a 101 to HTTP/1.0' })),
          ],
        }),
      },
    ],
    why: 'An HTTP/1.0 hop may have forwarded the field without reading it, and hold back a part of the message. The next bytes may then be no request.',
  },
]
