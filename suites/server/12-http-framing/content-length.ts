import type { Case } from '../../../harness/case/case'
import { rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import type { Edit } from '../../../harness/case/request'
import { onOpened } from '../../../harness/judge/checks'
import { accepted, anything, observed, refused400 } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { CLOSING_MS } from '../parts/link'
import { BODY_THEN_PING, BODY_WITHHELD, bodyReadAsFrames, bodyRefusedOrRead, readOrClose } from './parts/body'
import { closesAfter400, untilClosed } from './parts/closing'
import { bodyIsNoFrame, linkFate, pingBytes, THEN_PING } from './parts/link-after-body'

/** BASE with a body of `octets` that Content-Length announces. */
function withLength(length: string | string[], octets = ''): Edit {
  return { fields: { 'Content-Length': length }, body: octets }
}

const byLength = rfc9112('6.3', 'item 6')

const invalidLengthAnswered400 = rfc9112(
  '6.3',
  'item 5: MUST respond with a 400 (Bad Request) and then close the connection',
)

const digitsOnly = rfc9110('8.6', '1*DIGIT')

const invalidLength = refused400({ says: '400, and the connection closed within 5 s', checks: [closesAfter400] })

/** With as many octets behind them as a lenient reader would take the value for: an answer then does not wait for more. */
const INVALID_LENGTHS: readonly [string, string, string][] = [
  ['-1', '-1', ''],
  ['+5', '+5', 'hello'],
  ['0x5', '0x5', 'hello'],
  ['5 5', '5 5', 'hello'],
  ['1e1', '1e1', 'helloworld'],
  ['abc', 'abc', ''],
  ['empty', '', ''],
]

/** Cases on Content-Length, and on the body that it announces. */
export const contentLengthCases: readonly Case[] = [
  {
    id: '12.01',
    level: 'SHOULD',
    title: 'Content-Length is 0',
    source: [rfc9112('6.3', 'item 6: a length of 0 is no body'), rfc6455('4.2.1', 'item 10')],
    tests: [R.contentReadByLength],
    parts: [{ name: '0', send: withLength('0'), expect: accepted() }],
    why: 'Some HTTP clients add it to every request, and some servers then take the request for one with a body.',
  },
  {
    id: '12.02',
    level: 'MUST',
    title: 'Opening handshake with a body of 5 bytes',
    contested: bodyReadAsFrames,
    source: [rfc9112('6', 'framing is independent of method semantics'), byLength, readOrClose, rfc9110('7.8')],
    tests: [R.switchHonoursRequestSemantics, R.bodyReadOrConnectionClosed],
    parts: [{ name: 'hello', send: withLength('5', 'hello'), steps: BODY_THEN_PING, expect: bodyRefusedOrRead }],
    why: 'Servers that hand the socket over at the empty line read the body as frames, and fail the link on its first octet.',
  },
  {
    id: '12.03',
    level: 'MUST',
    title: 'Opening handshake with a Ping frame as its body',
    source: [byLength, readOrClose, rfc9112('11.2')],
    tests: [R.contentReadByLength],
    parts: [
      {
        name: 'a Ping',
        send: {
          fields: { 'Content-Length': ({ random }) => `${pingBytes(random).length}` },
          body: ({ random }) => pingBytes(random),
        },
        steps: [{ do: 'send' }, { do: 'answer' }, { do: 'watch', ms: 2000 }],
        expect: anything({
          says: 'no Pong to the Ping that is the body',
          checks: [bodyIsNoFrame('RFC 9112 6.3 item 6, 9.3: these octets are the body of the request, by its length')],
        }),
      },
    ],
    why: 'A proxy in front passes the body on as one. Whoever controls it then speaks frames in the name of the client.',
  },
  {
    id: '12.04',
    level: 'INFO',
    title: 'Body announced by Content-Length but not sent',
    source: [rfc9110('7.8'), rfc9112('8')],
    tests: [],
    parts: [{ name: '5', send: withLength('5'), steps: BODY_WITHHELD, expect: observed() }],
  },
  {
    id: '12.05',
    level: 'MUST',
    title: 'Content-Length is invalid',
    source: [invalidLengthAnswered400, digitsOnly],
    tests: [R.badBodyFramingAnswered400],
    parts: INVALID_LENGTHS.map(([name, value, octets]) => ({
      name,
      send: withLength(value, octets),
      steps: untilClosed,
      lasts: CLOSING_MS,
      expect: invalidLength,
    })),
    why: 'Two hops that read such a value differently disagree about where the request ends: request smuggling.',
  },
  {
    id: '12.06',
    level: 'MUST',
    title: 'Two Content-Length field lines with different values',
    source: [invalidLengthAnswered400],
    tests: [R.badBodyFramingAnswered400],
    parts: [
      {
        name: '0 and 5',
        send: withLength(['0', '5'], 'hello'),
        steps: untilClosed,
        lasts: CLOSING_MS,
        expect: invalidLength,
      },
    ],
    why: 'One hop takes the first and one the last: what is content to the one begins a request to the other (RFC 9112 11.2).',
  },
  {
    id: '12.07',
    level: 'MAY',
    title: 'Content-Length repeated with the same value',
    source: [rfc9112('6.3', 'item 5: unless all values in the list are the same'), rfc9110('8.6')],
    tests: [R.badBodyFramingAnswered400],
    parts: [
      {
        name: 'two lines',
        send: withLength(['0', '0']),
        expect: accepted({ says: '101 or 400', rows: { '400': 'pass' } }),
      },
      { name: '0, 0', send: withLength('0, 0'), expect: accepted({ says: '101 or 400', rows: { '400': 'pass' } }) },
    ],
  },
  {
    id: '12.51',
    level: 'SECURITY',
    title: 'Content-Length is valid but too large for 64 bits',
    source: [
      rfc9110('8.6', 'MUST anticipate potentially large decimal numerals and prevent parsing errors'),
      rfc9112('6.3', 'item 6'),
    ],
    tests: [R.largeNumeralsHandled],
    parts: [
      {
        name: '20 digits',
        send: withLength('99999999999999999999'),
        steps: [{ do: 'send' }, { do: 'answer', within: 5000 }, ...THEN_PING],
        expect: anything({
          says: 'a 4xx, waiting, or a close',
          rows: { '101': 'observed', '2xx': 'observed', '3xx': 'observed', '5xx': 'warn' },
          checks: [
            onOpened((observation, context) =>
              linkFate(observation, context) === 'alive'
                ? {
                    verdict: 'warn',
                    got: 'the Ping behind it was answered',
                    because:
                      'RFC 9112 6.3 item 6: by the length this is the body; it was lost, as in an overflow, or never read',
                  }
                : null,
            ),
          ],
        }),
      },
    ],
    why: 'It fits no integer of 64 bits: cut off, wrapped or given up on, it is another length to who counts right.',
  },
]
