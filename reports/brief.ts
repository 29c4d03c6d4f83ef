import type { CaseResult, Results, StoredExchange, TargetResult, Verdict } from '../harness/results'
import { decoded } from './octets'

/** The verdicts whose octets a reader needs: those that say something against a target, and those that say nothing. */
const TOLD: readonly Verdict[] = ['error', 'fail', 'contested', 'warn', 'inconclusive']

/** Octets that are kept of either direction. */
const MOST_OCTETS = 1024

/** The exchange that decided: that of the first part with the verdict of the whole, otherwise the first. */
function deciding({ verdict, parts = [], exchanges }: CaseResult): StoredExchange | undefined {
  const at = parts.find((part) => part.verdict === verdict)?.exchanges[0] ?? 0
  return exchanges[at]
}

function shortened(exchange: StoredExchange): StoredExchange {
  const cut = (stored: string) => decoded(stored).subarray(0, MOST_OCTETS).toString('base64')
  return { ...exchange, sent: cut(exchange.sent), received: cut(exchange.received) }
}

function briefCase(result: CaseResult): CaseResult {
  const { parts: _, ...rest } = result
  if (!TOLD.includes(result.verdict)) return { ...rest, title: '', source: [], expected: '', exchanges: [] }
  const decided = deciding(result)
  return { ...rest, exchanges: decided ? [shortened(decided)] : [] }
}

function briefTarget(target: TargetResult): TargetResult {
  return { ...target, kept: 'findings', controls: target.controls.slice(0, 1), cases: target.cases.map(briefCase) }
}

/**
 * The results as they are published: every verdict with what was seen, but octets only of the first correct handshake
 * and, for fail, contested, warn, inconclusive and error, of the connection that decided, 1,024 octets each way. Parts are
 * left out, for their words stand in those of the case. Title, clauses and what is required stand in findings only: the
 * catalogue has them by id (api/complete.ts). Each target says so (`kept`).
 */
export function brief(results: Results): Results {
  return { ...results, targets: results.targets.map(briefTarget) }
}
