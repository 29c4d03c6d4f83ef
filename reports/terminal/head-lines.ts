import { identityOf, type StaleEntry } from '../../harness/case/results'
import { staleLine } from '../known/known-failures'
import { likeWords } from '../like-words'
import type { TargetReport } from '../model/target-report'
import type { VerdictLine } from '../model/verdict-line'
import { headline, leftOutLine } from '../target-words'
import { clean } from '../text/clean'
import { count, duration } from '../text/phrases'
import { SHAPES, verdictShape } from '../verdict-words'
import { hanging, wrap } from './layout'
import type { Setting } from './setting'

/** The verdict on a case whose colour the verdict on a target has. */
const LOOKS: Readonly<Record<VerdictLine['word'], keyof typeof SHAPES>> = {
  PASSED: 'pass',
  FAILED: 'fail',
  'NOT JUDGED': 'inconclusive',
}

/**
 * `✕ FAILED: 8 causes, 24 failed cases`.
 * @param name the name of the target, where the line is to say it: `✕ ws 8.23.0 FAILED: …`
 */
export function verdictLines({ word, text }: VerdictLine, { width, paint }: Setting, name = ''): string[] {
  const shape = verdictShape({ word })
  const lines = wrap(`${shape} ${name === '' ? '' : `${name} `}${word}: ${text}`, width)
  return lines.map((line, i) => {
    const cut = i === 0 ? shape.length : 0
    return (cut > 0 ? paint(LOOKS[word], shape) : '') + paint('bold', line.slice(cut))
  })
}

/** Name, language, URL, and how long the run took; what is not known is left out. */
export function nameLines({ target, name }: TargetReport, durationMs: number, { width, paint }: Setting): string[] {
  const url = clean(target.url)
  const more = [...(name === url ? [] : [url]), ...(durationMs > 0 ? [duration(durationMs)] : [])]
  const known = identityOf(target)
  const language = known ? ` (${clean(known.language)})` : ''
  const text = [name + language, ...more].filter((each) => each !== '').join(' · ')
  return wrap(text, width).map((line, i) => (i === 0 ? paint('bold', line) : line))
}

/** Which published server it behaves like, as a sentence. */
function likeLines({ target }: TargetReport, { width }: Setting): string[] {
  const words = likeWords(target)
  return words === null ? [] : wrap(clean(`${words.charAt(0).toUpperCase()}${words.slice(1)}.`), width)
}

/** How many stale entries are shown. */
const MOST_STALE = 3

/** The known failures that no longer hold: they fail the run. */
function staleLines(stale: readonly StaleEntry[], { width, paint, verbose }: Setting): string[] {
  const shown = verbose ? stale : stale.slice(0, MOST_STALE)
  const lines = shown.flatMap((entry) => hanging(`${SHAPES.fail} `, clean(staleLine(entry)), width))
  const more = stale.length - shown.length
  return [
    ...lines,
    ...(more > 0 ? [`${SHAPES.fail} ${count(more, 'more known failure')} no longer expected`] : []),
  ].map((line) => paint('fail', line))
}

/**
 * What a person reads first about a target: its name, the verdict, how much it meets, which server it behaves like, and what fails the run besides its
 * findings.
 * @param durationMs how long the run took; 0 where that is not known, or is that of several targets
 */
export function headLines(report: TargetReport, durationMs: number, setting: Setting): string[] {
  const { target, verdict, errors, stale } = report
  const { width } = setting
  const left = leftOutLine(target)
  const bugs = errors.map(({ id }) => id).join(' ')
  return [
    ...nameLines(report, durationMs, setting),
    ...verdictLines(verdict, setting),
    ...(target.diagnosis === undefined ? wrap(headline(target), width) : []),
    ...(target.diagnosis === undefined ? likeLines(report, setting) : []),
    ...(left ? wrap(left, width) : []),
    ...(errors.length > 0
      ? hanging(`${SHAPES.error} `, `${count(errors.length, 'error')} in wsspec, please report: ${bugs}`, width)
      : []),
    ...staleLines(stale, setting),
  ]
}
