import type { Case, Part } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import type { Expectation } from '../../../harness/case/expectation'
import { anything, refused } from '../../../harness/judge/expectations'
import { answersWithin, lateAgain, unlessShortIsUnanswered } from '../../../harness/judge/timing'
import { R } from '../../requirements'
import { withLengthControl } from '../parts/length-control'
import { noCrLf, selection } from './parts/clauses'
import { eachOffer, offer } from './parts/offers'
import { noInjection, nothingOrTheOffer } from './parts/selection-checks'

/** 8.18: an offer of the same form that is short. */
const ONE_SPACE: Part = { name: 'one space', send: offer('b x') }

/** Any answer, soon. Skipped when the twin, which is as long, is answered late too: then the spaces are not the cause. */
function soonerThan(name: string, twin: string): Expectation {
  const isLate = answersWithin(name, 10, 1000)
  const check: Check = (observation, context) => {
    const late = isLate(observation, context)
    const other = context.part(twin)
    if (late === null || other === undefined || answersWithin(twin, 10, 1000)(other, context) === null) return late
    return {
      verdict: 'skip',
      because: `the answer to "${twin}" is late too, so the length is the cause and not the spaces (12.34)`,
    }
  }
  return anything({ says: 'any answer or a close, soon', checks: [unlessShortIsUnanswered(ONE_SPACE.name, check)] })
}

const spaces: Part[] = [7400, 50_000].flatMap((count) => [
  {
    name: `${count} spaces`,
    send: offer(`b${' '.repeat(count)}x`),
    expect: soonerThan(`${count} spaces`, `${count} letters`),
  },
  { name: `${count} letters`, send: offer(`b${'a'.repeat(count)}x`) },
])

const thousand: Part[] = [
  {
    name: '1000 names',
    send: offer(({ subprotocols }) =>
      [...Array.from({ length: 999 }, (_, index) => `x${index}`), subprotocols[0] ?? 'x999'].join(','),
    ),
    expect: anything({
      says: '101 or a 4xx, soon; 8.23 judges which subprotocol is selected',
      rows: { '2xx': 'observed', '3xx': 'observed', '5xx': 'warn', dropped: 'warn' },
      checks: [answersWithin('1000 names', 10, 2000)],
    }),
  },
]

/** The length of the list of 8.17, bytes: the names x0 to x998 with their commas, and one that the target may speak. */
const THOUSAND_BYTES = 4890

const limitsProcessing = rfc9110(
  '17.5',
  '',
  'Failure to limit such processing can result in arbitrary code execution due to buffer or arithmetic overflows, and increased vulnerability to denial-of-service attacks.',
)

/** Offers that are made to do harm. */
export const hostileCases: readonly Case[] = [
  {
    id: '8.17',
    level: 'SECURITY',
    title: '1000 subprotocols are offered',
    meaning: 2,
    source: [limitsProcessing, rfc9110('5.4'), rfc6455('10.4')],
    tests: [R.subprotocolFromOffer, R.noInputTrusted, R.hostileInputSurvived],
    hurts: true,
    ...withLengthControl(thousand, [{ part: '1000 names', bytes: THOUSAND_BYTES }], { times: 10, atLeast: 2000 }),
    why: 'The offer is shorter than 5 KB. A server that compares every name with every other needs time that grows with the square of their number.',
  },
  {
    id: '8.18',
    level: 'SECURITY',
    title: 'Thousands of spaces in Sec-WebSocket-Protocol',
    source: [limitsProcessing],
    tests: [R.noInputTrusted, R.hostileInputSurvived],
    hurts: true,
    parts: spaces,
    follow: lateAgain(spaces, 1000, ONE_SPACE),
    why: 'CVE-2021-32640: a regular expression took time that grew with the square of the number of spaces. 7400 of them fit under a limit of 8 KB.',
  },
  {
    id: '8.19',
    level: 'SECURITY',
    title: 'Response field injection through Sec-WebSocket-Protocol',
    source: [noCrLf, rfc9110('5.5')],
    tests: [R.noInputTrusted, R.fieldValueTrimmedNoControls, R.hostileInputSurvived],
    parts: eachOffer(
      [
        ['percent-encoded', 'a%0d%0aX-Inject%3a%20y'],
        ['a raw LF', 'a\nX-Inject: y'],
        ['a raw CR', 'a\rX-Inject: y'],
      ],
      anything({ says: 'no X-Inject line in the answer, and no CR or LF inside a value', checks: [noInjection] }),
    ),
    why: 'A server that decodes the value before it echoes it lets a client write into the response. The first value is a legal token; to echo it unchanged does no harm.',
  },
  {
    id: '8.21',
    level: 'SECURITY',
    title: 'Offered subprotocol of 4096 characters',
    meaning: 2,
    source: [selection],
    tests: [R.subprotocolFromOffer, R.noInputTrusted, R.hostileInputSurvived],
    sameFaultAs: ['8.02'],
    parts: [
      {
        name: '4096 characters',
        send: offer(({ random }) => random.padEnd(4096, 'x')),
        expect: refused({
          says: '101 without the name or with all of it, or a 4xx',
          rows: { '101': 'pass' },
          checks: [nothingOrTheOffer],
        }),
      },
    ],
    why: 'A server that copies the name into a buffer of fixed size answers with a name that was not offered, or writes past the end.',
  },
]
