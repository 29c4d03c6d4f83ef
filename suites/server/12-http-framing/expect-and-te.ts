import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import { finalHead } from '../../../harness/judge/answer'
import { accepted, anything, observed } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { reasonOf } from '../parts/reason'
import { continueFirst, WHO_CAN_REFUSE } from './parts/clauses'

/** Records the interim responses before the answer. */
const recordsInterim: Check = ({ answers: [{ interim }] }) =>
  interim.length === 0
    ? null
    : { verdict: 'observed', got: `${interim.map(({ status }) => status).join(', ')} before the answer`, because: '' }

const OMITTED_100 = '10.1.1: it may omit the 100 only if it has received content or there is none'

const noWaiting = rfc9110(
  '10.1.1',
  '',
  'The origin server MUST NOT wait for the content before sending the 100 (Continue) response.',
)

/** If the control takes longer than this, a slow answer does not show that the server waited, ms. */
const PROMPT_MS = 1000

/** 12.37: the server sends a 100 before its 101, and does not wait for the body before it answers. */
const sendsContinue: Check = (observation, { direct, slowestControlMs }) => {
  const { recording, answers } = observation
  const head = finalHead(observation)
  const interim = answers[0].interim
  // Without a second write, the answer or the end arrived before the body was sent.
  const bodyAt = recording.marks.filter(({ what }) => what === 'send')[1]?.receivedBefore ?? Number.POSITIVE_INFINITY
  const early = [...interim, ...(head ? [head] : [])].some(({ start }) => start < bodyAt)
  const unasked = observation.opened && !interim.some(({ status }) => status === 100)
  if (unasked && early && head && head.start < bodyAt)
    return {
      verdict: 'fail',
      got: '101 without a 100, before the body was sent',
      because: reasonOf(continueFirst, `${OMITTED_100}; ${WHO_CAN_REFUSE}`),
    }
  if (!early && head)
    return {
      verdict: direct && slowestControlMs < PROMPT_MS ? 'warn' : 'observed',
      got: 'no answer before the body was sent',
      because: reasonOf(noWaiting),
    }
  return unasked ? { verdict: 'observed', got: '101 without a 100, after the body', because: '' } : null
}

/** Cases on Expect and TE. */
export const expectCases: readonly Case[] = [
  {
    id: '12.36',
    level: 'INFO',
    title: 'Expect: 100-continue without a body',
    source: [continueFirst, rfc9110('10.1.1', 'MAY omit it where there is no content')],
    tests: [R.continueSentBefore101],
    parts: [
      {
        name: '100-continue',
        send: { fields: { Expect: '100-continue' } },
        expect: observed({ checks: [recordsInterim] }),
      },
    ],
  },
  {
    id: '12.37',
    level: 'MUST',
    title: 'Expect: 100-continue with a body',
    source: [continueFirst, noWaiting],
    tests: [R.continueSentBefore101],
    parts: [
      {
        name: '100-continue',
        send: { fields: { Expect: '100-continue', 'Content-Length': '5' }, body: 'hello' },
        steps: [
          { do: 'send', to: -'hello'.length },
          { do: 'await', octets: (head) => head.includes('\r\n\r\n'), within: 2000 },
          { do: 'send', from: -'hello'.length },
          { do: 'answer' },
        ],
        expect: anything({
          says: '100 and then an answer, or a final status without delay',
          rows: { dropped: 'warn', silent: 'warn' },
          checks: [sendsContinue],
        }),
      },
    ],
    why: 'A client that waits for the 100 has not sent its body when the 101 arrives. Are the next bytes content or frames? Refuse a handshake that announces content: that mends 12.03 and 12.11, too. In Node, ws and node:http share this.',
  },
  {
    id: '12.38',
    level: 'MAY',
    title: 'Unknown expectation in Expect',
    source: [rfc9110('10.1.1', 'MAY respond with a 417')],
    tests: [],
    parts: [
      {
        name: 'banana',
        send: { fields: { Expect: 'banana' } },
        expect: accepted({ says: '101 or 417', rows: { '417': 'pass' } }),
      },
    ],
  },
  {
    id: '12.39',
    level: 'MUST',
    title: 'TE: trailers with Connection: Upgrade, TE',
    source: [
      rfc6455('4.2.1', 'item 4', 'A |Connection| header field that includes the token "Upgrade"'),
      rfc9110('10.1.4'),
      rfc9110('7.6.1'),
    ],
    tests: [R.elementsReadAsDefined],
    parts: [
      {
        name: 'trailers',
        send: { fields: { Connection: 'Upgrade, TE', TE: 'trailers' } },
        expect: accepted(),
      },
    ],
    why: 'A client that sends TE must also list it in Connection (RFC 9110 10.1.4), so Upgrade is not the only option there.',
  },
]
