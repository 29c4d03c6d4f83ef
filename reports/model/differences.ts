import { isFailure, isFinding } from '../../harness/case/verdicts'
import type { Row } from '../case-rows'
import { listed } from '../text/phrases'
import { impactRank } from './impact-words'
import type { TargetReport } from './target-report'

/** Cases on which the same targets differ from the others, because of one cause. */
export interface Difference {
  /** The targets that have the finding, as indexes. Never all that were judged. */
  having: number[]
  /** Who has the finding: `only mine`, `all but ws`, `ws and faye`. */
  who: string
  /** The cause of the findings (suites/causes.ts); null where the verdicts differ without a finding, or it is not known. */
  cause: string | null
  /** The rank of the gravest impact; see `impactRank`. */
  rank: number
  /** Whether one of the findings is a failure. */
  fails: boolean
  /** In the order of the ids. */
  rows: Row[]
}

/** What differs between several targets. */
export interface Comparison {
  /** The most telling first: failures, then the gravest impact, then what sets the fewest targets apart. */
  differences: Difference[]
  /** Cases whose verdicts differ although none is a finding: a free choice, a skip, no verdict. */
  others: Row[]
  /** Cases that every judged target fails. */
  shared: Row[]
}

/** Who has a finding, in words. */
function whoHas(having: readonly number[], judged: readonly number[], names: readonly string[]): string {
  const name = (at: number) => names[at] ?? ''
  const lacking = judged.filter((at) => !having.includes(at))
  if (having.length === 1) return `only ${name(having[0] as number)}`
  if (lacking.length === 1 && judged.length > 2) return `all but ${name(lacking[0] as number)}`
  return listed(having.map(name))
}

/** The cause and the impact of a row: those of its gravest finding. */
function blameOf({ results }: Row): { cause: string | null; rank: number; fails: boolean } {
  const found = results
    .flatMap((result) => (result && isFinding(result.verdict) ? [result] : []))
    .toSorted((a, b) => impactRank(a.impact) - impactRank(b.impact))
  const fails = found.some(({ verdict }) => isFailure(verdict))
  return { cause: found[0]?.cause ?? null, rank: impactRank(found[0]?.impact), fails }
}

function compareDifferences(a: Difference, b: Difference): number {
  return (
    Number(b.fails) - Number(a.fails) ||
    a.rank - b.rank ||
    a.having.length - b.having.length ||
    b.rows.length - a.rows.length
  )
}

/**
 * Compares what several targets do. A target that could not be judged takes no part, nor does one without a verdict in a case.
 * @param rows every case, with the result of each target
 */
export function compareTargets(reports: readonly TargetReport[], rows: readonly Row[]): Comparison {
  const names = reports.map(({ name }) => name)
  const judged = reports.flatMap(({ target }, at) => (target.diagnosis === undefined ? [at] : []))
  const byPattern = new Map<string, Difference>()
  const others: Row[] = []
  const shared: Row[] = []
  for (const row of rows) {
    const verdicts = judged.map((at) => row.results[at]?.verdict)
    const having = judged.filter((_, i) => verdicts[i] !== undefined && isFinding(verdicts[i]))
    if (having.length === judged.length && judged.length > 0) shared.push(row)
    if (new Set(verdicts).size < 2) continue
    if (having.length === 0 || having.length === judged.length) {
      others.push(row)
      continue
    }
    const { cause, rank, fails } = blameOf(row)
    const key = `${having.join()} ${cause} ${fails}`
    const known = byPattern.get(key)
    if (known) {
      known.rows.push(row)
      known.rank = Math.min(known.rank, rank)
    } else byPattern.set(key, { having, who: whoHas(having, judged, names), cause, rank, fails, rows: [row] })
  }
  return { differences: [...byPattern.values()].toSorted(compareDifferences), others, shared }
}
