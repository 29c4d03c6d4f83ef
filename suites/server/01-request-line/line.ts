import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc9110, rfc9112, rfc9113 } from '../../../harness/case/clause'
import { clauseWords } from '../../../harness/case/clause-link'
import { statusOf } from '../../../harness/judge/answer'
import { onOpened } from '../../../harness/judge/checks'
import { accepted, notUpgraded, observed } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { mustStop } from '../parts/must-stop'
import { withPlainTwins } from '../parts/plain-twin'
import { precededBy, requestLine, root, target, withQuery } from './parts/edits'

const robustness = rfc9112('3', 'recipients MAY parse on whitespace-delimited word boundaries')
const emptyLine = rfc9112('2.2', '', 'SHOULD ignore at least one empty line (CRLF) received prior to the request-line')
const notHttp = rfc9112(
  '2.2',
  'last paragraph: bytes that do not match the grammar',
  'the server SHOULD respond with a 400 (Bad Request) response and close the connection',
)
const onlyGet = mustStop('item 1: "An HTTP/1.1 or higher GET request"')

/** The twin of the long targets: a short query. */
const SHORT = 'a short query'

/** Skips a long query that is refused in the same way as a short one. A 404 has a row of its own. */
const refusedForItsLength: Check = (observation, { part }) => {
  const twin = part(SHORT)
  if (!twin || twin.opened) return null
  const status = statusOf(twin)
  if ([404, 429, 503].includes(status ?? 0) || status !== statusOf(observation)) return null
  return { verdict: 'skip', because: 'a short query is refused in the same way, so the length is not the reason' }
}

/** The length in bytes that RFC 9112 3 (request line) and RFC 9110 4.1 (URI) recommend to support. */
const RECOMMENDED = 8000

/** The resource with a query that makes the request target `length` bytes long. */
function padded(vars: Parameters<typeof withQuery>[0], length: number): string {
  const start = withQuery(vars, 'p=')
  return start + 'x'.repeat(Math.max(0, length - start.length))
}

/** 1.40: a 101 fails, by the clauses of RFC 6455; the other answers are judged by RFC 9112 3. */
const opensForAnyMethod = onOpened(() => ({
  verdict: 'fail',
  because: clauseWords(onlyGet),
}))

/** An empty SETTINGS frame: it ends the connection preface of a client, and it begins that of a server (RFC 9113 3.4, 6.5). */
const EMPTY_SETTINGS = '\0\0\0\x04\0\0\0\0\0'

const speaksHttp2: Check = ({ received, answers: [{ garbageAt }] }) => {
  const frame = received.subarray(garbageAt ?? received.length)
  const settings = frame.length >= 9 && frame[3] === 4 && frame.readUInt32BE(5) === 0
  return settings
    ? {
        verdict: 'observed',
        got: 'an HTTP/2 SETTINGS frame',
        because: 'RFC 9113 3.4: the connection preface of an HTTP/2 server',
      }
    : null
}

