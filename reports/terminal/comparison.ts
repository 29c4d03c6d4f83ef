import type { CaseResult, Changes, Results, TargetResult } from '../../harness/case/results'
import type { SuiteTitles } from '../case-notes'
import { differs, type Row, type SuiteRows, suitesOf } from '../case-rows'
import { PROGRAM_MARK } from '../case-words'
import { again, targetWord } from '../repeat-command'
import { calledName, leftOutLine, sentence } from '../target-words'
import { clean } from '../text/clean'
import { count } from '../text/phrases'
import { SHAPES } from '../verdict-words'
import { changesOf } from '../version-changes'
import { fitted, hanging, type Paint, padded, painter, widthOf, wrap } from './layout'
import { countCells, suiteLabel } from './suite-counts'

/** How several targets are set side by side. */
export interface ComparisonOptions {
  color: boolean
  /** Cells a line may take; 40 is the least that is respected. */
  width: number
  /** What the suites are called. */
  suites?: SuiteTitles
}

const LEAST_LABEL = 14

interface Table {
  names: string[]
  suites: SuiteRows[]
  paint: Paint
  width: number
}

function columnsOf({ names, suites, paint }: Table) {
  return names.map((name, i) => {
    const cells = countCells(suites, i, paint, false)
    const width = Math.max(Math.min(widthOf(name), 24), ...cells.map(({ plain }) => widthOf(plain)))
    return { name: fitted(name, width), cells, width }
  })
}

/** Suites down, targets across; null where that is wider than the terminal. */
function wideTable(table: Table): string[] | null {
  const columns = columnsOf(table)
  const taken = columns.reduce((sum, column) => sum + column.width + 2, 0)
  const room = Math.min(table.width - taken, Math.max(0, ...table.suites.map((suite) => widthOf(suiteLabel(suite)))))
  if (room < LEAST_LABEL) return null
  const head = columns.map(({ name, width }) => `  ${padded(name, width)}`).join('')
  const body = table.suites.map((suite, i) => {
    const cells = columns.map(({ cells, width }) => {
      const { plain = '', painted = '' } = cells[i] ?? {}
      return `  ${painted}${' '.repeat(Math.max(0, width - widthOf(plain)))}`
    })
    return padded(fitted(suiteLabel(suite), room), room) + cells.join('')
  })
  return [table.paint('bold', (padded('', room) + head).trimEnd()), ...body.map((line) => line.trimEnd())]
}

/** The same as a list, for narrow terminals and many targets. */
function narrowTable(table: Table): string[] {
  const columns = columnsOf(table)
  return table.suites.flatMap((suite, i) => [
    table.paint('bold', fitted(suite.title, table.width)),
    ...columns.map(({ cells }, j) => {
      const counted = cells[i]
      const room = Math.max(8, Math.min(24, table.width - 4 - widthOf(counted?.plain ?? '')))
      return `  ${padded(fitted(table.names[j] ?? '', room), room)}  ${counted?.painted ?? ''}`.trimEnd()
    }),
  ])
}

/** What one target came to, or versions in a row that came to the same. */
interface Told {
  first: TargetResult
  last: TargetResult
  result: CaseResult | undefined
}

/** True for the next version of the same server, with the same answer. */
function goesOn({ last, result }: Told, next: TargetResult, answer: CaseResult | undefined): boolean {
  const [here, there] = [last.server, next.server]
  if (last.via || next.via || here?.name !== there?.name || here?.version === there?.version) return false
  const same = (key: 'verdict' | 'got' | 'fixture') => result?.[key] === answer?.[key]
  return result !== undefined && answer !== undefined && same('verdict') && same('got') && same('fixture')
}

function toldOf({ results }: Row, targets: readonly TargetResult[]): Told[] {
  const told: Told[] = []
  targets.forEach((target, i) => {
    const before = told.at(-1)
    if (before && goesOn(before, target, results[i])) before.last = target
    else told.push({ first: target, last: target, result: results[i] })
  })
  return told
}

/** `ws 7.5.10 to 8.23.0`. */
function spanName({ first, last }: Told): string {
  return first === last ? calledName(first) : clean(`${calledName(first)} to ${last.server?.version}`)
}

function differing(row: Row, targets: readonly TargetResult[], { paint, width }: Table): string[] {
  const head = hanging(`${row.id} `, `${row.level}  ${row.title}`, width, 6)
  const lines = toldOf(row, targets).flatMap((told) => {
    const { result } = told
    const name = spanName(told)
    if (!result) return hanging('    · not run      ', name, width)
    const mark = `${SHAPES[result.verdict]} ${result.verdict}`
    const fixture = result.fixture === undefined ? '' : ` (${PROGRAM_MARK})`
    const got = fixture + (result.got === '' ? '' : `: ${clean(result.got)}`)
    return hanging(`    ${padded(mark, 14)} `, name + got, width).map((line, j) =>
      j === 0 ? line.replace(mark, paint(result.verdict, mark)) : line,
    )
  })
  return [...head, ...lines, '']
}

function changeLines({ heading, cases }: Changes, { paint, width }: Table): string[] {
  const head = wrap(`${heading}: ${count(cases.length, 'case')} changed`, width).map((line) => paint('bold', line))
  const lines = cases.flatMap(({ id, old, new: now, level, title }) =>
    hanging(`  ${padded(id, 6)} ${padded(`${old} → ${now}`, 20)} `, `${level}  ${title}`, width, 10),
  )
  return [...head, ...lines, '']
}

/**
 * Several targets side by side, as text for a terminal: the counts of every suite, what changed from version to version
 * and by each hop, then only the cases whose verdicts differ, a sentence for each target, and as the last line the next step.
 */
export function comparison(results: Results, options: ComparisonOptions): string {
  const suites = suitesOf(results, options.suites)
  const paint = painter(options.color)
  const table = { names: results.targets.map(calledName), suites, paint, width: Math.max(40, options.width) }
  const rows = suites.flatMap((suite) => suite.rows)
  const different = rows.filter((row) => differs(row, results.targets))
  const told = `${count(different.length, 'case')} of ${rows.length} came to different verdicts.`
  const words = results.targets.flatMap((target) => [sentence(target), leftOutLine(target) ?? ''].filter(Boolean))
  const hops = results.command.some((word) => /^--hop(=|$)/.test(word))
  const named = results.targets.filter(({ via }) => !via || !hops)
  const targets = named.map((target) => targetWord(target, results.command))
  const next = again('compare', targets, results.command, ['--html', 'report.html'])
  const lines = [
    ...(wideTable(table) ?? narrowTable(table)),
    '',
    ...changesOf(results).flatMap((changes) => changeLines(changes, table)),
    ...different.flatMap((row) => differing(row, results.targets, table)),
    ...wrap(told, table.width),
    ...words.flatMap((line) => wrap(line, table.width)),
    '',
    `Next: ${next}`,
  ]
  return `${lines.join('\n')}\n`
}
