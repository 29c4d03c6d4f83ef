import type { Contest, Suite } from '../../harness/case/case'
import { type Clause, rfc6455, rfc9110, rfc9112, whatwg } from '../../harness/case/clause'
import type { ClientCase } from '../../harness/case/client-case'
import type { ReplyEdit, ReplyStep } from '../../harness/case/reply'
import type { Level } from '../../harness/case/results'
import { eitherWay, establishes } from '../../harness/judge/client/client-expectations'
import { C } from '../requirements/client'
import { type About, field, replied, scripted, statusLine } from './parts/answers'
import { closesAtOnce } from './parts/close-at-once'
import { getsMessage } from './parts/from-driver'

const item = (number: number, quote = '') => rfc6455('4.1', `response item ${number}`, quote)
const validated = rfc6455(
  '4.1',
  'after response item 6',
  "If the server's response is validated as provided for above, it is said that _The WebSocket Connection is Established_",
)
const token = item(3, 'contain a token that is an ASCII case-insensitive match for the value "Upgrade"')
const names = rfc9110('5.1', '', 'Field names are case-insensitive')
const phrase = rfc9112('4', '', 'A client SHOULD ignore the reason-phrase content')
const whitespace = rfc9112(
  '5',
  '',
  'Each field line consists of a case-insensitive field name followed by a colon (":"), optional leading whitespace, the field line value, and optional trailing whitespace',
)
const unknown = rfc9110('5.1', '', 'Other recipients SHOULD ignore unrecognized header and trailer fields')
const octets = rfc9112('2.2', '', 'A recipient MUST parse an HTTP message as a sequence of octets')
const atOnce = rfc6455('4.2.2', 'the end', 'At this point, the server may begin sending (and receiving) data')
const limits = rfc9110('5.4', '', 'HTTP does not place a predefined limit on the length of each field line')
const imported = whatwg('2.2', 'it takes response items 2 to 6 of RFC 6455 4.1')

const ONE_VALUE: Contest = {
  strict: 'RFC 6455 4.1 (response item 3): Connection contains a token that matches Upgrade, so a list may have others',
  lenient:
    'RFC 6455 4.2.2 (step 5.3), which the end of the response rules makes binding: Connection has the value Upgrade',
}

/** A right answer in another form: the client opens. */
function right(about: Omit<About, 'level'> & { level?: Level }, edit: ReplyEdit): ClientCase {
  return replied({ level: 'MUST', ...about }, edit, establishes())
}

/** A right answer whose form or time no clause requires a client to take. */
function free(id: string, title: string, source: readonly Clause[], steps: readonly ReplyStep[]): ClientCase {
  return scripted({ id, level: 'INFO', title, source, tests: [C.rightAnswerOpens] }, steps, eitherWay())
}

function freeFields(id: string, title: string, fields: ReplyEdit['fields']): ClientCase {
  return free(
    id,
    title,
    [limits, rfc9110('17.5', 'a recipient may limit what it reads')],
    [{ do: 'reply', edit: { fields: fields ?? {} } }, { do: 'converse' }],
  )
}

/** The time that an answer in many writes may take on a busy computer, ms. */
const MANY_WRITES_MS = 2000

/** A right answer that comes in several writes, or with bytes of the link: no byte is lost. */
function streamed(about: About, reply: ReplyStep, ...messages: readonly string[]): ClientCase {
  const says = `the client opens the WebSocket, and its application gets ${messages.map((text) => `"${text}"`).join(' and ')}`
  const expect = establishes({ says, checks: messages.map((text) => getsMessage(text)) })
  const part = { name: about.title, steps: [reply, { do: 'converse' as const }], lasts: MANY_WRITES_MS, expect }
  return { ...about, role: 'client', parts: [part] }
}

const LISTED = 'keep-alive, Upgrade'
const TWO_LINES = ['keep-alive', 'Upgrade']

const EARLY = [{ opcode: 1, payload: 'early' }]

/** Whitespace around the value of every field line. */
function padded(text: string): string {
  return text.replace(/^([\w-]+): (.*)$/gm, '$1:\t $2 \t')
}