/** The request line as text: whitespace, length, and bytes that it must not contain. */
export const lineCases: readonly Case[] = [
  {
    id: '1.32',
    level: 'MAY',
    title: 'Two spaces after the method',
    source: [robustness],
    tests: [],
    parts: [
      {
        name: 'two spaces after the method',
        send: requestLine((line) => line.replace(' ', '  ')),
        expect: observed(),
      },
    ],
  },
  {
    id: '1.33',
    level: 'MAY',
    title: 'Space after the HTTP version in the request line',
    source: [robustness],
    tests: [],
    parts: [{ name: 'a space at the end', send: requestLine((line) => `${line} `), expect: observed() }],
  },
  {
    id: '1.34',
    level: 'MAY',
    title: 'HTAB instead of spaces in the request line',
    source: [robustness],
    tests: [],
    parts: [{ name: 'HTAB for SP', send: requestLine((line) => line.replaceAll(' ', '\t')), expect: observed() }],
  },
  {
    id: '1.35',
    level: 'SHOULD',
    title: 'One CRLF before the request line',
    source: [emptyLine],
    tests: [R.messageParsedByGrammar],
    ...withPlainTwins([{ name: 'an empty line first', send: precededBy('\r\n'), expect: accepted() }]),
    why: 'Old clients sent one CRLF too many after a POST. On a kept connection it comes before the next request.',
  },
  {
    id: '1.36',
    level: 'INFO',
    title: 'Two CRLFs before the request line',
    source: [emptyLine],
    tests: [],
    parts: [{ name: 'two empty lines first', send: precededBy('\r\n\r\n'), expect: observed() }],
  },
  {
    id: '1.37',
    level: 'MAY',
    title: 'Space before the method',
    source: [robustness],
    tests: [],
    parts: [{ name: 'a space first', send: precededBy(' '), expect: observed() }],
  },
  {
    id: '1.38',
    level: 'SHOULD',
    title: 'Request URI of 8000 bytes',
    source: [
      rfc9112(
        '3',
        '',
        'It is RECOMMENDED that all HTTP senders and recipients support, at a minimum, request-line lengths of 8000 octets.',
      ),
      rfc9110('4.1', 'URIs of 8000 octets'),
    ],
    tests: [R.longUriSupported],
    ...withPlainTwins([
      { name: SHORT, send: target((vars) => withQuery(vars, 'p=x')) },
      {
        name: 'a URI of 8000 bytes',
        send: target((vars) => {
          const around = Math.max(root(vars).length, 'GET  HTTP/1.1'.length)
          return padded(vars, RECOMMENDED - around)
        }),
        expect: accepted({
          says: '101; the router may answer 404',
          rows: { '404': 'observed' },
          checks: [refusedForItsLength],
        }),
      },
    ]),
    why: 'A script in a browser cannot set header fields, so tokens travel in the query.',
  },
  {
    id: '1.39',
    level: 'MUST',
    title: 'Request target of 100 KB',
    source: [
      rfc9112(
        '3',
        'on a request-target',
        'longer than any URI it wishes to parse MUST respond with a 414 (URI Too Long) status code',
      ),
      rfc9110('15.5.15'),
    ],
    tests: [R.badRequestLineRefused],
    ...withPlainTwins([
      { name: SHORT, send: target((vars) => withQuery(vars, 'p=x')) },
      {
        name: 'a target of 100000 bytes',
        send: target((vars) => padded(vars, 100_000)),
        expect: accepted({
          says: '101, 404 or 414',
          rows: {
            '404': 'pass',
            '414': 'pass',
            '2xx': 'warn',
            '3xx': 'warn',
            '4xx': 'warn',
            '5xx': 'warn',
            dropped: 'warn',
            silent: 'warn',
          },
          checks: [refusedForItsLength],
        }),
      },
    ]),
    why: '414 shows the client what to shorten. 431 is about header fields, and a reset gives no reason.',
  },
  {
    id: '1.40',
    level: 'SHOULD',
    title: 'Method of 2000 bytes',
    source: [
      rfc9112(
        '3',
        '',
        'A server that receives a method longer than any that it implements SHOULD respond with a 501 (Not Implemented) status code.',
      ),
    ],
    tests: [R.requestLineIsValidGet, R.badRequestLineRefused],
    parts: [
      {
        name: '2000 times A',
        send: { method: 'A'.repeat(2000) },
        expect: notUpgraded({
          says: '501 or 400',
          checks: [opensForAnyMethod],
          rows: {
            '501': 'pass',
            '400': 'pass',
            '2xx': 'warn',
            '3xx': 'warn',
            '4xx': 'warn',
            '5xx': 'warn',
            dropped: 'warn',
          },
        }),
      },
    ],
    why: '501 says that the server does not know the method; a reset gives no reason. A long method also finds buffers of fixed size (RFC 9110 17.5).',
  },
  {
    id: '1.41',
    level: 'SHOULD',
    title: 'NUL or another control character in the request target',
    source: [notHttp],
    tests: [R.messageParsedByGrammar, R.badRequestLineRefused],
    ...withPlainTwins(
      [
        ['NUL', '\0'],
        ['0x01', '\x01'],
        ['0x7F', '\x7f'],
      ].map(([name = '', byte]) => ({
        name,
        send: target((vars) => withQuery(vars, `a${byte}b`)),
        expect: notUpgraded({ says: 'no 101; preferably 400', rows: { '101': 'warn' } }),
      })),
    ),
    why: 'Code that handles the target as a C string ends it at the NUL. The log and the router then see another target than the parser.',
  },
  {
    id: '1.42',
    level: 'MUST',
    title: 'Request line ends with a bare CR',
    source: [
      rfc9112(
        '2.2',
        'paragraph 4',
        'A recipient of such a bare CR MUST consider that element to be invalid or replace each bare CR with SP before processing the element',
      ),
      rfc9112('3.2', 'last paragraph: 400 for a request without Host'),
    ],
    tests: [R.messageParsedByGrammar, R.badHostAnswered400],
    ...withPlainTwins([
      {
        name: 'a bare CR after the request line',
        send: { text: (rendered) => rendered.replace('\r\n', '\r') },
        expect: notUpgraded(),
      },
    ]),
    why: 'A 101 means that the CR ended the line, or that a request without Host was accepted. Both allow request smuggling.',
  },
  {
    id: '1.43',
    level: 'INFO',
    title: 'HTTP/2 connection preface on the HTTP/1.1 port',
    source: [rfc9113('3.4')],
    tests: [],
    parts: [
      {
        name: 'preface and empty SETTINGS',
        send: { text: () => `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${EMPTY_SETTINGS}` },
        expect: notUpgraded({
          says: 'no 101: an error, a close, or HTTP/2 SETTINGS',
          rows: { '101': 'miss', silent: 'observed' },
          checks: [speaksHttp2],
        }),
      },
    ],
  },
  {
    id: '1.44',
    level: 'MUST',
    title: 'HTTP/0.9 simple request: only method and target',
    source: [onlyGet],
    tests: [R.requestLineIsValidGet],
    parts: [
      {
        name: 'only GET and the target',
        send: { text: (_, { resource }) => `GET ${resource}\r\n` },
        steps: [{ do: 'send' }, { do: 'watch', ms: 2000 }],
        expect: notUpgraded({ says: 'no 101: silence, a close or a page', rows: { silent: 'pass' } }),
      },
    ],
    why: 'This request does not ask for a WebSocket. A server that answers 101 answers so to any line that begins with GET.',
  },
]
