import type { CaseResult, PartResult } from '../case/results'
import { isFinding, type Verdict, worst } from '../case/verdicts'

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

/** What is known of one case after several runs. */
interface Repeated {
  first: CaseResult
  /** The first result with the gravest verdict. */
  gravest: CaseResult
  /** How many runs gave each verdict. */
  counts: Map<Verdict, number>
}

function joined({ first, gravest, counts }: Repeated): CaseResult {
  if (counts.size === 1) return first
  const runs = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const words = [...counts].map(([verdict, count]) => `${verdict} ${count}`).join(', ')
  const because = [gravest.because, `verdicts differ over ${runs} runs: ${words}`].filter(Boolean).join('; ')
  if (gravest.verdict === 'error') return { ...gravest, stable: false, because }
  return withoutFindings(gravest, because)
}

/**
 * Joins the results of repeated runs. A case whose verdicts differ is not `stable`, and inconclusive: a case fails only
 * where it failed in each run. It shows what the run with the gravest verdict got. A bug of wsspec stays an `error`. Of each
 * case at most two results are kept, however many runs there are.
 */
export class Repeats {
  private readonly cases = new Map<string, Repeated>()

  /** Adds the results of one run, by id. */
  add(results: ReadonlyMap<string, CaseResult>): void {
    for (const [id, result] of results) {
      const { first, gravest, counts } = this.cases.get(id) ?? { first: result, gravest: result, counts: new Map() }
      counts.set(result.verdict, (counts.get(result.verdict) ?? 0) + 1)
      const isGraver = worst([gravest.verdict, result.verdict]) !== gravest.verdict
      this.cases.set(id, { first, gravest: isGraver ? result : gravest, counts })
    }
  }

  /** The result of the case with this id; undefined where no run gave one. */
  resultOf(id: string): CaseResult | undefined {
    const repeated = this.cases.get(id)
    return repeated && joined(repeated)
  }
}
