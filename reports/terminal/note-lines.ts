import type { CaseResult, Verdict } from '../../harness/case/results'
import type { CauseGroup } from '../model/cause-group'
import type { TargetReport, Undecided } from '../model/target-report'
import { skipWords } from '../skip-words'
import { clean } from '../text/clean'
import { count } from '../text/phrases'
import { SHAPES } from '../verdict-words'
import { idList } from './cause-lines'
import { fitted, hanging, widthOf } from './layout'
import type { Setting } from './setting'

/** One line after the shape of a verdict, cut where it is too long. */
function note(verdict: Verdict, text: string, { width, paint }: Setting): string {
  const mark = SHAPES[verdict]
  return paint(verdict, mark) + fitted(` ${text}`, width - widthOf(mark))
}

/** The same in as many lines as it takes where the report is verbose. */
function notes(verdict: Verdict, text: string, setting: Setting): string[] {
  if (!setting.verbose) return [note(verdict, text, setting)]
  const mark = SHAPES[verdict]
  return hanging(`${mark} `, text, setting.width).map((line, i) =>
    i === 0 ? setting.paint(verdict, mark) + line.slice(mark.length) : line,
  )
}

/** The same with the ids of the cases, as many as fit, and what it means where there is room for that. */
function noteOfCases(
  verdict: Verdict,
  what: string,
  meaning: string,
  [cases, setting]: [CaseResult[], Setting],
): string[] {
  if (cases.length === 0) return []
  const text = `${cases.length} ${what}: `
  const room = setting.width - widthOf(text) - 2
  const ids = idList(
    cases.map(({ id }) => id),
    room,
  )
  const fits = widthOf(ids) + widthOf(meaning) + 3 <= room
  return [note(verdict, text + ids + (fits ? ` (${meaning})` : ''), setting)]
}

function findingsOf(groups: readonly CauseGroup[]): CaseResult[] {
  return groups.flatMap(({ findings }) => findings)
}

/** How many reasons for cases without a verdict are shown. */
const MOST_REASONS = 3

function undecidedLines(undecided: readonly Undecided[], setting: Setting): string[] {
  const shown = setting.verbose ? undecided : undecided.slice(0, MOST_REASONS)
  const rest = undecided.slice(shown.length).reduce((sum, { cases }) => sum + cases.length, 0)
  return [
    ...shown.flatMap(({ because, cases }) => {
      const why = because === '' ? '' : `: ${clean(because)}`
      return notes('inconclusive', `${count(cases.length, 'case')} without a verdict${why}`, setting)
    }),
    ...(rest > 0 ? [note('inconclusive', `${count(rest, 'more case')} without a verdict`, setting)] : []),
  ]
}

function skipLine({ skips }: TargetReport, setting: Setting): string[] {
  const text = skipWords(skips, setting.verbose)
  return text === null ? [] : notes('skip', text, setting)
}

/**
 * What is not to be fixed first, a line each: contested, warnings, known failures, cases without a verdict by their
 * reason, free choices, skipped cases with what runs them, and how many cases waited for silence.
 */
export function noteLines(report: TargetReport, setting: Setting): string[] {
  const { contested, warnings, known, observed, undecided, waited, target } = report
  const [disputed, warned, expected] = [contested, warnings, known].map(findingsOf) as [
    CaseResult[],
    CaseResult[],
    CaseResult[],
  ]
  const passed = target.summary.pass
  return [
    ...noteOfCases('skip', 'known', 'expected failures', [expected, setting]),
    ...noteOfCases('contested', 'contested', 'two clauses disagree', [disputed, setting]),
    ...noteOfCases('warn', 'warn', 'a SHOULD is missed, or only the form is wrong', [warned, setting]),
    ...undecidedLines(undecided, setting),
    ...(waited > 0
      ? [note('inconclusive', `${count(waited, 'case')} waited for silence: nothing came until the deadline`, setting)]
      : []),
    ...skipLine(report, setting),
    ...(observed.length > 0
      ? [
          note(
            'observed',
            `${count(observed.length, 'free choice')}: several behaviours conform, nothing is scored`,
            setting,
          ),
        ]
      : []),
    ...(passed > 0 ? [note('pass', `${passed} of ${count(target.cases.length, 'case')} pass`, setting)] : []),
  ]
}
