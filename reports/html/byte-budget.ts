import type { CaseResult, TargetResult } from '../../harness/case/results'
import { compareFindings } from '../model/finding-order'
import type { ReportModel } from '../model/report-model'
import type { TargetReport } from '../model/target-report'
import { decidingConnections } from '../wire/deciding'
import { hasCard } from './has-card'
import { outcomesOf } from './shared-outcomes'

/** The most connections of one outcome that are shown; the others are counted. */
const MOST_CONNECTIONS = 3

/** The connections of a result whose bytes are shown, as indexes into its exchanges. */
export function shownConnections(result: CaseResult): number[] {
  return decidingConnections(result).slice(0, MOST_CONNECTIONS)
}

/** The characters of markup around the bytes of one connection, and for each byte, about. */
const FOR_CONNECTION = 700
const FOR_BYTE = 1.15

/** About how many characters of a page the bytes of a result take: base64 is a third longer. */
function bytesOf(result: CaseResult): number {
  const shown = shownConnections(result).flatMap((index) => result.exchanges[index] ?? [])
  return shown.reduce(
    (sum, { sent, received }) => sum + FOR_CONNECTION + (sent.length + received.length) * 0.75 * FOR_BYTE,
    0,
  )
}

/** The findings of one target in the order of the model: what is to be fixed, then the rest. */
function ofTarget({ errors, causes, contested, warnings, known }: TargetReport): CaseResult[] {
  return [...errors, ...[...causes, ...contested, ...warnings, ...known].flatMap(({ findings }) => findings)]
}

/** The findings of a page, the gravest first. Of several targets with the same outcome, the result of the first. */
function inOrder({ targets, suites }: ReportModel): CaseResult[] {
  const [report, ...more] = targets
  if (report && more.length === 0) return ofTarget(report)
  const outcomes = suites.flatMap(({ rows }) => rows.flatMap(outcomesOf))
  return outcomes.flatMap(({ result }) => (result && hasCard(result) ? [result] : [])).toSorted(compareFindings)
}

/** Of how many findings a page shows everything, and of how many where nearly every case has one. */
export const MOST_WHOLE = 80
export const FEWEST_WHOLE = 20

/** The findings of which a page shows everything: the `most` gravest. */
export function wholeFindings(model: ReportModel, most = MOST_WHOLE): Set<CaseResult> {
  return new Set(inOrder(model).slice(0, most))
}

/**
 * The results whose bytes a page shows: the gravest first, as long as they take at most `room` characters together.
 * @param whole those of which everything is shown, the gravest first
 */
export function shownWithBytes(whole: ReadonlySet<CaseResult>, room: number): Set<CaseResult> {
  const shown = new Set<CaseResult>()
  let used = 0
  for (const result of whole) {
    used += bytesOf(result)
    if (used > room) break
    shown.add(result)
  }
  return shown
}

/** The characters of markup around a case, about: with a whole card, with one in few words, and without. */
const FOR_CARD = 1500
const FOR_LEAN = 600
const FOR_CASE = 310

function lengthOf(result: CaseResult, isWhole: boolean): number {
  const { title, expected, got, because, parts = [] } = result
  const words = title.length + expected.length + got.length + because.length
  if (!hasCard(result)) return FOR_CASE + words
  if (!isWhole) return FOR_LEAN + words
  return FOR_CARD + words + parts.reduce((sum, part) => sum + 60 + part.name.length + part.got.length, 0)
}

/** About how many characters a page of one target has without the bytes of its findings. */
export function lengthWithoutBytes({ cases }: TargetResult, whole: ReadonlySet<CaseResult>): number {
  return cases.reduce((sum, result) => sum + lengthOf(result, whole.has(result)), 0)
}
