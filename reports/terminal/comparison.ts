import type { Results } from '../../harness/case/results'
import { differs } from '../case-rows'
import type { Comparison } from '../model/differences'
import { type ReportModel, reportModel } from '../model/report-model'
import { nextComparison } from '../repeat-command'
import { leftOutLine } from '../target-words'
import { count } from '../text/phrases'
import { changesOf } from '../version-changes'
import { changeLines, differenceLines, rowLines } from './difference-lines'
import { verdictLines } from './head-lines'
import { fitted, wrap } from './layout'
import { nextLines } from './next-lines'
import { scoreTable } from './score-table'
import { type Setting, settingOf, type TerminalOptions } from './setting'

/** Maximum number of differences that are listed. */
const MOST_DIFFERENCES = 20

/** Maximum number of cases that are shown with what each target answered. */
const MOST_WHOLE = 5

/** What is counted and not listed. */
function countLines({ differences, others, shared }: Comparison, shown: number, { width }: Setting): string[] {
  const more = differences.slice(shown).flatMap(({ rows }) => rows).length
  const words = [
    ...(more > 0 ? [`${count(differences.length - shown, 'more difference')} in ${count(more, 'case')}`] : []),
    ...(others.length > 0 ? [`${count(others.length, 'case')} with different verdicts, none of them a finding`] : []),
    ...(shared.length > 0 ? [`${count(shared.length, 'case')} with a finding of every target`] : []),
  ]
  return words.length === 0 ? [] : wrap(`${words.join('; ')} (--verbose shows all).`, width)
}

/** The differences, the most telling first: by cause and by who has them; with every answer where they are few. */
function differencesBlock(model: ReportModel, results: Results, setting: Setting): string[] {
  const rows = model.suites.flatMap((suite) => suite.rows)
  const different = rows.filter((row) => differs(row, results.targets))
  const { comparison } = model
  const total = `${different.length} of ${count(rows.length, 'case')} got different verdicts.`
  if (comparison === null) return wrap(total, setting.width)
  const { differences, others } = comparison
  const ordered = [...differences.flatMap((each) => each.rows), ...others]
  if (setting.verbose || different.length <= MOST_WHOLE) {
    const whole = ordered.flatMap((row) => rowLines(row, results.targets, setting))
    return [...whole, ...wrap(total, setting.width)]
  }
  const shown = differences.slice(0, MOST_DIFFERENCES)
  const title = `${total}${shown.length > 0 ? ' The most telling first:' : ''}`
  return [
    ...wrap(title, setting.width).map((line) => setting.paint('bold', line)),
    ...shown.flatMap((each) => differenceLines(each, setting)),
    ...countLines(comparison, shown.length, setting),
  ]
}

/** The verdict on each target. */
function verdicts({ targets }: ReportModel, setting: Setting): string[] {
  return targets.flatMap(({ target, name, verdict }) => {
    const lines = verdictLines(verdict, setting, name)
    const left = leftOutLine(target)
    return [...lines, ...(left ? [fitted(`  ${left}`, setting.width)] : [])]
  })
}

/**
 * Several targets side by side, as text for a terminal: the verdict on each, a table of what each meets, what changed from
 * version to version and with each hop, where they differ, and as the last line the next step.
 */
export function comparison(results: Results, options: TerminalOptions): string {
  const setting = settingOf(options)
  const model = reportModel(results, options)
  const first = verdicts(model, setting)
  if (setting.quiet) return `${first.join('\n')}\n`
  const lines = [
    ...first,
    '',
    ...scoreTable(model, setting),
    '',
    ...changesOf(results).flatMap((changes) => changeLines(changes, setting)),
    ...differencesBlock(model, results, setting),
    '',
    ...nextLines(nextComparison(results), setting.width),
  ]
  return `${lines.join('\n')}\n`
}
