import type { Contest, Suite } from '../../harness/case/case'
import { type Clause, rfc6455, rfc9110, rfc9112 } from '../../harness/case/clause'
import type { ClientCase } from '../../harness/case/client-case'
import type { ReplyEdit, ReplyStep } from '../../harness/case/reply'
import { eitherWay, establishes, fails, neverOpens } from '../../harness/judge/client/client-expectations'
import { C } from '../requirements/client'
import { type About, replied, scripted, statusLine, untilClose } from './parts/answers'
import { forbiddenRedirects, redirectElsewhere, redirectLoop, redirects } from './parts/redirects'

const item1 = rfc6455('4.1', 'response item 1', 'If the status code received from the server is not 101')
const validHttp = rfc6455('4.2.2', 'step 5')
const interim = rfc9110(
  '15.2',
  '',
  'A client MUST be able to parse one or more 1xx responses received prior to a final response, even if the client does not expect one',
)
const grammar = rfc9112('4', 'the grammar of the status line')
const minor = rfc9110('6.2', 'a higher minor version')

const RECOVERS: Contest = {
  strict: 'RFC 6455 4.2.2 (step 5) and the end of 4.1: the answer has to be a valid HTTP response',
  lenient: 'RFC 9110 2.4: a recipient may recover a usable element from an invalid one',
}

/** A client that opens in this case checks no status at all: the other cases show the same fault. */
const UNCHECKED = 'C2.01'

/** A client that fails in this case reads no interim response at all: the other cases show the same fault. */
const NO_INTERIM = 'C2.22'

/** An answer without the fields of a 101: only these lines. */
function bare(line: string, ...fields: string[]): ReplyEdit {
  return { text: () => [line, ...fields, '', ''].join('\r\n') }
}

const DONE = ['Connection: close', 'Content-Length: 0']

function about(id: string, title: string, more: Partial<About> = {}): About {
  return { id, level: 'MUST', title, source: [item1], tests: [C.onlyStatus101Opens], ...more }
}

/** The fields of a right 101 under another final status. */
function otherStatus(id: string, status: string): ClientCase {
  const title = `The status is ${status}, with all fields of a 101`
  const sameFaultAs = id === UNCHECKED ? [] : [UNCHECKED]
  return scripted(about(id, title, { sameFaultAs }), untilClose(statusLine(`HTTP/1.1 ${status}`)), fails())
}

/** A refusal with some fields of its own. */
function refusal(id: string, title: string, edit: ReplyEdit, source: readonly Clause[] = []): ClientCase {
  // The answer says that the connection closes, so the server closes it (RFC 9112 9.6).
  const steps: readonly ReplyStep[] = [{ do: 'reply', edit }, { do: 'halfClose' }]
  return scripted(about(id, title, { source: [item1, ...source] }), steps, fails())
}

/** Interim responses before the right 101, in one write unless there is a pause. */
function afterInterim(
  of: Pick<About, 'id' | 'title'> & Partial<About>,
  heads: readonly string[],
  apartMs = 0,
): ClientCase {
  const octets = heads.map((head) => `HTTP/1.1 ${head}\r\n\r\n`).join('')
  const whole = about(of.id, of.title, { source: [interim, item1], tests: [C.interimResponsesRead], ...of })
  const together: ReplyStep[] = [{ do: 'reply', edit: { text: (rendered) => octets + rendered } }, { do: 'converse' }]
  const apart: ReplyStep[] = [
    { do: 'write', octets },
    { do: 'pause', ms: apartMs },
    { do: 'reply' },
    { do: 'converse' },
  ]
  return scripted(whole, apartMs > 0 ? apart : together, of.level === 'INFO' ? eitherWay() : establishes())
}

/** A status line that does not match the grammar: the client fails the connection. */
function malformed(id: string, title: string, line: string, contested?: Contest): ClientCase {
  const source = [validHttp, grammar]
  const whole = about(id, title, {
    source,
    tests: [C.statusLineMatchesGrammar],
    ...(contested ? { contested, needs: ['rfc'] } : {}),
  })
  return scripted(whole, untilClose(statusLine(line)), fails())
}

/** A status line that several readings allow. */
function freeLine(id: string, title: string, line: string, source: readonly Clause[]): ClientCase {
  return replied(
    { id, level: 'INFO', title, source, tests: [C.statusLineMatchesGrammar] },
    statusLine(line),
    eitherWay(),
  )
}

/** The fields of a right 101 under an interim status: the client waits, or fails, and does not open. */
function interimStatus(id: string, title: string, status: string): ClientCase {
  const steps: readonly ReplyStep[] = [
    { do: 'reply', edit: statusLine(`HTTP/1.1 ${status}`) },
    { do: 'pause', ms: 2500 },
    { do: 'halfClose' },
  ]
  const source = [rfc9110('15.2', 'interim responses'), item1]
  // A client that opens without any response shows nothing more by this one.
  return scripted(about(id, title, { source, sameFaultAs: ['C8.16'], sameFaultByAnyCause: true }), steps, neverOpens())
}

const TRAILERS = (rendered: string) => {
  const [, ...fields] = rendered.trimEnd().split('\r\n')
  const head = ['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', 'Trailer: Upgrade, Connection, Sec-WebSocket-Accept']
  return [...head, '', '0', ...fields, '', ''].join('\r\n')
}

