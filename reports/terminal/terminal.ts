import type { CaseResult, Results, TargetResult } from '../../harness/case/results'
import { failsRun, type Verdict } from '../../harness/case/verdicts'
import type { SuiteTitles } from '../case-notes'
import { suitesOf } from '../case-rows'
import { knownWords, PROGRAM_MARK } from '../case-words'
import { nextStep } from '../repeat-command'
import { displayName, findings, headline, leftOutLine } from '../target-words'
import { clean } from '../text/clean'
import { count } from '../text/phrases'
import { counts, SHAPES, verdictLabel } from '../verdict-words'
import { hanging, type Paint, padded, painter, widthOf, wrap } from './layout'
import { suiteLines } from './suite-counts'

/** How the text is set. */
export interface TerminalOptions {
  color: boolean
  /** How many cells a line may take; less than 40 counts as 40. */
  width: number
  /** Every case, not only findings. */
  verbose: boolean
  /** Only one line for each finding, the headline and the counts. */
  quiet: boolean
  /** Contested and SHOULD findings count as failures. */
  strict: boolean
  /** The titles of the suites. */
  suites?: SuiteTitles
}

interface Setting extends TerminalOptions {
  paint: Paint
}

function heading(target: TargetResult, { width, paint }: Setting): string[] {
  const name = displayName(target)
  const language = target.server ? ` (${clean(target.server.language)})` : ''
  const url = clean(target.url)
  const named = wrap(name + language, width).map((line) => paint('bold', line))
  return name === url ? named : [...named, ...wrap(url, width)]
}

function caseHead(result: CaseResult, { width, paint, strict }: Setting): string[] {
  const mark = `${SHAPES[result.verdict]} ${result.verdict}`
  const first = `${padded(mark, 11)} ${padded(result.id, 5)} `
  const tags = [
    result.level,
    ...(result.known ? ['known'] : []),
    ...(result.fixture ? ['test program'] : []),
    ...(result.stable ? [] : ['unstable']),
  ]
  const lines = hanging(first, `${tags.join(' ')}  ${clean(result.title)}`, width)
  const style: Verdict = failsRun(result.verdict, strict) ? 'fail' : result.verdict
  return lines.map((line, i) => (i === 0 ? paint(style, mark) + line.slice(mark.length) : line))
}

/** Where the text of a detail begins, in cells. */
const DETAIL_INDENT = 14

function detail(label: string, text: string, { width, paint }: Setting): string[] {
  if (text === '') return []
  const lines = hanging(`    ${label}`, clean(text), width, DETAIL_INDENT)
  return lines.map((line, i) =>
    i === 0 ? paint('dim', line.slice(0, DETAIL_INDENT)) + line.slice(DETAIL_INDENT) : line,
  )
}

function caseBlock(result: CaseResult, setting: Setting): string[] {
  if (setting.quiet) return caseHead(result, setting)
  return [
    ...caseHead(result, setting),
    ...detail('expected', result.expected, setting),
    ...detail('got', result.got, setting),
    ...detail('because', result.because, setting),
    ...detail('program', result.fixture ? `${PROGRAM_MARK}: ${result.fixture}` : '', setting),
    ...(result.known ? detail('known', knownWords(result.known), setting) : []),
  ]
}

/** The most ids in one line. */
const MOST_IDS = 6

/** The inconclusive cases, a line for each reason: `12 cases inconclusive (3.01, 3.02 …): the reason`. */
function unjudged(target: TargetResult, { width }: Setting): string[] {
  const byReason = new Map<string, string[]>()
  for (const { id, verdict, because } of target.cases)
    if (verdict === 'inconclusive') byReason.set(because, [...(byReason.get(because) ?? []), id])
  return [...byReason].flatMap(([reason, ids]) => {
    const named = ids.length > MOST_IDS ? `${ids.slice(0, MOST_IDS).join(', ')} …` : ids.join(', ')
    const why = reason === '' ? '' : `: ${clean(reason)}`
    return hanging(`${SHAPES.inconclusive} `, `${count(ids.length, 'case')} inconclusive (${named})${why}`, width)
  })
}

/** The counts in one line, or in several where one is too long. */
function countLines(target: TargetResult, { width, paint }: Setting): string[] {
  const lines: { plain: number; text: string }[] = [{ plain: 0, text: '' }]
  for (const { verdict, text } of counts(target.summary, verdictLabel)) {
    const last = lines.at(-1)
    const room = widthOf(text)
    const painted = paint(verdict, text)
    if (last && last.plain + 2 + room <= width)
      Object.assign(last, {
        plain: last.plain + (last.plain ? 2 : 0) + room,
        text: last.text + (last.plain ? '  ' : '') + painted,
      })
    else lines.push({ plain: room, text: painted })
  }
  return lines.map(({ text }) => text).filter((text) => text !== '')
}

function cases(target: TargetResult, setting: Setting): string[] {
  const shown = setting.verbose && !setting.quiet ? target.cases : findings(target)
  const folded = target.diagnosis === undefined && !setting.verbose ? unjudged(target, setting) : []
  const blocks = shown.map((result) => caseBlock(result, setting))
  return setting.quiet ? blocks.flat() : [...blocks.flatMap((block) => [...block, '']), ...folded]
}

function targetBlock(target: TargetResult, results: Results, setting: Setting): string[] {
  const { width, paint, quiet, suites = new Map() } = setting
  const left = leftOutLine(target)
  const overview = quiet ? [] : suiteLines(suitesOf({ ...results, targets: [target] }, suites), width, paint)
  const groups = [
    [...heading(target, setting), ...overview],
    cases(target, setting),
    [
      ...wrap(headline(target), width).map((line) => paint('bold', line)),
      ...countLines(target, setting),
      ...(left ? wrap(left, width) : []),
    ],
    // Never wrapped, because it is copied.
    quiet ? [] : [`Next: ${nextStep(target, results.command)}`],
  ]
  return groups.filter((group) => group.length > 0).flatMap((group, i) => [...(i > 0 && !quiet ? [''] : []), ...group])
}

/**
 * The results as text for a terminal, a block for each target: its suites with their counts, the findings, the headline,
 * the counts, and as the last line the next step. Text from a server is cleaned: it cannot control the terminal.
 */
export function terminal(results: Results, options: TerminalOptions): string {
  const setting = { ...options, width: Math.max(40, options.width), paint: painter(options.color) }
  const blocks = results.targets.map((target) => targetBlock(target, results, setting).join('\n'))
  return `${blocks.join('\n\n').replace(/\n{3,}/g, '\n\n')}\n`
}
