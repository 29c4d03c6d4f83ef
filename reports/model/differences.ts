import { type Cause, IMPACTS, type Impact } from '../../harness/case/cause'
import { isConforming, isFailure, isFinding, type Verdict } from '../../harness/case/verdicts'
import type { Row } from '../case-rows'
import { listed } from '../text/phrases'
import { titleOfCause } from './cause-group'
import { impactRank } from './impact-words'
import type { TargetReport } from './target-report'

/** Cases on which the same targets differ from the others, because of one cause. */
export interface Difference {
  /** Indexes of the targets that have the finding. At least one judged target does not have it. */
  having: number[]
  /** Who has the finding: `only mine`, `all but ws`, `ws and faye`. */
  who: string
  /** The cause of the findings (suites/causes.ts); null where the verdicts differ without a finding, or it is not known. */
  cause: string | null
  /** The title of the cause, read alone. */
  title: string
  /** The gravest impact; null where the results are older than impacts. */
  impact: Impact | null
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

/** The targets of a row that was judged, as indexes: those that have a finding, and those that have none. */
interface Pattern {
  having: number[]
  lacking: number[]
}

/**
 * Who has a finding, in words. The words `only` and `all but` need that every other target was judged in this case.
 * @param judged how many targets were judged at all
 */
function whoHas({ having, lacking }: Pattern, judged: number, names: readonly string[]): string {
  const name = (at: number) => names[at] ?? ''
  const isWhole = having.length + lacking.length === judged
  if (having.length === 1 && isWhole) return `only ${name(having[0] as number)}`
  if (lacking.length === 1 && judged > 2 && isWhole) return `all but ${name(lacking[0] as number)}`
  return listed(having.map(name))
}

type Blame = Pick<Difference, 'cause' | 'rank' | 'fails'>

/** The cause and the impact of a row: those of its gravest finding. */
function blameOf({ results }: Row): Blame {
  const found = results
    .flatMap((result) => (result && isFinding(result.verdict) ? [result] : []))
    .toSorted((a, b) => impactRank(a.impact) - impactRank(b.impact))
  const fails = found.some(({ verdict }) => isFailure(verdict))
  return { cause: found[0]?.cause ?? null, rank: impactRank(found[0]?.impact), fails }
}

type Unnamed = Omit<Difference, 'impact' | 'title'>

function compareDifferences(a: Unnamed, b: Unnamed): number {
  return (
    Number(b.fails) - Number(a.fails) ||
    a.rank - b.rank ||
    a.having.length - b.having.length ||
    b.rows.length - a.rows.length
  )
}

function patternOf({ results }: Row, judged: readonly number[]): Pattern {
  const where = (wanted: (verdict: Verdict) => boolean) =>
    judged.filter((at) => {
      const verdict = results[at]?.verdict
      return verdict !== undefined && wanted(verdict)
    })
  return { having: where(isFinding), lacking: where(isConforming) }
}

/** A difference with the words for its cause and its impact. */
function named(difference: Unnamed, causes: readonly Cause[]): Difference {
  const { cause, rank } = difference
  return { ...difference, title: titleOfCause(cause, causes), impact: IMPACTS[rank] ?? null }
}

/**
 * Compares what several targets do. A target that could not be judged takes no part, nor does one without a verdict in a case.
 * @param rows every case, with the result of each target
 * @param causes every cause that is known, in any order
 */
export function compareTargets(
  reports: readonly TargetReport[],
  rows: readonly Row[],
  causes: readonly Cause[] = [],
): Comparison {
  const names = reports.map(({ name }) => name)
  const judged = reports.flatMap(({ target }, at) => (target.diagnosis === undefined ? [at] : []))
  const byPattern = new Map<string, Unnamed>()
  const others: Row[] = []
  const shared: Row[] = []
  for (const row of rows) {
    const pattern = patternOf(row, judged)
    const { having } = pattern
    if (having.length === judged.length && judged.length > 0) shared.push(row)
    if (new Set(judged.map((at) => row.results[at]?.verdict)).size < 2) continue
    if (having.length === 0 || having.length === judged.length) {
      others.push(row)
      continue
    }
    const { cause, rank, fails } = blameOf(row)
    const who = whoHas(pattern, judged.length, names)
    const key = `${having.join()} ${who} ${cause} ${fails}`
    const known = byPattern.get(key)
    if (known) {
      known.rows.push(row)
      known.rank = Math.min(known.rank, rank)
    } else byPattern.set(key, { having, who, cause, rank, fails, rows: [row] })
  }
  const differences = [...byPattern.values()].toSorted(compareDifferences)
  return { differences: differences.map((each) => named(each, causes)), others, shared }
}