/** 2: the status line, interim responses, other statuses, redirects. */
export const statusSuite: Suite<ClientCase> = {
  number: 2,
  slug: 'status',
  title: 'Status line, interim responses, redirects',
  cases: [
    otherStatus('C2.01', '200 OK'),
    refusal('C2.02', 'The status is 200, with content', {
      text: () => 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello',
    }),
    ...redirects,
    refusal(
      'C2.08',
      'The status is 401, with a Basic challenge',
      bare('HTTP/1.1 401 Unauthorized', 'WWW-Authenticate: Basic realm="x"', ...DONE),
      [rfc9110('11.6', 'a client may repeat the request with credentials')],
    ),
    refusal(
      'C2.09',
      'The status is 407, from an origin server',
      bare('HTTP/1.1 407 Proxy Authentication Required', 'Proxy-Authenticate: Basic realm="x"', ...DONE),
    ),
    otherStatus('C2.10', '403 Forbidden'),
    otherStatus('C2.11', '404 Not Found'),
    otherStatus('C2.12', '500 Internal Server Error'),
    otherStatus('C2.13', '503 Service Unavailable'),
    refusal(
      'C2.14',
      'The status is 426, and lists version 8',
      bare('HTTP/1.1 426 Upgrade Required', 'Upgrade: websocket', 'Sec-WebSocket-Version: 8', ...DONE),
      [rfc6455('4.4', 'a client may repeat the handshake with a listed version')],
    ),
    freeLine('C2.15', 'The version of the answer is HTTP/1.0', 'HTTP/1.0 101 Switching Protocols', [
      rfc9110('15.2', 'HTTP/1.0 has no 1xx'),
    ]),
    replied(
      {
        id: 'C2.16',
        level: 'SHOULD',
        title: 'The version of the answer is HTTP/1.2',
        source: [minor],
        tests: [C.reasonPhraseIgnored],
      },
      statusLine('HTTP/1.2 101 Switching Protocols'),
      establishes(),
    ),
    freeLine('C2.17', 'The version of the answer is HTTP/2.0', 'HTTP/2.0 101 Switching Protocols', [
      rfc9110('2.5', 'major versions'),
    ]),
    malformed('C2.18', 'The status has four digits, 1010', 'HTTP/1.1 1010 Switching Protocols'),
    malformed('C2.19', 'The status is 0101', 'HTTP/1.1 0101 Switching Protocols', RECOVERS),
    malformed('C2.20', 'The status line begins with ICY', 'ICY 101 Switching Protocols', RECOVERS),
    malformed('C2.21', 'The status line begins with http/1.1 in lower case', 'http/1.1 101 Switching Protocols', {
      strict: 'RFC 9112 2.3: the name of the protocol is case-sensitive',
      lenient: 'RFC 2616 2.1, which RFC 6455 cites: literals of its grammar are case-insensitive',
    }),
    afterInterim({ id: 'C2.22', title: '100 Continue comes before the 101' }, ['100 Continue']),
    afterInterim(
      { id: 'C2.23', title: '103 Early Hints comes before the 101', sameFaultAs: [NO_INTERIM] },
      ['103 Early Hints\r\nLink: </a>; rel=preload'],
      200,
    ),
    afterInterim({ id: 'C2.24', title: '102 Processing comes before the 101', sameFaultAs: [NO_INTERIM] }, [
      '102 Processing',
    ]),
    refusal(
      'C2.25',
      '100 Continue comes before a 403',
      bare('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 403 Forbidden', ...DONE),
      [interim],
    ),
    interimStatus('C2.26', 'The fields of a 101 come with 100 Continue, and nothing follows', '100 Continue'),
    freeLine('C2.27', 'Two spaces are before the status', 'HTTP/1.1  101 Switching Protocols', [grammar]),
    interimStatus('C2.28', 'The fields of a 101 come with the status 199, and nothing follows', '199 Misc'),
    otherStatus('C2.29', '204 No Content'),
    malformed('C2.30', 'No space is after the status', 'HTTP/1.1 101Switching Protocols', RECOVERS),
    ...forbiddenRedirects,
    afterInterim(
      { id: 'C2.33', title: '100 Continue and 103 Early Hints come before the 101', sameFaultAs: [NO_INTERIM] },
      ['100 Continue', '103 Early Hints'],
    ),
    afterInterim(
      { id: 'C2.34', title: 'Sixteen interim responses come before the 101', level: 'INFO' },
      Array.from({ length: 16 }, () => '102 Processing'),
    ),
    replied(
      about('C2.35', 'A 101 to h2c comes before a 101 to websocket', {
        source: [rfc6455('4.1', 'response item 2')],
        tests: [C.upgradeChecked],
      }),
      {
        text: (rendered) =>
          `HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n${rendered}`,
      },
      fails(),
    ),
    redirectLoop,
    redirectElsewhere,
    refusal(
      'C2.38',
      'The status is 401, with an unknown scheme',
      bare('HTTP/1.1 401 Unauthorized', 'WWW-Authenticate: Zzz', ...DONE),
    ),
    scripted(
      about('C2.39', 'The fields of a 101 are in the trailers of a 200', {
        source: [item1, rfc9110('6.5.1', 'fields in trailers')],
      }),
      untilClose({ text: TRAILERS }),
      fails(),
    ),
  ],
}
