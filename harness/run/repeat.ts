import type { CaseResult } from '../case/results'
import { failsRun, worst } from '../case/verdicts'

/** The results of one case as one; undefined where there are none. */
function merge(runs: readonly CaseResult[]): CaseResult | undefined {
  const [first] = runs
  if (!first) return undefined
  const verdicts = [...new Set(runs.map(({ verdict }) => verdict))]
  if (verdicts.length === 1) return first
  const failed = runs.find(({ verdict }) => failsRun(verdict))
  const counts = verdicts
    .map((verdict) => `${verdict} ${runs.filter((run) => run.verdict === verdict).length}`)
    .join(', ')
  const because = `verdicts differ over ${runs.length} runs: ${counts}`
  if (failed)
    return {
      ...failed,
      verdict: worst(verdicts.filter((verdict) => failsRun(verdict))),
      stable: false,
      because: `${failed.because}; ${because}`,
    }
  return { ...first, verdict: 'inconclusive', stable: false, because }
}

/**
 * Joins the results of repeated runs, by id. A case whose verdicts differ is not `stable`: where one run failed it fails,
 * otherwise it is inconclusive.
 */
export function mergeRepeats(runs: readonly ReadonlyMap<string, CaseResult>[]): Map<string, CaseResult> {
  const ids = [...new Set(runs.flatMap((run) => [...run.keys()]))]
  return new Map(
    ids.flatMap((id): [string, CaseResult][] => {
      const merged = merge(runs.flatMap((run) => run.get(id) ?? []))
      return merged ? [[id, merged]] : []
    }),
  )
}
