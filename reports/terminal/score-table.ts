import type { Summary, TargetResult, Verdict } from '../../harness/case/results'
import { isEvidence, VERDICTS } from '../../harness/case/verdicts'
import type { SuiteRows } from '../case-rows'
import { likeName } from '../like-words'
import type { ReportModel } from '../model/report-model'
import { percentMet } from '../model/scores'
import type { TargetReport } from '../model/target-report'
import { clean } from '../text/clean'
import { SHAPES } from '../verdict-words'
import { fitted, fittedApart, padded, widthOf, wrap } from './layout'
import type { Setting } from './setting'
import { suiteLabel } from './suite-counts'

/** What a cell of a table shows: text, and a verdict for the colour of each part. */
type Cell = { verdict: Verdict; text: string }[]

function plain(cell: Cell): string {
  return cell.map(({ text }) => text).join(' ')
}

/** A cell in `width` cells, coloured; text at the left. */
function painted(cell: Cell, width: number, { paint }: Setting): string {
  const text = cell.map((part) => paint(part.verdict, part.text)).join(' ')
  return text + ' '.repeat(Math.max(0, width - widthOf(plain(cell))))
}

/** The verdicts that say nothing about how a target differs. */
const QUIET: readonly Verdict[] = ['observed', 'skip']

/** How many cases of a suite have each verdict: `●24 ✕4 ▲4`. */
function countsCell(summary: Summary | undefined): Cell {
  if (summary === undefined) return []
  const shown = VERDICTS.filter((verdict) => summary[verdict] > 0 && !QUIET.includes(verdict))
  return shown.map((verdict) => ({ verdict, text: `${SHAPES[verdict]}${summary[verdict]}` }))
}

/** What is worst in a suite comes first. */
const WORST: readonly Verdict[] = ['error', 'fail', 'contested', 'warn', 'inconclusive']

/** The worst verdict of a suite and how many cases have it: `✕4`; ● where all pass, – where nothing applied. */
function worstCell(summary: Summary | undefined): Cell {
  if (summary === undefined) return []
  const verdict = WORST.find((each) => summary[each] > 0)
  if (verdict) return [{ verdict, text: `${SHAPES[verdict]}${summary[verdict]}` }]
  const judged = VERDICTS.some((each) => isEvidence(each) && summary[each] > 0)
  return [{ verdict: judged ? 'pass' : 'skip', text: SHAPES[judged ? 'pass' : 'skip'] }]
}

/** `208/237 87 %`, or `87 %` alone; – where nothing was judged. */
function scoreCell(report: TargetReport, level: string, withCounts: boolean): Cell {
  const score = report.scores.find((each) => each.level === level)
  const percent = score && report.target.diagnosis === undefined ? percentMet(score) : null
  if (!score || percent === null) return [{ verdict: 'skip', text: SHAPES.skip }]
  const counted = withCounts ? `${score.met}/${score.judged} ` : ''
  return [{ verdict: percent === 100 ? 'pass' : 'fail', text: `${counted}${percent} %` }]
}

/** The published server that a target behaves like; – for none, and for that server itself. */
function likeCell({ like }: TargetResult): Cell {
  const text = like && !like.published ? clean(likeName(like)) : SHAPES.skip
  return [{ verdict: 'skip', text }]
}

/** A table with a label before each row. */
interface Table {
  head: string[]
  rows: { label: string; cells: Cell[] }[]
}

/** How wide labels and columns may and must be. */
interface Widths {
  leastLabel: number
  mostColumn: number
}

/** The lines of a table; null where it is wider than the terminal. */
function tableLines({ head, rows }: Table, { leastLabel, mostColumn }: Widths, setting: Setting): string[] | null {
  const widths = head.map((name, at) =>
    Math.max(Math.min(widthOf(name), mostColumn), ...rows.map(({ cells }) => widthOf(plain(cells[at] ?? [])))),
  )
  const taken = widths.reduce((sum, width) => sum + width + 2, 0)
  const room = Math.min(setting.width - taken, Math.max(0, ...rows.map(({ label }) => widthOf(label))))
  if (room < leastLabel) return null
  const names = head.map((name, at) => `  ${padded(fitted(name, widths[at] ?? 0), widths[at] ?? 0)}`).join('')
  const labels = fittedApart(
    rows.map(({ label }) => label),
    room,
  )
  return [
    setting.paint('bold', (padded('', room) + names).trimEnd()),
    ...rows.map(({ cells }, i) => {
      const texts = cells.map((cell, at) => `  ${painted(cell, widths[at] ?? 0, setting)}`)
      return (padded(labels[i] ?? '', room) + texts.join('')).trimEnd()
    }),
  ]
}

const LEVELS = ['MUST', 'SHOULD', 'SECURITY'] as const

/** A row for each level and each suite, a column for each target. */
function bySuite({ targets, suites }: ReportModel): Table {
  const scores = LEVELS.map((level) => ({
    label: `${level} met`,
    cells: targets.map((report) => scoreCell(report, level, true)),
  }))
  const isLike = targets.some(({ target: { like } }) => like && !like.published)
  const like = { label: 'behaves like', cells: targets.map(({ target }) => likeCell(target)) }
  const counts = suites.map((suite) => ({ label: suiteLabel(suite), cells: suite.summaries.map(countsCell) }))
  return { head: targets.map(({ name }) => name), rows: [...scores, ...(isLike ? [like] : []), ...counts] }
}

/** A row for each target, a column for each level, and one for each suite where `suites` are given. */
function byTarget({ targets }: ReportModel, suites: readonly SuiteRows[]): Table {
  return {
    head: [
      ...LEVELS.map((level) => (level === 'SECURITY' ? 'SEC' : level)),
      ...suites.map(({ number }) => `${number}`),
    ],
    rows: targets.map((report, at) => ({
      label: report.name,
      cells: [
        ...LEVELS.map((level) => scoreCell(report, level, false)),
        ...suites.map(({ summaries }) => worstCell(summaries[at])),
      ],
    })),
  }
}

/** Maximum number of targets that are columns. */
const MOST_COLUMNS = 4

/**
 * How much each target meets: a row for each suite; for many targets a row for each target, with a column for each
 * suite; where even that is too wide, only the scores.
 */
export function scoreTable(model: ReportModel, setting: Setting): string[] {
  const columns = { leastLabel: 18, mostColumn: 24 }
  const wide = model.targets.length <= MOST_COLUMNS ? tableLines(bySuite(model), columns, setting) : null
  if (wide) return wide
  const rows = { leastLabel: 12, mostColumn: 8 }
  const heat = tableLines(byTarget(model, model.suites), rows, setting)
  if (heat)
    return [...heat, ...wrap('Columns are suites: the worst verdict, and how many cases have it.', setting.width)]
  return tableLines(byTarget(model, []), { ...rows, leastLabel: 0 }, setting) ?? []
}
