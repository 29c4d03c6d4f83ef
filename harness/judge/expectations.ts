import type { Blame } from '../case/cause'
import type { Check } from '../case/check'
import type { Expectation, Outcome } from '../case/expectation'
import { BUSY_STATUSES } from './busy'

type Table = Expectation['table']
type Blames = NonNullable<Expectation['blames']>

/** What explains an invalid request that was refused, but by a close, by silence or with another status (suites/causes.ts). */
export const REFUSED_WITHOUT_STATUS: Blame = { cause: 'refusal-without-status', impact: 'form' }

const REFUSED: Blames = all(REFUSED_WITHOUT_STATUS, ['3xx', '4xx', '5xx', 'dropped', 'silent'])

/** Changes to a preset: other words for what is required, rows that replace those of the preset, and checks. */
export interface Change {
  says?: string
  rows?: Table
  checks?: readonly Check[]
}

/** Makes a function that gives an expectation: the preset as it is, or with a change. */
function preset(says: string, table: Table, blames?: Blames) {
  return ({ says: otherwise, rows, checks = [] }: Change = {}): Expectation => ({
    says: otherwise ?? says,
    table: { ...table, ...rows },
    checks,
    ...(blames ? { blames } : {}),
  })
}

/** A table in which all these outcomes have the same entry. */
function all<Entry>(entry: Entry, outcomes: readonly Outcome[]): Partial<Record<Outcome, Entry>> {
  return Object.fromEntries(outcomes.map((outcome) => [outcome, entry]))
}

const STATUSES: readonly Outcome[] = ['2xx', '3xx', '4xx', '5xx']
const UNANSWERED: readonly Outcome[] = ['dropped', 'silent']
const BUSY = BUSY_STATUSES.map((status): Outcome => `${status}`)

/**
 * The handshake is accepted: 101 with the right Sec-WebSocket-Accept, Upgrade and Connection, and the link works
 * (RFC 6455 4.2.2 step 5). A fault that the control's own 101 has too does not count.
 */
export const accepted = preset('101 with the right Sec-WebSocket-Accept, Upgrade and Connection, and the link works', {
  accept: 'pass',
  elsewhere: 'observed',
  ...all('miss', ['101', ...STATUSES, ...UNANSWERED]),
  ...all('inconclusive', BUSY),
})

/** Rows for the correct handshake itself: no clause obliges a server to accept it, so a refusal is inconclusive. */
export const REFUSED_IS_NO_EVIDENCE: Table = all('inconclusive', [...STATUSES, ...UNANSWERED])

/** Rows for a well-formed request that no clause obliges a server to accept: a refusal or no answer warns. */
export const REFUSAL_WARNS: Table = all('warn', [...STATUSES, ...UNANSWERED])

/** The handshake is refused with a 4xx. A 101 fails; a 2xx or 3xx means that the server ignored the upgrade (RFC 9110 7.8). */
export const refused = preset(
  'a 4xx',
  {
    '4xx': 'pass',
    '5xx': 'warn',
    elsewhere: 'observed',
    ...all('observed', ['2xx', '3xx']),
    ...all('warn', UNANSWERED),
    ...all('inconclusive', BUSY),
    '101': 'fail',
  },
  REFUSED,
)

/** The request is refused with exactly 400. */
export const refused400 = preset(
  '400',
  {
    '400': 'pass',
    elsewhere: 'observed',
    ...all('warn', ['3xx', '4xx', '5xx', ...UNANSWERED]),
    ...all('inconclusive', BUSY),
    ...all('fail', ['101', '2xx']),
  },
  REFUSED,
)

/** The request is not upgraded. Any final status or a close passes; no answer before the deadline warns. */
export const notUpgraded = preset(
  'no 101',
  {
    ...all('pass', [...STATUSES, 'dropped']),
    elsewhere: 'observed',
    silent: 'warn',
    ...all('inconclusive', BUSY),
    '101': 'fail',
  },
  REFUSED,
)

/** Several behaviours conform: the answer is recorded and not scored. */
export const observed = preset(
  'a free choice: recorded, not scored',
  all('observed', ['101', 'elsewhere', ...STATUSES, ...UNANSWERED]),
)

/** Every answer passes; only the checks decide. */
export const anything = preset('any answer', {
  ...all('pass', ['101', ...STATUSES, ...UNANSWERED]),
  elsewhere: 'observed',
  ...all('inconclusive', BUSY),
})
