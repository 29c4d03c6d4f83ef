import type { CaseResult, StoredExchange } from '../../harness/case/results'

/**
 * The connections that decided a case, as indexes into its exchanges: those of every part with the case's verdict. Where
 * none of these is stored, or the case has no parts, all connections of the case.
 */
export function decidingConnections({ verdict, parts = [], exchanges }: CaseResult): number[] {
  const ofParts = parts.filter((part) => part.verdict === verdict).flatMap((part) => part.exchanges)
  const stored = [...new Set(ofParts)].filter((index) => index in exchanges)
  return stored.length > 0 ? stored : [...exchanges.keys()]
}

/** The first connection that decided a case; undefined where the case has none. */
export function decidingExchange(result: CaseResult): StoredExchange | undefined {
  const [first = 0] = decidingConnections(result)
  return result.exchanges[first]
}
