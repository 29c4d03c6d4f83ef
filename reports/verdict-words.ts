import type { Summary } from '../harness/case/results'
import { VERDICTS, type Verdict } from '../harness/case/verdicts'
import type { RoleWords } from './role-words'

/** The shape beside each verdict's word, so that nothing depends on colour alone. */
export const SHAPES: Readonly<Record<Verdict, string>> = {
  pass: '●',
  fail: '✕',
  warn: '▲',
  contested: '◆',
  observed: '○',
  skip: '–',
  inconclusive: '?',
  error: '‼',
}

/** What each verdict means on either side, for legends. */
export const MEANINGS: Readonly<Record<Exclude<Verdict, 'pass'>, string>> = {
  fail: 'a MUST is broken, or the harm that a SECURITY case names was done',
  warn: 'a SHOULD is missed, or a MUST is met in substance but not in form',
  contested: 'two clauses disagree: both readings are shown',
  observed: 'a free choice: several behaviours conform; recorded, not scored',
  skip: 'the target lacks what the case needs',
  inconclusive: 'no evidence: the control failed, repeated runs differed, or the network failed',
  error: 'a bug in wsspec',
}

/** What each verdict means, in the words for one side. */
export function meaningsOf({ pass }: Pick<RoleWords, 'pass'>): Readonly<Record<Verdict, string>> {
  return { ...MEANINGS, pass }
}

/** A verdict where a reader meets its word alone: `fail`, `observed (free choice)`. */
export function verdictLabel(verdict: Verdict): string {
  return verdict === 'observed' ? 'observed (free choice)' : verdict
}

/**
 * The counts that are not zero as `● 10 pass`, in the order of VERDICTS.
 * @param label the word for a verdict; without it, the verdict itself
 */
export function counts(
  summary: Summary,
  label: (verdict: Verdict) => string = (verdict) => verdict,
): { verdict: Verdict; text: string }[] {
  return VERDICTS.filter((verdict) => summary[verdict] > 0).map((verdict) => ({
    verdict,
    text: `${SHAPES[verdict]} ${summary[verdict]} ${label(verdict)}`,
  }))
}

/** The shape beside the verdict on a target: that of the verdict on a case which means the same. */
export function verdictShape({ word }: { word: 'PASSED' | 'FAILED' | 'NOT JUDGED' }): string {
  return SHAPES[word === 'PASSED' ? 'pass' : word === 'FAILED' ? 'fail' : 'inconclusive']
}
