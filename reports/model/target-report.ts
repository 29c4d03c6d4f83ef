import type { Cause } from '../../harness/case/cause'
import type { CaseResult, Level, StaleEntry, TargetResult } from '../../harness/case/results'
import { isFailure, isFinding } from '../../harness/case/verdicts'
import type { Terms } from '../run-success'
import { tally } from '../target-words'
import { type CauseGroup, causeGroups, compareGroups } from './cause-group'
import { compareFindings } from './finding-order'
import { groupBy } from './group-by'
import { type Skips, skipsOf } from './skips'
import { type VerdictLine, verdictLine } from './verdict-line'

/** How many cases of a level a target met. */
export interface Score {
  level: Level
  met: number
  judged: number
  failed: number
  unjudged: number
}

/** Inconclusive cases with the same reason. */
export interface Undecided {
  because: string
  cases: CaseResult[]
}

/**
 * What every report shows of one target, in the order in which a person reads it. Each finding is in exactly one of
 * `causes`, `known`, `contested` and `warnings`.
 */
export interface TargetReport {
  target: TargetResult
  /** The name of the target, cleaned. */
  name: string
  verdict: VerdictLine
  /** MUST, SHOULD and SECURITY. */
  scores: Score[]
  /** What fails the run and is not known, by cause: what to fix first is first. */
  causes: CauseGroup[]
  /** What wsspec itself could not do, a bug in it. */
  errors: CaseResult[]
  /** Known failures: expected findings of any verdict, by cause. */
  known: CauseGroup[]
  /** Known failures that are no longer expected. */
  stale: StaleEntry[]
  /** Contested findings that do not fail the run, by cause. */
  contested: CauseGroup[]
  /** Warnings that do not fail the run, by cause. */
  warnings: CauseGroup[]
  /** Cases without a verdict, by their reason, the most frequent first. */
  undecided: Undecided[]
  /** Free choices: recorded, not scored. */
  observed: CaseResult[]
  skips: Skips
  /** How many cases waited until a deadline because nothing came. */
  waited: number
}

/** What a report of targets depends on besides the results. */
export interface ReportTerms extends Terms {
  causes: readonly Cause[]
}

/** The terms of a report, with those of a usual run where one is not given. */
export function termsOf(given: Partial<ReportTerms>): ReportTerms {
  const { strict = false, allowInconclusive = 0, causes = [] } = given
  return { strict, allowInconclusive, causes }
}

const SCORED: readonly Level[] = ['MUST', 'SHOULD', 'SECURITY']

function undecidedOf(cases: readonly CaseResult[]): Undecided[] {
  const open = cases.filter(({ verdict }) => verdict === 'inconclusive')
  const reasons = groupBy(open, ({ because }) => because)
  return [...reasons]
    .map(([because, group]) => ({ because, cases: group }))
    .toSorted((a, b) => b.cases.length - a.cases.length)
}

function hasWaited({ exchanges }: CaseResult): boolean {
  return exchanges.some(({ ended }) => ended === 'timeout')
}

/**
 * Brings the results of one target into the order of a report.
 * @param name its name among the targets of the report, cleaned
 */
export function targetReport(target: TargetResult, name: string, terms: ReportTerms): TargetReport {
  const { cases, stale = [] } = target
  const groups = (wanted: (result: CaseResult) => boolean) => causeGroups(cases.filter(wanted), target, terms.causes)
  const isNew = ({ known }: CaseResult) => known === null
  const fails = ({ verdict }: CaseResult) => isFailure(verdict, terms.strict)
  return {
    target,
    name,
    verdict: verdictLine(target, terms),
    scores: SCORED.map((level) => ({ level, ...tally(target, level) })),
    causes: groups((result) => isNew(result) && fails(result)),
    errors: cases.filter(({ verdict }) => verdict === 'error'),
    known: groups((result) => !isNew(result) && isFinding(result.verdict)),
    stale,
    contested: groups((result) => isNew(result) && !fails(result) && result.verdict === 'contested'),
    warnings: groups((result) => isNew(result) && !fails(result) && result.verdict === 'warn'),
    undecided: undecidedOf(cases),
    observed: cases.filter(({ verdict }) => verdict === 'observed'),
    skips: skipsOf(cases),
    waited: cases.filter(hasWaited).length,
  }
}

/** The new finding to look at first: of the gravest cause that fails, or the gravest other one; undefined where there is none. */
export function firstFinding({ causes, contested, warnings }: TargetReport): CaseResult | undefined {
  const first = causes[0]?.findings[0]
  if (first) return first
  return [...contested, ...warnings].flatMap(({ findings }) => findings).toSorted(compareFindings)[0]
}

/** A cause, and the target that has it. */
export interface TargetCause {
  report: TargetReport
  cause: CauseGroup
}

/**
 * The causes of several targets in one order: what to mend first is first, whose it may be.
 * @param lists which causes of a target are wanted
 */
export function causesOfAll(
  reports: readonly TargetReport[],
  lists: readonly ('causes' | 'contested' | 'warnings' | 'known')[],
): TargetCause[] {
  return lists.flatMap((list) =>
    reports
      .flatMap((report) => report[list].map((cause) => ({ report, cause })))
      .toSorted((a, b) => compareGroups(a.cause, b.cause)),
  )
}
