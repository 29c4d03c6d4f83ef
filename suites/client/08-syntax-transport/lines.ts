import type { Contest } from '../../../harness/case/case'
import { type Clause, rfc2616, rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import type { ClientCase } from '../../../harness/case/client-case'
import type { ReplyEdit } from '../../../harness/case/reply'
import { eitherWay, establishes, fails } from '../../../harness/judge/client/client-expectations'
import { C } from '../../requirements/client'
import { type About, replied } from '../parts/answers'

const validHttp = rfc6455(
  '4.1',
  'end of the response items',
  "If the server's response does not conform to the requirements for the server's handshake as defined in this section and in Section 4.2.2, the client MUST _Fail the WebSocket Connection_",
)
const validResponse = rfc6455('4.2.2', 'step 5', 'it MUST reply with a valid HTTP response')
const recovers = rfc9110(
  '2.4',
  '',
  'Unless noted otherwise, a recipient MAY attempt to recover a usable protocol element from an invalid construct',
)
const unfolds = rfc9112(
  '5.2',
  '',
  'MUST replace each received obs-fold with one or more SP octets prior to interpreting the field value',
)

const RECOVERS: Contest = {
  strict: 'RFC 6455 4.2.2 (step 5) and the end of 4.1: the answer has to be a valid HTTP response',
  lenient: 'RFC 9110 2.4: a recipient may recover a usable element from an invalid one',
}

const FOLDED: Contest = {
  strict: 'RFC 9112 5.2: a user agent must replace the fold with spaces; in RFC 2616 2.2 it is plain whitespace',
  lenient:
    'RFC 9112 5.2: a server must not send it, so that the answer is no valid HTTP response, which RFC 6455 4.1 wants',
}

/** The right 101 with a line that is put before the empty line at its end; CRLF in it begins another line. */
function withLine(line: string): ReplyEdit {
  return { text: (rendered) => rendered.replace(/\r\n\r\n$/, `\r\n${line}\r\n\r\n`) }
}

/** A form that several readings allow. */
function free(id: string, title: string, source: readonly Clause[], edit: ReplyEdit): ClientCase {
  return replied({ id, level: 'INFO', title, source, tests: [C.fieldLinesMatchGrammar] }, edit, eitherWay())
}

/** A folded line, which a user agent unfolds. */
function folded(id: string, title: string, edit: ReplyEdit, more: Partial<About> = {}): ClientCase {
  const source = [unfolds, rfc2616('2.2', 'a fold is linear whitespace'), validResponse]
  const about: About = { id, level: 'MUST', title, source, tests: [C.foldedLinesRead], contested: FOLDED }
  return replied({ ...about, ...more }, edit, establishes())
}

/** A line that is no field line. A client that opens in C8.08 reads any line. */
function malformed(id: string, title: string, line: string, grammar: Clause): ClientCase {
  const about: About = {
    id,
    level: 'MUST',
    title,
    source: [validHttp, validResponse, grammar, recovers],
    tests: [C.fieldLinesMatchGrammar],
    contested: RECOVERS,
    needs: ['rfc'],
    sameFaultAs: id === 'C8.08' ? [] : ['C8.08'],
  }
  return replied(about, withLine(line), fails())
}

/** Line ends, folded lines, and lines that are no field lines. */
export const lineCases: readonly ClientCase[] = [
  free(
    'C8.01',
    'Every line of the answer ends in a bare LF',
    [rfc9112('2.2', '', 'a recipient MAY recognize a single LF as a line terminator')],
    { text: (rendered) => rendered.replaceAll('\r\n', '\n') },
  ),
  free(
    'C8.02',
    'The Upgrade line of the answer ends in a bare LF',
    [rfc9112('2.2', '', 'a recipient MAY recognize a single LF as a line terminator')],
    { text: (rendered) => rendered.replace('Upgrade: websocket\r\n', 'Upgrade: websocket\n') },
  ),
  free(
    'C8.03',
    'The value of an unknown field has a bare CR',
    [
      rfc9112('2.2', '', 'MUST consider that element to be invalid or replace each bare CR with SP'),
      rfc9110('5.5', 'CR in a field value'),
    ],
    withLine('X-A: a\rb'),
  ),
  folded(
    'C8.04',
    'Sec-WebSocket-Accept has its value on a folded line',
    { text: (rendered) => rendered.replace('Sec-WebSocket-Accept: ', 'Sec-WebSocket-Accept:\r\n ') },
    // What is left of the fold is whitespace before the value.
    { tests: [C.foldedLinesRead, C.acceptTrimmed], sameFaultAs: ['C8.05', 'C5.06'] },
  ),
  folded('C8.05', 'An unknown field is on a folded line', withLine('X-A: a\r\n b')),
  replied(
    {
      id: 'C8.06',
      level: 'SECURITY',
      title: 'A space is before the colon of Upgrade',
      source: [
        rfc9112('5.1', '', 'No whitespace is allowed between the field name and colon'),
        rfc2616('4.2', 'the grammar of a field'),
      ],
      tests: [C.noSpaceBeforeColon],
    },
    { text: (rendered) => rendered.replace('Upgrade: websocket', 'Upgrade : websocket') },
    fails({
      says: 'the client does not open the WebSocket; no text obliges it',
      // RFC 9112 5.1 binds servers and proxies alone, and RFC 2616 allowed the space: a client that opens breaks no rule.
      rows: { open: 'warn', claimed: 'warn', denied: 'warn' },
    }),
  ),
  free(
    'C8.07',
    'The value of an unknown field has a NUL',
    [
      rfc9110(
        '5.5',
        '',
        'a recipient of CR, LF, or NUL within a field value MUST either reject the message or replace each of those characters with SP',
      ),
    ],
    withLine('X-A: a\0b'),
  ),
  malformed('C8.08', 'A line of the answer has no colon', 'garbage', rfc9112('5', 'the grammar of a field line')),
  malformed('C8.09', 'The name of a field is empty', ': x', rfc9110('5.1', 'field-name is a token')),
  free(
    'C8.10',
    'A space is before the first field line',
    [
      rfc9112(
        '2.2',
        '',
        'MUST either reject the message as invalid or consume each whitespace-preceded line without further processing of it',
      ),
    ],
    { text: (rendered) => rendered.replace('\r\n', '\r\n X-A: a\r\n') },
  ),
  malformed('C8.26', 'The name of a field has a space', 'X A: b', rfc9110('5.1', 'field-name is a token')),
  free(
    'C8.27',
    'Sec-WebSocket-Accept has a NUL after its right value',
    [
      rfc9110(
        '5.5',
        '',
        'a recipient of CR, LF, or NUL within a field value MUST either reject the message or replace each of those characters with SP',
      ),
      rfc6455('4.1', 'response item 4', 'but ignoring any leading and trailing whitespace'),
    ],
    { fields: { 'Sec-WebSocket-Accept': ({ accept }) => `${accept}\0` } },
  ),
]
