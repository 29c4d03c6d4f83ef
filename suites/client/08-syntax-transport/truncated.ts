import { type Clause, rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import type { ClientCase } from '../../../harness/case/client-case'
import type { ReplyEdit, ReplyStep } from '../../../harness/case/reply'
import { CLIENT_CRASHES, eitherWay, fails, neverOpens } from '../../../harness/judge/client/client-expectations'
import { C } from '../../requirements/client'
import { type About, scripted } from '../parts/answers'

const lost = rfc6455(
  '7.2.1',
  '',
  'If at any point the underlying transport layer connection is unexpectedly lost, the client MUST _Fail the WebSocket Connection_',
)
const validated = rfc6455(
  '4.1',
  'end of the response items',
  "If the server's response is validated as provided for above, it is said that _The WebSocket Connection is Established_",
)
const waits = rfc6455(
  '4.1',
  'after request item 12',
  'the client MUST wait for a response from the server before sending any further data',
)
const whole = rfc9112('2.1', '', 'an empty line indicating the end of the header section')
const incomplete = rfc9112(
  '8',
  '',
  'A client that receives an incomplete response message, which can occur when a connection is closed prematurely or when decoding a supposedly chunked transfer coding fails, MUST record the message as incomplete',
)

/** How long the server is silent before it ends the connection, ms. */
const SILENCE_MS = 2500

/** The right 101 without the empty line that ends its header section. */
const UNENDED: ReplyEdit = { text: (rendered) => rendered.slice(0, -2) }

const FIN: ReplyStep = { do: 'halfClose' }
const SILENCE: ReplyStep = { do: 'pause', ms: SILENCE_MS }

function about(id: string, title: string, source: readonly Clause[], more: Partial<About> = {}): About {
  return { id, level: 'MUST', title, source, tests: [C.onlyWholeAnswerOpens], ...more }
}

/** 14 bytes without a line end, and a TLS alert record: fatal, handshake_failure. */
const GARBAGE = '\x00\xff\x13\x37\x80\x9c\xfe\x01\xaa\x55\xf0\x0f\x7f\xe2'
const TLS_ALERT = '\x15\x03\x01\x00\x02\x02\x28'

/** Answers that are not whole, or none at all. */
export const truncatedCases: readonly ClientCase[] = [
  scripted(
    about('C8.14', 'The header section has no empty line at its end, and FIN follows', [lost, whole, incomplete], {
      sameFaultAs: ['C8.18'],
    }),
    [{ do: 'reply', edit: UNENDED }, FIN],
    fails(),
  ),
  scripted(
    about('C8.15', 'Only the status line comes, and then FIN', [lost, validated]),
    [{ do: 'write', octets: 'HTTP/1.1 101 Switching Protocols\r\n' }, FIN],
    fails(),
  ),
  scripted(about('C8.16', 'FIN comes without a byte', [lost, validated]), [FIN], fails()),
  scripted(about('C8.17', 'A reset comes without a byte', [lost, validated]), [{ do: 'reset' }], fails()),
  scripted(
    about('C8.18', 'The header section has no empty line at its end, and nothing follows', [validated, whole]),
    // A client that opens upon FIN is found by C8.14.
    [{ do: 'reply', edit: UNENDED }, SILENCE, { do: 'reset' }],
    neverOpens(),
  ),
  scripted(
    about('C8.19', 'The answer is 14 bytes that are no HTTP', [validated, rfc6455('4.2.2', 'step 5')]),
    [{ do: 'write', octets: GARBAGE }, SILENCE, FIN],
    neverOpens(),
  ),
  scripted(about('C8.20', 'No answer comes', [waits, validated]), [SILENCE, FIN], neverOpens()),
  scripted(
    {
      id: 'C8.23',
      level: 'SECURITY',
      title: 'The header section has 8 MiB and no end',
      source: [
        rfc9110(
          '17.5',
          '',
          'Recipients ought to carefully limit the extent to which they process other protocol elements',
        ),
        rfc9110('2.3', 'protocol elements that fit within a reasonable buffer size'),
      ],
      tests: [C.headIsBounded],
    },
    [
      { do: 'write', octets: 'HTTP/1.1 101 Switching Protocols\r\n' },
      { do: 'flood', octets: `X-A: ${'a'.repeat(65_529)}\r\n`, times: 128, ms: 4000 },
    ],
    {
      ...fails({ says: 'the client gives the response up before its time is over; no text sets a limit' }),
      blames: { crashed: CLIENT_CRASHES },
    },
  ),
  scripted(
    about('C8.24', 'The answer is a TLS alert, and FIN follows', [lost, validated]),
    [{ do: 'write', octets: TLS_ALERT }, FIN],
    fails(),
  ),
  scripted(
    {
      id: 'C8.25',
      level: 'INFO',
      title: 'FIN follows the right 101 at once',
      source: [lost, rfc6455('7.1.5', 'the close code 1006')],
      tests: [C.onlyWholeAnswerOpens],
    },
    [{ do: 'reply' }, FIN],
    eitherWay(),
  ),
  {
    id: 'C8.31',
    role: 'client',
    level: 'INFO',
    title: 'The 101 comes one byte a second',
    source: [rfc9110('7.5', '', 'clients are not expected to wait any specific amount of time for a response')],
    tests: [C.onlyWholeAnswerOpens],
    slow: true,
    parts: [
      {
        name: 'one byte a second',
        steps: [{ do: 'reply', cut: 'every byte', apartMs: 1000 }, { do: 'converse' }],
        lasts: 140_000,
        expect: eitherWay(),
      },
    ],
  },
]
