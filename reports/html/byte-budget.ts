import type { CaseResult, Results } from '../../harness/case/results'
import { NOTABLE } from '../../harness/case/verdicts'
import { decidingConnections } from '../wire/deciding'

/** The most connections of one outcome that are shown; the others are counted. */
const MOST_CONNECTIONS = 3

/** The connections of a result whose bytes are shown, as indexes into its exchanges. */
export function shownConnections(result: CaseResult): number[] {
  return decidingConnections(result).slice(0, MOST_CONNECTIONS)
}

/** About how many bytes a result shows: base64 is a third longer. */
function bytesOf(result: CaseResult): number {
  const shown = shownConnections(result).flatMap((index) => result.exchanges[index] ?? [])
  return shown.reduce((sum, { sent, received }) => sum + Math.ceil(((sent.length + received.length) * 3) / 4), 0)
}

/** The results whose bytes a page shows: the gravest first, as long as they have at most `room` bytes together. */
export function shownWithBytes(results: Results, room: number): Set<CaseResult> {
  const cases = results.targets.flatMap((target) => target.cases)
  const shown = new Set<CaseResult>()
  let used = 0
  for (const result of NOTABLE.flatMap((verdict) => cases.filter((each) => each.verdict === verdict))) {
    used += bytesOf(result)
    if (used > room) break
    shown.add(result)
  }
  return shown
}
