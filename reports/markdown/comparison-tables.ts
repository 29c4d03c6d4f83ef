import type { Changes } from '../../harness/case/results'
import { likeName } from '../like-words'
import { orderedChanges } from '../model/change-order'
import type { Difference } from '../model/differences'
import type { ReportModel } from '../model/report-model'
import { percentMet } from '../model/scores'
import type { TargetReport } from '../model/target-report'
import { inElement, prose, table } from '../text/markdown-syntax'
import { clipped, count } from '../text/phrases'
import { verdictLabel, verdictShape } from '../verdict-words'
import { fold, LONGEST_TEXT } from './fold'

/** Maximum number of characters of a name; less where there are very many of them. */
const LONGEST_NAME = 100
const SHORT_NAME = 30
const MANY = 50

/** Maximum number of characters of the verdict on a target that is one of several. */
const LONGEST_VERDICT = 120

/** Maximum number of characters of all targets together. */
const LONGEST_TABLE = 40_000

/** How many differences are shown before the folds, so that these and the targets are at most 25 lines. */
function shownOf({ targets }: ReportModel): number {
  return Math.max(4, 12 - targets.length)
}

const MOST_IDS = 8

function scoreText({ target, scores }: TargetReport, level: string): string {
  const score = scores.find((each) => each.level === level)
  const percent = score && target.diagnosis === undefined ? percentMet(score) : null
  return percent === null ? '–' : `${percent} %`
}

/** The targets, a row each: the verdict, how much it meets, and which server it behaves like. */
export function targetTable({ targets }: ReportModel): string {
  const longest = targets.length > MANY ? SHORT_NAME : LONGEST_NAME
  const isLike = targets.some(({ target: { like } }) => like && !like.published)
  const head = ['target', 'verdict', 'MUST', 'SHOULD', 'SECURITY', ...(isLike ? ['behaves like'] : [])]
  const rows = targets.map((report) => {
    const { verdict, name, target } = report
    const { like } = target
    const text = `${verdictShape(verdict)} ${clipped(`${verdict.word}: ${verdict.text}`, LONGEST_VERDICT)}`
    const named = like && !like.published ? prose(clipped(likeName(like), LONGEST_NAME)) : '–'
    return [
      prose(clipped(name, longest)),
      prose(text),
      ...['MUST', 'SHOULD', 'SECURITY'].map((level) => scoreText(report, level)),
      ...(isLike ? [named] : []),
    ]
  })
  let room = LONGEST_TABLE
  const kept = rows.filter((cells) => {
    room -= cells.join(' | ').length + 5
    return room >= 0
  })
  const left = rows.length - kept.length
  return table(head, [...kept, ...(left > 0 ? [[`${count(left, 'more target')}`]] : [])], 2)
}

function differenceCells({ who, impact, title, rows }: Difference): string[] {
  const ids = rows.map(({ id }) => id)
  const more = ids.length - MOST_IDS
  const shown = [...ids.slice(0, MOST_IDS), ...(more > 0 ? [`+${more}`] : [])].join(' ')
  return [prose(clipped(who, LONGEST_NAME)), impact ?? '', prose(clipped(title, LONGEST_TEXT)), prose(shown)]
}

const HEAD = ['who', 'harm', 'cause', 'cases']

/** The most telling differences, and how many cases differ. */
export function differenceSummary(model: ReportModel): string[] {
  const { comparison, suites } = model
  if (comparison === null) return []
  const { differences, others, shared } = comparison
  const cases = suites.flatMap(({ rows }) => rows).length
  const found = differences.flatMap(({ rows }) => rows).length
  const words = [
    `${found} of ${count(cases, 'case')} have a finding of some targets and not of others`,
    ...(shared.length > 0 ? [`${shared.length} of every target`] : []),
    ...(others.length > 0 ? [`${others.length} other verdicts differ without a finding`] : []),
  ]
  const rows = differences.slice(0, shownOf(model)).map(differenceCells)
  return ['### Where they differ', '', `${words.join('; ')}.`, '', ...(rows.length > 0 ? [table(HEAD, rows), ''] : [])]
}

/** The rows of a fold with the other differences: a block each, the first with the head of the table. */
const ROWS = 20

/** The differences that are not in the summary, folded, in blocks that can be left out one by one. */
export function moreDifferences(model: ReportModel): string[] {
  const shown = shownOf(model)
  const rest = model.comparison?.differences.slice(shown) ?? []
  return Array.from({ length: Math.ceil(rest.length / ROWS) }, (_, i) => {
    const some = rest.slice(i * ROWS, (i + 1) * ROWS)
    const first = shown + i * ROWS + 1
    return fold(`Differences ${first} to ${first + some.length - 1}`, [table(HEAD, some.map(differenceCells))])
  })
}

/** What changed from version to version and with each hop, a fold each. */
export function changeFolds(changes: readonly Changes[]): string[] {
  return changes.map(({ heading, cases }) => {
    const lines = orderedChanges(cases).map(({ id, level, title, old, new: now }) => {
      const name = prose(`${id} ${level} ${clipped(title, LONGEST_TEXT)}`)
      return `- ${verdictLabel(old)} → ${verdictLabel(now)}: ${name}`
    })
    return fold(`${inElement(clipped(heading, LONGEST_TEXT))}: ${count(cases.length, 'case')} changed`, lines)
  })
}
