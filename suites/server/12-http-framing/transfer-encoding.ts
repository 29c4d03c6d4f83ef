import type { Case, Part } from '../../../harness/case/case'
import { rfc9110, rfc9112 } from '../../../harness/case/clause'
import { onOpened, scoredIn } from '../../../harness/judge/checks'
import { anything, observed, refused400 } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { CLOSING_MS } from '../parts/link'
import { withPlainTwins } from '../parts/plain-twin'
import { reasonOf } from '../parts/reason'
import { BODY_THEN_PING, BODY_WITHHELD, bodyReadAsFrames, bodyRefusedOrRead } from './parts/body'
import { LAST_CHUNK, withCoding } from './parts/chunked'
import { byChunks, lengthUnknown, readOrClose } from './parts/clauses'
import { closesAfter400, closesConnection, untilClosed } from './parts/closing'

const closeAfterBoth = rfc9112(
  '6.1',
  '',
  'Regardless, the server MUST close the connection after responding to such a request',
)

const faultyFraming = rfc9112(
  '6.1',
  '',
  'MUST treat the message as if the framing is faulty, even if a Content-Length is present, and close the connection after processing the message',
)

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
      byChunks,
      rfc9112('7.1', '', 'A recipient MUST be able to parse and decode the chunked transfer coding.'),
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
      strict: reasonOf(closeAfterBoth, 'so it cannot upgrade it'),
      lenient:
        'RFC 9112 6.1: "A server MAY reject a request that contains both Content-Length and Transfer-Encoding or process such a request in accordance with the Transfer-Encoding alone"; RFC 9110 15.2: a 101 is not a final response, so the close may come later',
    },
    source: [closeAfterBoth, rfc9112('6.3', 'item 3')],
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
          checks: [closesConnection('')],
        }),
      },
    ],
    why: 'This is the classic form of request smuggling: one hop uses the length and the next one the chunks.',
  },
  {
    id: '12.11',
    level: 'MUST',
    title: 'Transfer-Encoding does not end in chunked',
    source: [
      lengthUnknown,
      rfc9112(
        '6.1',
        '',
        'A server that receives a request message with a transfer coding it does not understand SHOULD respond with 501',
      ),
    ],
    tests: [R.transferEncodingOnlyWhereAllowed, R.badBodyFramingAnswered400],
    ...withPlainTwins([
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
    ]),
    why: 'The end of such a body cannot be determined. A server that ignores the coding guesses it, and the hop in front may guess differently. In Node, http hands such an upgrade on, so ws and node:http share this: each can refuse the request.',
  },
  {
    id: '12.13',
    level: 'MUST',
    title: 'Transfer-Encoding in an HTTP/1.0 request',
    source: [faultyFraming],
    meaning: 2,
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
          checks: [closesConnection(''), onOpened(() => scoredIn('1.09', 'a handshake with HTTP/1.0 was accepted'))],
        }),
      },
    ],
    why: 'An HTTP/1.0 hop may have forwarded the field without reading it, and hold back a part of the message. The next bytes may then be no request.',
  },
]
