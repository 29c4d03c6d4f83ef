import type { CaseResult, Changes, Results, TargetResult } from '../../harness/case/results'
import type { SuiteTitles } from '../case-notes'
import { differs, type Row, type SuiteRows, suitesOf } from '../case-rows'
import { PROGRAM_MARK } from '../case-words'
import { nextComparison } from '../repeat-command'
import { displayName, headline, leftOutLine } from '../target-words'
import { clean } from '../text/clean'
import { count } from '../text/phrases'
import { SHAPES } from '../verdict-words'
import { changesOf } from '../version-changes'
import { fitted, hanging, type Paint, padded, painter, widthOf, wrap } from './layout'
import { countCells, suiteLabel } from './suite-counts'

/** How the text is set. */
export interface ComparisonOptions {
  color: boolean
  /** How many cells a line may take; less than 40 counts as 40. */
  width: number
  /** The titles of the suites. */
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

/** A line for each suite and a column for each target; null where that is wider than the terminal. */
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

/** The result of one target, or of versions in a row with the same result. */
interface SharedResult {
  first: TargetResult
  last: TargetResult
  result: CaseResult | undefined
}

/** True where `next` is another version of the same server and its result is the same. */
function continues({ last, result }: SharedResult, next: TargetResult, answer: CaseResult | undefined): boolean {
  const [here, there] = [last.server, next.server]
  if (last.via || next.via || here?.name !== there?.name || here?.version === there?.version) return false
  const same = (key: 'verdict' | 'got' | 'fixture') => result?.[key] === answer?.[key]
  return result !== undefined && answer !== undefined && same('verdict') && same('got') && same('fixture')
}

function sharedResults({ results }: Row, targets: readonly TargetResult[]): SharedResult[] {
  const shared: SharedResult[] = []
  targets.forEach((target, i) => {
    const before = shared.at(-1)
    if (before && continues(before, target, results[i])) before.last = target
    else shared.push({ first: target, last: target, result: results[i] })
  })
  return shared
}

/** `ws 7.5.10 to 8.23.0`. */
function spanName({ first, last }: SharedResult): string {
  return first === last ? displayName(first) : clean(`${displayName(first)} to ${last.server?.version}`)
}

function differenceLines(row: Row, targets: readonly TargetResult[], { paint, width }: Table): string[] {
  const head = hanging(`${row.id} `, `${row.level}  ${row.title}`, width, 6)
  const lines = sharedResults(row, targets).flatMap((shared) => {
    const { result } = shared
    const name = spanName(shared)
    if (!result) return hanging('    · not run      ', name, width)
    const mark = `${SHAPES[result.verdict]} ${result.verdict}`
    const choice = result.verdict === 'observed' ? ' (free choice)' : ''
    const program = result.fixture === undefined ? '' : ` (${PROGRAM_MARK})`
    const got = choice + program + (result.got === '' ? '' : `: ${clean(result.got)}`)
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
 * and with each hop, the cases whose verdicts differ, a headline for each target, and as the last line the next step.
 */
export function comparison(results: Results, options: ComparisonOptions): string {
  const suites = suitesOf(results, options.suites)
  const paint = painter(options.color)
  const table = { names: results.targets.map(displayName), suites, paint, width: Math.max(40, options.width) }
  const rows = suites.flatMap((suite) => suite.rows)
  const different = rows.filter((row) => differs(row, results.targets))
  const summary = `${different.length} of ${count(rows.length, 'case')} got different verdicts.`
  const words = results.targets.flatMap((target) => [headline(target), leftOutLine(target) ?? ''].filter(Boolean))
  const next = nextComparison(results)
  const lines = [
    ...(wideTable(table) ?? narrowTable(table)),
    '',
    ...changesOf(results).flatMap((changes) => changeLines(changes, table)),
    ...different.flatMap((row) => differenceLines(row, results.targets, table)),
    ...wrap(summary, table.width),
    ...words.flatMap((line) => wrap(line, table.width)),
    '',
    `Next: ${next}`,
  ]
  return `${lines.join('\n')}\n`
}
