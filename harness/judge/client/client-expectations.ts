import type { Blame } from '../../case/cause'
import type { RowVerdict } from '../../case/check'
import type { ClientCheck, ClientExpectation, ClientOutcome } from '../../case/client-expectation'

type Table = ClientExpectation['table']

/** The causes of a crash, and of a client that waits instead of failing (suites/client/causes.ts). */
export const CLIENT_CRASHES: Blame = { cause: 'client-crashes', impact: 'outage' }
export const CLIENT_WAITS: Blame = { cause: 'client-waits', impact: 'form' }

function all(verdict: RowVerdict, outcomes: readonly ClientOutcome[]): Table {
  return Object.fromEntries(outcomes.map((outcome) => [outcome, verdict]))
}

/** The rows that every expectation has: no request is no evidence, and a driver may say that it cannot express a case. */
const NO_EVIDENCE: Table = { unasked: 'inconclusive', unseen: 'inconclusive', skipped: 'skip' }

const BLAMES = { crashed: CLIENT_CRASHES, waiting: CLIENT_WAITS }

/** Changes to a preset. */
export interface ClientChange {
  says?: string
  rows?: Table
  checks?: readonly ClientCheck[]
}

function preset(says: string, table: Table, blames: ClientExpectation['blames'] = BLAMES) {
  return ({ says: otherwise, rows, checks = [] }: ClientChange = {}): ClientExpectation => ({
    says: otherwise ?? says,
    table: { ...NO_EVIDENCE, ...table, ...rows },
    checks,
    ...(blames ? { blames } : {}),
  })
}

/** The client opens the WebSocket: it sends a masked message, and its driver says OPEN. */
export const establishes = preset(
  'the client opens the WebSocket and sends a message',
  { open: 'pass', ...all('miss', ['denied', 'failed', 'waiting', 'crashed']), claimed: 'warn' },
  { crashed: CLIENT_CRASHES },
)

/**
 * The client fails the connection: it never opens, sends no message, and closes. Waiting is a warning: RFC 6455 7.1.7
 * requires closing and sets no time.
 */
export const fails = preset('the client does not open the WebSocket, and closes the connection', {
  failed: 'pass',
  waiting: 'warn',
  ...all('miss', ['open', 'claimed', 'denied', 'crashed']),
})

/** The client never opens. Waiting conforms. */
export const neverOpens = preset('the client does not open the WebSocket; it may wait', {
  ...all('pass', ['failed', 'waiting']),
  ...all('miss', ['open', 'claimed', 'denied', 'crashed']),
})

/** Several behaviours conform: what the client does is recorded, and only a crash fails. */
export const eitherWay = preset('a free choice: recorded, not scored', {
  ...all('observed', ['open', 'claimed', 'denied', 'failed', 'waiting']),
  crashed: 'fail',
})

/** Only the checks decide, and they read the request. */
export const anyReaction = preset(
  'any reaction',
  all('pass', ['open', 'claimed', 'denied', 'failed', 'waiting', 'crashed']),
)

/** The expectation of a case whose clauses disagree: a miss is contested. */
export function contestedly(expect: ClientExpectation): ClientExpectation {
  const rows = Object.entries(expect.table).map(([outcome, verdict]) => [
    outcome,
    verdict === 'miss' && outcome !== 'crashed' ? 'contested' : verdict,
  ])
  return { ...expect, table: Object.fromEntries(rows) as Table }
}
