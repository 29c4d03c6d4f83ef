import type { Case, Part } from '../../../harness/case/case'
import type { Blame } from '../../../harness/case/cause'
import type { Check } from '../../../harness/case/check'
import { rfc9110 } from '../../../harness/case/clause'
import type { Edit } from '../../../harness/case/edit'
import type { Expectation } from '../../../harness/case/expectation'
import type { Step } from '../../../harness/case/script'
import { statusOf } from '../../../harness/judge/answer'
import { accepted, anything, observed, REFUSED_WITHOUT_STATUS } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { wholeHeaderSection } from '../parts/message-clauses'
import { reasonOf } from '../parts/reason'
import { tooLarge } from './parts/clauses'

/** The text of `count` field lines. */
function extraFields(count: number): string {
  return Array.from({ length: count }, (_, index) => `X-${index + 1}: y\r\n`).join('')
}

/** BASE with `count` more fields after its own. */
function fieldsAfter(count: number): Edit {
  return { text: (rendered) => rendered.replace('\r\n\r\n', () => `\r\n${extraFields(count)}\r\n`) }
}

/** BASE with `count` more fields before its own. */
function fieldsBefore(count: number): Edit {
  return { text: (rendered) => rendered.replace('\r\n', () => `\r\n${extraFields(count)}`) }
}

/** BASE with a field value of this length, in bytes. */
function longField(bytes: number): Edit {
  return { fields: { 'X-A': 'a'.repeat(bytes) } }
}

/** For a size that most servers accept: the answer is recorded. */
const withinReason = observed({
  says: '101 or a 4xx; the answer is recorded',
  rows: { '429': 'inconclusive', '503': 'inconclusive' },
})

/** A 502 or 504 misses the requirement; it only warns if an intermediary is declared or named in Via. */
const gatewayTrouble: Check = (observation, { direct }) => {
  const status = statusOf(observation)
  if (status !== 502 && status !== 504) return null
  return { verdict: direct ? 'miss' : 'warn', because: reasonOf(tooLarge) }
}

/** What explains a 101 to a header section of which the server read only the beginning. */
const APPLIED_IN_PART: Blame = { cause: 'incomplete-request-applied', impact: 'smuggling' }

/** A close shows a limit without a status, and a link that does not work shows that the rest was taken for frames. */
const acceptedOr4xx: Expectation = {
  ...accepted({
    says: '101 or a 4xx, preferably 431',
    rows: {
      '4xx': 'pass',
      '2xx': 'observed',
      '3xx': 'observed',
      '502': 'pass',
      '504': 'pass',
      dropped: 'warn',
      silent: 'warn',
    },
    checks: [gatewayTrouble],
  }),
  blames: { dropped: REFUSED_WITHOUT_STATUS, '101': APPLIED_IN_PART },
}

/** The parts with `count` fields after and before those of BASE. */
function manyFields(count: number): Part[] {
  return [
    { name: `${count} after`, send: fieldsAfter(count), expect: acceptedOr4xx },
    { name: `${count} before`, send: fieldsBefore(count), expect: acceptedOr4xx },
  ]
}

const FLOOD_BYTES = 16 << 20

const FLOOD: readonly Step[] = [
  { do: 'send' },
  { do: 'flood', octets: `X-wsspec: ${'a'.repeat(1000)}\r\n`.repeat(16), most: FLOOD_BYTES, ms: 4000 },
  // A server may limit a header section by time, for example to five seconds, instead of by size.
  { do: 'answer', within: 5500 },
]

const limitProcessing = rfc9110(
  '17.5',
  '',
  'Failure to limit such processing can result in arbitrary code execution due to buffer or arithmetic overflows, and increased vulnerability to denial-of-service attacks.',
)

/** A server that read everything has no limit for a header section. */
const readsEverything: Check = ({ recording, answers: [{ final }] }) => {
  const sent = recording.sent.reduce((sum, { octets }) => sum + octets.length, 0)
  if (final !== null || sent < FLOOD_BYTES || recording.ended === 'closed' || recording.ended === 'reset') return null
  return {
    verdict: 'miss',
    got: `the server read ${sent} bytes of one header section`,
    because: reasonOf(
      limitProcessing,
      'the server does not limit the header section, so a client can send without end, and use up the memory of a server that keeps it',
    ),
  }
}

/** A 101 before the empty line: the server has a limit, and applies what it read up to there. */
const appliesPart: Check = ({ opened }) =>
  opened
    ? {
        verdict: 'fail',
        got: 'the header section had not ended',
        because: reasonOf(wholeHeaderSection, 'the server answers at its limit instead of refusing'),
        blame: APPLIED_IN_PART,
      }
    : null

/** Cases on how large a header section may be. */
export const limitCases: readonly Case[] = [
  {
    id: '12.31',
    level: 'INFO',
    title: 'Request with 100 field lines',
    source: [rfc9110('5.4', 'no predefined limit')],
    tests: [],
    meaning: 2,
    parts: [{ name: '95 more', send: fieldsAfter(95), expect: withinReason }],
  },
  {
    id: '12.32',
    level: 'MUST',
    title: 'Request with 300 or 3000 additional field lines',
    source: [tooLarge],
    tests: [R.oversizedFieldsRefused],
    parts: [...manyFields(300), ...manyFields(3000)],
    why: 'A parser that keeps only the first hundred fields and drops the rest may drop important ones.',
  },
  {
    id: '12.33',
    level: 'INFO',
    title: 'Field value of 8 KB',
    source: [rfc9110('5.4')],
    tests: [],
    meaning: 2,
    parts: [{ name: '8100 bytes', send: longField(8100), expect: withinReason }],
  },
  {
    id: '12.34',
    level: 'MUST',
    title: 'Field value of 20 KB or 1 MB',
    source: [tooLarge, { rfc: 6585, section: '5', note: '431' }],
    tests: [R.oversizedFieldsRefused],
    parts: [
      { name: '20 KB', send: longField(20_000), expect: acceptedOr4xx },
      { name: '1 MB', send: longField(1_000_000), expect: acceptedOr4xx },
    ],
    why: 'A server that parses the whole section again after each read needs minutes for 20 MB, as tungstenite did before 0.20.1 (CVE-2023-43669).',
  },
  {
    id: '12.35',
    level: 'SECURITY',
    title: 'Endless header section',
    source: [limitProcessing, rfc9110('5.4')],
    tests: [R.hostileInputSurvived],
    hurts: true,
    parts: [
      {
        name: '16 MB',
        send: { text: (rendered) => rendered.slice(0, -'\r\n'.length) },
        steps: FLOOD,
        lasts: 4000,
        expect: anything({
          says: 'a 4xx or a close, before the client has sent 16 MB',
          rows: { '2xx': 'warn', '3xx': 'warn', '5xx': 'warn', silent: 'warn' },
          checks: [readsEverything, appliesPart],
        }),
      },
    ],
    why: 'Without a limit, one connection without credentials can use up the memory of the server.',
  },
]