/** Fields that no client knows, and some that concern HTTP alone. */
const EXTRA: ReplyEdit['fields'] = {
  Server: 'wsspec',
  Date: 'Tue, 15 Nov 1994 08:12:31 GMT',
  'X-Foo': ['one', 'two'],
  'Set-Cookie': 'a=b; Path=/',
}

function numbered(count: number, value: string): ReplyEdit['fields'] {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`X-H${at}`, value]))
}

/** 1: right answers in unusual form. */
export const validResponseSuite: Suite<ClientCase> = {
  number: 1,
  slug: 'valid-response',
  title: 'Right answers in unusual form',
  cases: [
    streamed(
      { id: 'C1.01', level: 'MUST', title: 'The plain right answer', source: [validated], tests: [C.rightAnswerOpens] },
      { do: 'reply' },
      'hello',
    ),
    right(
      { id: 'C1.02', title: 'Field names are in lower case', source: [names], tests: [C.fieldNamesWithoutCase] },
      { spell: (name) => name.toLowerCase() },
    ),
    right(
      { id: 'C1.03', title: 'Field names are in upper case', source: [names], tests: [C.fieldNamesWithoutCase] },
      { spell: (name) => name.toUpperCase() },
    ),
    right(
      {
        id: 'C1.04',
        title: 'Upgrade is WebSocket',
        source: [item(2, 'an ASCII case-insensitive match for the value "websocket"')],
        tests: [C.rightAnswerOpens],
      },
      field('Upgrade', 'WebSocket'),
    ),
    right(
      { id: 'C1.05', title: 'Connection is upgrade', source: [token], tests: [C.rightAnswerOpens] },
      field('Connection', 'upgrade'),
    ),
    right(
      {
        id: 'C1.06',
        title: 'Connection lists keep-alive and Upgrade',
        source: [token, rfc9110('7.6.1', 'Connection is a list')],
        tests: [C.rightAnswerOpens],
        needs: ['rfc'],
        contested: ONE_VALUE,
      },
      field('Connection', LISTED),
    ),
    right(
      {
        id: 'C1.07',
        title: 'Connection is on two lines, keep-alive and Upgrade',
        source: [token, rfc9110('5.2', 'several lines are one list')],
        tests: [C.rightAnswerOpens],
        needs: ['rfc'],
        sameFaultAs: ['C1.06'],
        contested: ONE_VALUE,
      },
      field('Connection', TWO_LINES),
    ),
    right(
      {
        id: 'C1.08',
        title: 'The reason phrase is empty',
        source: [rfc9112('4', '', 'even when the reason-phrase is absent'), phrase],
        tests: [C.reasonPhraseIgnored],
        sameFaultAs: ['C1.10'],
      },
      statusLine('HTTP/1.1 101 '),
    ),
    free(
      'C1.09',
      'No space is after 101',
      [rfc9112('4', '', 'A server MUST send the space that separates the status-code from the reason-phrase')],
      [{ do: 'reply', edit: statusLine('HTTP/1.1 101') }, { do: 'converse' }],
    ),
    right(
      {
        id: 'C1.10',
        title: 'The reason phrase is another',
        source: [item(1, 'If the status code received from the server is not 101'), phrase],
        tests: [C.reasonPhraseIgnored],
      },
      statusLine('HTTP/1.1 101 Web Socket Protocol Handshake'),
    ),
    right(
      {
        id: 'C1.11',
        title: 'The answer has fields that the handshake does not name',
        source: [validated, unknown],
        tests: [C.unknownFieldsIgnored],
      },
      { fields: EXTRA ?? {} },
    ),
    right(
      {
        id: 'C1.12',
        title: 'No whitespace is after the colons',
        source: [whitespace],
        tests: [C.whitespaceAroundValues],
      },
      { text: (text) => text.replace(/^([\w-]+): /gm, '$1:') },
    ),
    right(
      {
        id: 'C1.13',
        title: 'Tabs and spaces are around every value',
        source: [
          rfc9110(
            '5.5',
            '',
            'a field parsing implementation MUST exclude such whitespace prior to evaluating the field value',
          ),
          whitespace,
        ],
        tests: [C.whitespaceAroundValues, C.acceptTrimmed],
        sameFaultAs: ['C5.06'],
      },
      { text: padded },
    ),
    streamed(
      {
        id: 'C1.14',
        level: 'MUST',
        title: 'The answer comes one byte at a time',
        source: [octets, validated],
        tests: [C.answerIsByteStream],
        sameFaultAs: ['C1.15'],
      },
      { do: 'reply', cut: 'every byte', apartMs: 2 },
      'hello',
    ),
    streamed(
      {
        id: 'C1.15',
        level: 'MUST',
        title: 'The last CRLF comes 150 ms later',
        source: [octets, validated],
        tests: [C.answerIsByteStream],
      },
      { do: 'reply', cut: -2, apartMs: 150 },
      'hello',
    ),
    streamed(
      {
        id: 'C1.16',
        level: 'MUST',
        title: 'A message comes in the write of the answer',
        source: [atOnce, validated],
        tests: [C.framesAfterAnswerRead],
      },
      { do: 'reply', edit: { frames: EARLY } },
      'early',
      'hello',
    ),
    streamed(
      {
        id: 'C1.17',
        level: 'MUST',
        title: 'The first byte of a message comes in the write of the answer',
        source: [atOnce, validated],
        tests: [C.framesAfterAnswerRead],
        sameFaultAs: ['C1.16'],
      },
      // The frame has 7 bytes.
      { do: 'reply', edit: { frames: EARLY }, cut: -6, apartMs: 150 },
      'early',
      'hello',
    ),
    closesAtOnce({
      id: 'C1.18',
      level: 'MUST',
      title: 'A Close frame comes in the write of the answer',
      source: [
        rfc6455(
          '5.5.1',
          '',
          'If an endpoint receives a Close frame and did not previously send a Close frame, the endpoint MUST send a Close frame in response',
        ),
        atOnce,
      ],
      tests: [C.closeAnswered, C.framesAfterAnswerRead],
      sameFaultAs: ['C1.16'],
    }),
    freeFields('C1.19', 'A field has a value of 7000 bytes', { 'X-Pad': 'x'.repeat(7000) }),
    freeFields('C1.20', 'A field has a value of 60000 bytes', { 'X-Pad': 'x'.repeat(60_000) }),
    freeFields('C1.21', 'The answer has 90 more field lines', numbered(90, 'x')),
    freeFields('C1.22', 'The answer has 1 MiB of field lines', numbered(1024, 'x'.repeat(1014))),
    free(
      'C1.23',
      'The answer comes after 1.2 s',
      [rfc9110('7.5', 'no time is given that a client must wait')],
      [{ do: 'pause', ms: 1200 }, { do: 'reply' }, { do: 'converse' }],
    ),
    right(
      {
        id: 'C1.24',
        title: 'Sec-WebSocket-Accept comes before Connection and Upgrade',
        source: [
          rfc9110(
            '5.3',
            '',
            'The order in which field lines with differing field names are received in a section is not significant',
          ),
        ],
        tests: [C.fieldOrderIgnored],
      },
      { order: () => ['Sec-WebSocket-Accept', 'Connection', 'Upgrade'] },
    ),
    right(
      {
        id: 'C1.25',
        level: 'SHOULD',
        title: 'An unknown field has a byte that is not ASCII',
        source: [
          rfc9110(
            '5.5',
            '',
            'A recipient SHOULD treat other allowed octets in field content (i.e., obs-text) as opaque data',
          ),
        ],
        tests: [C.unknownFieldsIgnored],
      },
      field('X-Name', 'caf\xe9'),
    ),
    free(
      'C1.26',
      'An empty line is before the status line',
      [rfc9112('2.2', 'only a server is asked to skip it')],
      [{ do: 'reply', edit: { text: (text) => `\r\n${text}` } }, { do: 'converse' }],
    ),
    right(
      {
        id: 'C1.27',
        title: 'Connection lists keep-alive and Upgrade, for a client with the API of browsers',
        source: [imported, token],
        tests: [C.rightAnswerOpens],
        needs: ['whatwg'],
      },
      field('Connection', LISTED),
    ),
    right(
      {
        id: 'C1.28',
        title: 'Connection is on two lines, for a client with the API of browsers',
        source: [imported, token, rfc9110('5.2', 'several lines are one list')],
        tests: [C.rightAnswerOpens],
        needs: ['whatwg'],
        sameFaultAs: ['C1.27'],
      },
      field('Connection', TWO_LINES),
    ),
  ],
}
