import type { Case } from '../../../harness/case/case'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import type { Check } from '../../../harness/case/expectation'
import { finalHead } from '../../../harness/judge/answer'
import { accepted, anything, observed } from '../../../harness/judge/expectations'
import { R } from '../../requirements'

/** Which interim responses came before the answer. */
const recordsInterim: Check = ({ answers: [{ interim }] }) =>
  interim.length === 0
    ? null
    : { verdict: 'observed', got: `${interim.map(({ status }) => status).join(', ')} before it`, because: '' }

const CONTINUE_BEFORE_101 = 'RFC 9110 7.8: the server MUST send a 100 before a 101'

/** A target whose control takes longer than this is not told from one that waits, ms. */
const PROMPT_MS = 1000

/** 12.37: what had come when the body went out, and whether a 100 was in it. An origin server does not wait for the body. */
const sendsContinue: Check = (observation, { direct, slowestControlMs }) => {
  const { recording, answers } = observation
  const head = finalHead(observation)
  const interim = answers[0].interim
  // Without a second write the answer or the end had come before the body was due.
  const bodyAt = recording.marks.filter(({ what }) => what === 'send')[1]?.receivedBefore ?? Number.POSITIVE_INFINITY
  const early = [...interim, ...(head ? [head] : [])].some(({ start }) => start < bodyAt)
  const unasked = observation.opened && !interim.some(({ status }) => status === 100)
  if (unasked && early && head && head.start < bodyAt)
    return {
      verdict: 'fail',
      got: '101 without 100, before any of the body was sent',
      because: `${CONTINUE_BEFORE_101}, and may leave it out only where content was received or there is none (10.1.1)`,
    }
  if (!early && head)
    return {
      verdict: direct && slowestControlMs < PROMPT_MS ? 'warn' : 'observed',
      got: 'nothing came before the body was sent',
      because: 'RFC 9110 10.1.1: an origin server MUST NOT wait for the content before it sends the 100',
    }
  return unasked ? { verdict: 'observed', got: '101 without 100, behind the body', because: '' } : null
}

/** Cases on Expect and TE. */
export const expectCases: readonly Case[] = [
  {
    id: '12.36',
    level: 'INFO',
    title: 'Expect: 100-continue without a body',
    source: [
      rfc9110('7.8', 'MUST send a 100 before sending a 101'),
      rfc9110('10.1.1', 'MAY omit it where there is no content'),
    ],
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
    source: [rfc9110('7.8', 'MUST send a 100 before sending a 101'), rfc9110('10.1.1')],
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
          says: '100 and then an answer, or a final status at once',
          rows: { dropped: 'warn', silent: 'warn' },
          checks: [sendsContinue],
        }),
      },
    ],
    why: 'A client that waits for the 100 has not sent its body when the 101 comes, and what it sends next is frames to one side and content to the other.',
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
    source: [rfc6455('4.2.1', 'items 4 and 10'), rfc9110('10.1.4'), rfc9110('7.6.1')],
    tests: [R.elementsReadAsDefined],
    parts: [
      {
        name: 'trailers',
        send: { fields: { Connection: 'Upgrade, TE', TE: 'trailers' } },
        expect: accepted(),
      },
    ],
    why: 'TE has to be named in Connection (RFC 9110 10.1.4): one more reason why Upgrade is not alone there.',
  },
]
