import type { CaseResult, Results, StoredExchange, TargetResult } from '../harness/case/results'
import { isNotable } from '../harness/case/verdicts'
import { decidingExchange } from './wire/deciding'
import { decoded } from './wire/stored-bytes'

/** A case of brief results. What it lacks is in the catalogue, or says nothing (collect/complete-results.ts fills it in again). */
export type BriefCase = Pick<CaseResult, 'id' | 'level' | 'verdict'> & Partial<CaseResult>

/** Results as they are published in docs/results. */
export interface BriefResults extends Omit<Results, 'targets'> {
  targets: (Omit<TargetResult, 'cases'> & { kept: 'findings'; cases: BriefCase[] })[]
}

/** The bytes of each direction that are kept. */
const MOST_BYTES = 1024

function shortened(exchange: StoredExchange): StoredExchange {
  const cut = (stored: string) => decoded(stored).subarray(0, MOST_BYTES).toString('base64')
  return { ...exchange, sent: cut(exchange.sent), received: cut(exchange.received) }
}

function briefCase(result: CaseResult): BriefCase {
  const { id, level, verdict, got, because, expected, stable, known, fixture, evidence } = result
  const { cause, impact, scoredIn, party, meaning } = result
  const decided = decidingExchange(result)
  return {
    ...{ id, level, verdict },
    ...(got === '' ? {} : { got }),
    ...(because === '' ? {} : { because }),
    ...(cause ? { cause } : {}),
    ...(impact ? { impact } : {}),
    ...(meaning === undefined ? {} : { meaning }),
    ...(scoredIn === undefined ? {} : { scoredIn }),
    ...(party === undefined ? {} : { party }),
    ...(stable ? {} : { stable }),
    ...(known === null ? {} : { known }),
    ...(fixture === undefined ? {} : { fixture }),
    ...(evidence === undefined ? {} : { evidence }),
    ...(isNotable(verdict) ? { expected, exchanges: decided ? [shortened(decided)] : [] } : {}),
  }
}

/**
 * The results as they are published. Every verdict is kept, with the words for the answer. Bytes are kept only of the
 * first correct handshake and, for NOTABLE verdicts, of the connection that decided, 1,024 each way. Parts are left out,
 * because the case has their words; so is everything that the catalogue has by id, and what says nothing. Each target
 * says so in `kept`.
 */
export function briefResults(results: Results): BriefResults {
  const targets = results.targets.map((target) => ({
    ...target,
    kept: 'findings' as const,
    controls: target.controls.slice(0, 1),
    cases: target.cases.map(briefCase),
  }))
  return { ...results, targets }
}
