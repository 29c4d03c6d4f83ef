import type { CaseResult, Results, StoredExchange, TargetResult } from '../harness/case/results'
import { isNotable } from '../harness/case/verdicts'
import { decoded } from './wire/stored-bytes'

/** A case of brief results: what is not in it is what the catalogue says of the case, or nothing (api/complete.ts). */
export type BriefCase = Pick<CaseResult, 'id' | 'level' | 'verdict'> & Partial<CaseResult>

/** Results as they are published. */
export interface BriefResults extends Omit<Results, 'targets'> {
  targets: (Omit<TargetResult, 'cases'> & { kept: 'findings'; cases: BriefCase[] })[]
}

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

function briefCase(result: CaseResult): BriefCase {
  const { id, level, verdict, got, because, expected, stable, known, fixture, evidence } = result
  const decided = deciding(result)
  return {
    ...{ id, level, verdict },
    ...(got === '' ? {} : { got }),
    ...(because === '' ? {} : { because }),
    ...(stable ? {} : { stable }),
    ...(known === null ? {} : { known }),
    ...(fixture === undefined ? {} : { fixture }),
    ...(evidence === undefined ? {} : { evidence }),
    ...(isNotable(verdict) ? { expected, exchanges: decided ? [shortened(decided)] : [] } : {}),
  }
}

/**
 * The results as they are published: every verdict with what was seen, but octets only of the first correct handshake
 * and, for fail, contested, warn, inconclusive and error, of the connection that decided, 1,024 octets each way. Parts are
 * left out, for their words stand in those of the case, and so is what the catalogue has by id and what says nothing.
 * Each target says so (`kept`).
 */
export function brief(results: Results): BriefResults {
  const targets = results.targets.map((target) => ({
    ...target,
    kept: 'findings' as const,
    controls: target.controls.slice(0, 1),
    cases: target.cases.map(briefCase),
  }))
  return { ...results, targets }
}
