import type { Cause, Impact } from '../../harness/case/cause'
import type { CaseResult, TargetResult } from '../../harness/case/results'
import { compareFindings } from './finding-order'
import { groupBy } from './group-by'
import { impactRank } from './impact-words'
import { type Owner, ownerOf } from './owner'

/** The findings of a target that one cause explains: a maintainer mends them together. */
export interface CauseGroup {
  /** The id of the cause (suites/causes.ts); null where the results are older than causes. */
  id: string | null
  /** What is wrong, read alone. */
  title: string
  /** Why it matters, and what to do; empty where the cause is not known. */
  why: string
  remedy: string
  /** The gravest impact of its findings. */
  impact: Impact | null
  /** Whose the findings are; null where nothing is known of it. */
  owner: Owner | null
  /** At least one, in the order of `compareFindings`. */
  findings: CaseResult[]
}

/** The title of a cause, read alone; its id where the cause is not known, and words where the results are older than causes. */
export function titleOfCause(id: string | null, causes: readonly Cause[]): string {
  return causes.find((cause) => cause.id === id)?.title ?? id ?? 'No cause is recorded'
}

const UNKNOWN = { why: '', remedy: '' }

type Known = ReadonlyMap<string, Cause>

function groupOf(id: string | null, findings: CaseResult[], target: TargetResult, causes: Known): CauseGroup {
  const { why, remedy } = causes.get(id ?? '') ?? UNKNOWN
  const title = titleOfCause(id, [...causes.values()])
  const sorted = findings.toSorted(compareFindings)
  const [impact = null] = sorted.map((each) => each.impact ?? null).toSorted((a, b) => impactRank(a) - impactRank(b))
  return { id, title, why, remedy, impact, owner: ownerOf(sorted, target), findings: sorted }
}

/** Compares two causes by what to mend first: the graver impact, then more findings. For `toSorted`. */
export function compareGroups(a: CauseGroup, b: CauseGroup): number {
  return impactRank(a.impact) - impactRank(b.impact) || b.findings.length - a.findings.length
}

/**
 * Groups findings by their cause: the cause with the gravest impact first, then the one with the most findings.
 * @param findings findings of `target`
 * @param causes every cause that is known, in any order
 */
export function causeGroups(
  findings: readonly CaseResult[],
  target: TargetResult,
  causes: readonly Cause[],
): CauseGroup[] {
  const byCause = groupBy(findings, ({ cause }) => cause ?? null)
  const known = new Map(causes.map((cause) => [cause.id, cause]))
  return [...byCause].map(([id, group]) => groupOf(id, group, target, known)).toSorted(compareGroups)
}

/** How many findings several groups have together. */
export function findingCount(groups: readonly CauseGroup[]): number {
  return groups.reduce((sum, { findings }) => sum + findings.length, 0)
}
