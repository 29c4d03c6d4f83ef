import type { CaseResult } from '../../harness/case/results'
import type { Verdict } from '../../harness/case/verdicts'
import { reasonOf, titleOf } from '../case-words'
import { likeWords } from '../like-words'
import type { CauseGroup } from '../model/cause-group'
import type { TargetReport } from '../model/target-report'
import { skipWords } from '../skip-words'
import { headline } from '../target-words'
import { stateOfCase } from '../test-state'
import { clean } from '../text/clean'
import { count } from '../text/phrases'
import { verdictLabel } from '../verdict-words'

/** One piece of mochawesome's context, as `addContext` takes it. */
export interface ContextItem {
  title: string
  value: string
}

/** The page shows a value that is one word or a data URL as a link, an image or a video: a blank before it prevents that. */
export function inert({ title, value }: ContextItem): ContextItem {
  return { title, value: /^\S+$|^data:/i.test(value) ? ` ${value}` : value }
}

/** True where mocha has no word for the verdict, so that the title of the test has to say it. */
function isSpecial(result: CaseResult, strict: boolean): boolean {
  return stateOfCase(result, strict) !== 'failed' && result.verdict !== 'pass'
}

/** `6.02 MUST Sec-WebSocket-Version is 14`; with the verdict and its reason where the test neither fails nor plainly passes. */
export function testTitle(result: CaseResult, strict: boolean): string {
  const note = isSpecial(result, strict) ? ` (${verdictLabel(result.verdict)}: ${reasonOf(result)})` : ''
  return titleOf(result) + note
}

/** What mocha counts as a pass and is none, in the order in which it is to be read. */
const SPECIAL: readonly Verdict[] = ['contested', 'warn', 'observed']

/** What a suite has beside passes and failures, as the end of its title: ` (1 contested, 2 warn, 3 free choices)`; or nothing. */
export function suiteNote(cases: readonly CaseResult[], strict: boolean): string {
  const words = SPECIAL.flatMap((verdict) => {
    const number = cases.filter((each) => each.verdict === verdict && stateOfCase(each, strict) === 'passed').length
    if (number === 0) return []
    return [verdict === 'observed' ? count(number, 'free choice') : `${number} ${verdict}`]
  })
  return words.length > 0 ? ` (${words.join(', ')})` : ''
}

/** The causes of a list in one piece: a line for each with its cases. */
function listed(title: string, causes: readonly CauseGroup[]): ContextItem[] {
  if (causes.length === 0) return []
  const lines = causes.map(({ title: what, findings }) => `${clean(what)}: ${findings.map(({ id }) => id).join(' ')}`)
  return [{ title, value: lines.join('\n') }]
}

/** What mochawesome shows of a target: the verdict, each cause with what to do and its cases, then what is not to be fixed first. */
export function targetContext(report: TargetReport): ContextItem[] {
  const { target, verdict, causes, known, contested, warnings, skips } = report
  const like = likeWords(target)
  const skipped = skipWords(skips, true)
  const lines = (cause: CauseGroup) => [
    cause.findings.map(({ id }) => id).join(' '),
    ...(cause.remedy === '' ? [] : [`Fix: ${cause.remedy}`]),
  ]
  return [
    { title: 'verdict', value: `${verdict.word}: ${verdict.text}` },
    ...(target.diagnosis === undefined ? [{ title: 'met', value: headline(target) }] : []),
    ...(like === null ? [] : [{ title: 'like', value: clean(like) }]),
    ...causes.map((cause) => ({
      title: `${cause.impact === null ? '' : `${cause.impact}: `}${clean(cause.title)}`,
      value: lines(cause).map(clean).join('\n'),
    })),
    ...listed('known', known),
    ...listed('contested', contested),
    ...listed('warn', warnings),
    ...(skipped === null ? [] : [{ title: 'skipped', value: skipped }]),
  ].map(inert)
}
