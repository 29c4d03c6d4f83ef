import type { Check, Expectation, Outcome, RowVerdict } from '../case/expectation'
import { BUSY_STATUSES } from './busy'

type Table = Expectation['table']

/** How a preset is changed: other words, rows that replace the preset's, checks beside the table. */
export interface Change {
  says?: string
  rows?: Table
  checks?: readonly Check[]
}

function preset(says: string, table: Table) {
  return ({ says: otherwise, rows, checks = [] }: Change = {}): Expectation => ({
    says: otherwise ?? says,
    table: { ...table, ...rows },
    checks,
  })
}

function all(verdict: RowVerdict, outcomes: readonly Outcome[]): Table {
  return Object.fromEntries(outcomes.map((outcome) => [outcome, verdict]))
}

const STATUSES: readonly Outcome[] = ['2xx', '3xx', '4xx', '5xx']
const UNANSWERED: readonly Outcome[] = ['dropped', 'silent']
const BUSY = BUSY_STATUSES.map((status): Outcome => `${status}`)

/**
 * ACCEPT of the catalogue: 101 with Sec-WebSocket-Accept, Upgrade and Connection right, and a live link (RFC 6455 4.2.2 step 5).
 * A fault that the control's own 101 shows too does not count here.
 */
export const accepted = preset('101 with the right Sec-WebSocket-Accept, Upgrade and Connection, and a live link', {
  accept: 'pass',
  elsewhere: 'observed',
  ...all('miss', ['101', ...STATUSES, ...UNANSWERED]),
  ...all('inconclusive', BUSY),
})

/** Rows for the correct handshake itself: no clause obliges a server to accept, so where it is refused nothing is proven. */
export const REFUSED_IS_NO_EVIDENCE: Table = all('inconclusive', [...STATUSES, ...UNANSWERED])

/** Rows for a well-formed request that no clause obliges a server to accept: where it is refused or not answered, that is a warning. */
export const REFUSAL_WARNS: Table = all('warn', [...STATUSES, ...UNANSWERED])

/** REJ of the catalogue: a final 4xx. A 101 fails; 2xx and 3xx mean that the upgrade was ignored (RFC 9110 7.8). */
export const refused = preset('a 4xx', {
  '4xx': 'pass',
  '5xx': 'warn',
  elsewhere: 'observed',
  ...all('observed', ['2xx', '3xx']),
  ...all('warn', UNANSWERED),
  ...all('inconclusive', BUSY),
  '101': 'fail',
})

/** REJ400 of the catalogue: exactly 400. */
export const refused400 = preset('400', {
  '400': 'pass',
  elsewhere: 'observed',
  ...all('warn', ['3xx', '4xx', '5xx', ...UNANSWERED]),
  ...all('inconclusive', BUSY),
  ...all('fail', ['101', '2xx']),
})

/** NOUP of the catalogue: no 101. Any final status or a close passes; open and silent past the deadline warns. */
export const notUpgraded = preset('no 101', {
  ...all('pass', [...STATUSES, 'dropped']),
  elsewhere: 'observed',
  silent: 'warn',
  ...all('inconclusive', BUSY),
  '101': 'fail',
})

/** OBSERVED of the catalogue: several behaviours conform, so what comes is recorded and not scored. */
export const observed = preset(
  'recorded, not scored',
  all('observed', ['101', 'elsewhere', ...STATUSES, ...UNANSWERED]),
)

/** Whatever the answer is passes but for what the checks find. */
export const anything = preset('any answer', {
  ...all('pass', ['101', ...STATUSES, ...UNANSWERED]),
  elsewhere: 'observed',
  ...all('inconclusive', BUSY),
})
