import type { CaseResult, PartResult } from '../case/results'
import { isFinding, worst } from '../case/verdicts'

/** The result without its findings: it accuses nobody, and keeps what was exchanged. */
function withoutFindings(result: CaseResult, because: string): CaseResult {
  const { party: _, scoredIn: __, evidence: ___, ...rest } = result
  const parts = result.parts?.map(
    (part): PartResult => (isFinding(part.verdict) ? { ...part, verdict: 'inconclusive' } : part),
  )
  return {
    ...rest,
    verdict: 'inconclusive',
    because,
    cause: null,
    impact: null,
    stable: false,
    ...(parts ? { parts } : {}),
  }
}

/** The results of one case as one; undefined where there are none. */
function merge(runs: readonly CaseResult[]): CaseResult | undefined {
  const [first] = runs
  if (!first) return undefined
  const verdicts = [...new Set(runs.map(({ verdict }) => verdict))]
  if (verdicts.length === 1) return first
  const counts = verdicts
    .map((verdict) => `${verdict} ${runs.filter((run) => run.verdict === verdict).length}`)
    .join(', ')
  const gravest = runs.find(({ verdict }) => verdict === worst(verdicts)) ?? first
  const because = [gravest.because, `verdicts differ over ${runs.length} runs: ${counts}`].filter(Boolean).join('; ')
  if (gravest.verdict === 'error') return { ...gravest, stable: false, because }
  return withoutFindings(gravest, because)
}

/**
 * Joins the results of repeated runs, by id. A case whose verdicts differ is not `stable`, and inconclusive: a case fails
 * only where it failed in each run. It shows what the run with the gravest verdict got. A bug of wsspec stays an `error`.
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
