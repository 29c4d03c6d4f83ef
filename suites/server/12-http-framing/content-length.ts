import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import type { Clause } from '../../../harness/case/clause'
import { rfc6455, rfc9110, rfc9112 } from '../../../harness/case/clause'
import type { Edit } from '../../../harness/case/edit'
import type { Expectation } from '../../../harness/case/expectation'
import type { Step } from '../../../harness/case/script'
import { onOpened } from '../../../harness/judge/checks'
import { accepted, anything, observed, refused400 } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { CLOSING_MS } from '../parts/link'
import { withPlainTwins } from '../parts/plain-twin'
import { reasonOf } from '../parts/reason'
import { BODY_THEN_PING, BODY_WITHHELD, bodyReadAsFrames, bodyRefusedOrRead } from './parts/body'
import { pingForChunk } from './parts/chunked'
import {
  byChunks,
  byLength,
  digitsOnly,
  invalidLength,
  largeNumerals,
  readOrClose,
  WHO_CAN_REFUSE,
} from './parts/clauses'
import { closesAfter400, untilClosed } from './parts/closing'
import { bodyIsNoFrame, linkFate, pingBytes, THEN_PING } from './parts/link-after-body'

/** BASE with this Content-Length and this body. */
function withLength(length: string | string[], body = ''): Edit {
  return { fields: { 'Content-Length': length }, body }
}

const refusedAndClosed = refused400({ says: '400, and the connection closed within 5 s', checks: [closesAfter400] })

/** Each value with a body as long as a lenient parser reads it, so that the server does not wait for more bytes. */
const INVALID_LENGTHS: readonly [string, string, string][] = [
  ['-1', '-1', ''],
  ['+5', '+5', 'hello'],
  ['0x5', '0x5', 'hello'],
  ['5 5', '5 5', 'hello'],
  ['1e1', '1e1', 'helloworld'],
  ['abc', 'abc', ''],
  ['empty', '', ''],
]

/** BASE with a Ping as its body, by Content-Length. */
const PING_BY_LENGTH: Edit = {
  fields: { 'Content-Length': ({ random }) => `${pingBytes(random).length}` },
  body: ({ random }) => pingBytes(random),
}

/** The length of the body, and with it the bytes at the end of the request that are sent later, is the same for all. */
const LATER = -pingBytes('wsspec-0123456789ab').length

/** Sends the body when a server that does not wait for it has answered. */
const BODY_LATER: readonly Step[] = [
  { do: 'send', to: LATER },
  { do: 'watch', ms: 2000 },
  { do: 'send', from: LATER },
  { do: 'answer' },
  { do: 'watch', ms: 2000 },
]

const THEN_LISTEN: readonly Step[] = [{ do: 'send' }, { do: 'answer' }, { do: 'watch', ms: 2000 }]

function noFrame(clause: Clause): Expectation {
  return anything({
    says: 'no Pong to the Ping in the body',
    checks: [bodyIsNoFrame(reasonOf(clause, `these bytes are the body of the request; ${WHO_CAN_REFUSE}`))],
  })
}

/** 12.51: the Ping after the request is a part of the body. */
const pingIsContent: Check = (observation, context) =>
  linkFate(observation, context) === 'alive'
    ? {
        verdict: 'fail',
        got: 'the Ping inside the declared length was answered',
        because: reasonOf(largeNumerals, `the value was not used, or it overflowed; ${WHO_CAN_REFUSE}`),
      }
    : null

/** Cases on Content-Length, and on the body that it announces. */
export const contentLengthCases: readonly Case[] = [
  {
    id: '12.01',
    level: 'SHOULD',
    title: 'Content-Length is 0',
    source: [byLength, rfc6455('4.2.1', 'item 10')],
    tests: [R.contentReadByLength],
    parts: [{ name: '0', send: withLength('0'), expect: accepted() }],
    why: 'Some HTTP clients add this field to each request, and some servers then expect a body.',
  },
  {
    id: '12.02',
    level: 'MUST',
    title: 'Opening handshake with a body of 5 bytes',
    contested: bodyReadAsFrames,
    source: [byLength, rfc9112('6', 'framing is independent of method semantics'), readOrClose, rfc9110('7.8')],
    tests: [R.switchHonoursRequestSemantics, R.bodyReadOrConnectionClosed],
    parts: [{ name: 'hello', send: withLength('5', 'hello'), steps: BODY_THEN_PING, expect: bodyRefusedOrRead }],
    why: 'Some servers hand over the socket at the empty line. They read the body as frames and fail the link.',
  },
  {
    id: '12.03',
    level: 'MUST',
    title: 'Opening handshake with a Ping frame as its body',
    source: [byLength, byChunks, readOrClose, rfc9112('11.2')],
    tests: [R.contentReadByLength, R.requestEndUnambiguous],
    meaning: 2,
    parts: [
      { name: 'a Ping', send: PING_BY_LENGTH, steps: THEN_LISTEN, expect: noFrame(byLength) },
      { name: 'a Ping after the answer', send: PING_BY_LENGTH, steps: BODY_LATER, expect: noFrame(byLength) },
      { name: 'a Ping for a chunk', send: pingForChunk('chunked'), steps: THEN_LISTEN, expect: noFrame(byChunks) },
    ],
    why: 'A proxy in front forwards the bytes as a body. An attacker who controls the body can send frames in the name of the client. In Node, http hands the unread body to the WebSocket library, so ws and node:http share this: each can refuse the request.',
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
    source: [invalidLength, digitsOnly],
    tests: [R.badBodyFramingAnswered400],
    ...withPlainTwins(
      INVALID_LENGTHS.map(([name, value, octets]) => ({
        name,
        send: withLength(value, octets),
        steps: untilClosed,
        lasts: CLOSING_MS,
        expect: refusedAndClosed,
      })),
    ),
    why: 'Two hops that read the value in different ways disagree about the end of the request. This is request smuggling.',
  },
  {
    id: '12.06',
    level: 'MUST',
    title: 'Two Content-Length field lines with different values',
    source: [invalidLength],
    tests: [R.badBodyFramingAnswered400],
    ...withPlainTwins([
      {
        name: '0 and 5',
        send: withLength(['0', '5'], 'hello'),
        steps: untilClosed,
        lasts: CLOSING_MS,
        expect: refusedAndClosed,
      },
    ]),
    why: 'If one hop uses the first value and another the last, the content of one request is the next request to the other hop (RFC 9112 11.2).',
  },
  {
    id: '12.07',
    level: 'MAY',
    title: 'Content-Length repeated with the same value',
    source: [rfc9112('6.3', 'item 5', 'all values in the list are the same'), rfc9110('8.6')],
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
    source: [largeNumerals, byLength],
    tests: [R.largeNumeralsHandled],
    meaning: 2,
    sameFaultAs: ['12.03'],
    parts: [
      {
        name: '20 digits',
        send: withLength('99999999999999999999'),
        steps: [{ do: 'send' }, { do: 'answer', within: 5000 }, ...THEN_PING],
        expect: anything({
          says: 'a 4xx, a close, or no answer yet',
          rows: { '101': 'observed', '2xx': 'observed', '3xx': 'observed', '5xx': 'warn' },
          checks: [onOpened(pingIsContent)],
        }),
      },
    ],
    why: 'The value does not fit into 64 bits. A parser that truncates it or overflows gets another length than a correct one.',
  },
]
