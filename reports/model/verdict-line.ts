import type { TargetResult } from '../../harness/case/results'
import { isEvidence, isFinding } from '../../harness/case/verdicts'
import { failing, type Terms, undecided } from '../run-success'
import { clean } from '../text/clean'
import { count } from '../text/phrases'

/** The first words of every report about a target. */
export interface VerdictLine {
  word: 'PASSED' | 'FAILED' | 'NOT JUDGED'
  /** What follows the word after a colon: `8 causes, 24 failed cases`, `1 new (6.08), 25 known`. Never empty. */
  text: string
}

/** Maximum number of ids that a line names. */
const MOST_IDS = 3

function named(ids: readonly string[]): string {
  if (ids.length === 0) return ''
  const more = ids.length > MOST_IDS ? ` and ${ids.length - MOST_IDS} more` : ''
  return ` (${ids.slice(0, MOST_IDS).join(', ')}${more})`
}

/** Why a target without a diagnosis has too few verdicts. */
function unjudgedWords({ summary, cases }: TargetResult): string {
  return `${summary.inconclusive} of ${count(cases.length, 'case')} without a verdict`
}

/** The words about failures. */
function failedWords(target: TargetResult, fails: TargetResult['cases'], known: number): string {
  const causes = new Set(fails.map(({ cause }) => cause ?? null))
  const ids = fails.map(({ id }) => id)
  const whole = causes.has(null)
    ? count(fails.length, 'failed case')
    : `${count(causes.size, 'cause')}, ${count(fails.length, 'failed case')}`
  const words = [
    ...(fails.length > 0 && known === 0 ? [whole] : []),
    ...(fails.length > 0 && known > 0 ? [`${fails.length} new${named(ids)}`] : []),
    ...(known > 0 ? [`${known} known`] : []),
    ...(target.stale ? [`${count(target.stale.length, 'known failure')} no longer expected`] : []),
  ]
  return words.join(', ')
}

function passedWords(target: TargetResult, known: number): string {
  if (known > 0) return `nothing new, ${known} known`
  const judged = target.cases.filter(({ verdict }) => isEvidence(verdict)).length
  if (judged === 0) return 'no case applied'
  const noted = target.cases.filter(({ verdict }) => isFinding(verdict)).length
  return `nothing failed in ${count(judged, 'case')}${noted > 0 ? `, ${noted} to look at` : ''}`
}

/**
 * The verdict on a target, as the exit code has it: FAILED where the code is 1 or 4, NOT JUDGED where it is 3.
 * @param terms what decides besides the verdicts
 */
export function verdictLine(target: TargetResult, terms: Terms): VerdictLine {
  if (target.diagnosis !== undefined) return { word: 'NOT JUDGED', text: clean(target.diagnosis) }
  const fails = failing(target, terms.strict)
  const known = target.cases.filter((result) => result.known !== null).length
  const errors = target.summary.error
  const open = undecided(target, terms)
  const text = failedWords(target, fails, known)
  const more = [
    ...(errors > 0 ? [`${count(errors, 'error')} in wsspec`] : []),
    ...(open ? [unjudgedWords(target)] : []),
  ]
  if (fails.length > 0 || target.stale !== undefined) return { word: 'FAILED', text: [text, ...more].join(', ') }
  if (errors > 0) return { word: 'FAILED', text: more.join(', ') }
  if (open) return { word: 'NOT JUDGED', text: [...more, ...(known > 0 ? [`${known} known`] : [])].join(', ') }
  return { word: 'PASSED', text: passedWords(target, known) }
}
