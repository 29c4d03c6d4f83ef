import type { CaseResult, TargetResult } from '../../harness/case/results'
import type { CauseGroup } from '../model/cause-group'
import type { ReportModel } from '../model/report-model'
import { decidingConnections } from '../wire/deciding'
import { hasCard } from './has-card'

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

/** The findings of a model, the gravest first: what is to be fixed of every target, then the rest. */
function inOrder({ targets }: ReportModel): CaseResult[] {
  const findings = (groups: readonly CauseGroup[]) => groups.flatMap((group) => group.findings)
  return [
    ...targets.flatMap(({ errors, causes }) => [...errors, ...findings(causes)]),
    ...targets.flatMap(({ contested, warnings, known }) =>
      [...contested, ...warnings, ...known].flatMap((group) => group.findings),
    ),
  ]
}

/** The results whose bytes a page shows: the gravest first, as long as they take at most `room` characters together. */
export function shownWithBytes(model: ReportModel, room: number): Set<CaseResult> {
  const shown = new Set<CaseResult>()
  let used = 0
  for (const result of inOrder(model)) {
    used += bytesOf(result)
    if (used > room) break
    shown.add(result)
  }
  return shown
}

/** The characters of markup around a case, about: with a card, and without. */
const FOR_CARD = 1500
const FOR_CASE = 310

function lengthOf(result: CaseResult): number {
  const { title, expected, got, because, parts = [] } = result
  const words = title.length + expected.length + got.length + because.length
  if (!hasCard(result)) return FOR_CASE + words
  return FOR_CARD + words + parts.reduce((sum, part) => sum + 60 + part.name.length + part.got.length, 0)
}

/** About how many characters a page of one target has without the bytes of its findings. */
export function lengthWithoutBytes({ cases }: TargetResult): number {
  return cases.reduce((sum, result) => sum + lengthOf(result), 0)
}
