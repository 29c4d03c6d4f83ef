import type { Case } from '../case/case'
import type { Finding, JudgeContext } from '../case/check'
import type { Evidence } from '../case/derived'
import { worst } from '../case/verdicts'
import { listed } from './combine'
import { conclude, type Judgement, settle } from './conclude'

/** A derived case's judgement with the pieces of evidence that decided it. */
export interface DerivedJudgement extends Judgement {
  deciding: readonly Evidence[]
}

/** A finding with the answers that show it. */
interface Shown {
  finding: Finding
  items: readonly Evidence[]
}

/** Findings with the same words once, with all the answers that show them. */
function grouped(found: readonly Shown[]): Shown[] {
  const groups = new Map<string, Shown>()
  for (const { finding, items } of found) {
    const words = `${finding.verdict}|${finding.got ?? ''}|${finding.because}`
    groups.set(words, { finding, items: [...(groups.get(words)?.items ?? []), ...items] })
  }
  return [...groups.values()]
}

/** Most different findings that a judgement spells out. */
const MOST_WORDS = 3

/** The cases that asked for these answers. How many answers there are may hang on how often a busy server was asked again. */
function casesOf(items: readonly Evidence[]): string[] {
  return [...new Set(items.map(({ from }) => from))]
}

/** ` (in 3 of 40 cases: 6.02, 6.03 …)`: where a finding shows. */
function where(items: readonly Evidence[], all: readonly Evidence[]): string {
  const [own, every] = [casesOf(items), casesOf(all)]
  return own.length === 0 ? '' : ` (in ${own.length} of ${cases(every.length)}: ${listed(own)})`
}

function cases(number: number): string {
  return `${number} ${number === 1 ? 'case' : 'cases'}`
}

/** Judges a derived case over the answers of the run; `contextOf` gives the context that an answer was taken in. */
export function judgeDerived(
  of: Case,
  evidence: readonly Evidence[],
  contextOf: (evidence: Evidence) => JudgeContext,
  runContext: JudgeContext,
): DerivedJudgement {
  const { derived } = of
  if (!derived) throw new Error(`${of.id} is not derived`)
  const matching = evidence.filter(({ observation, from }) => derived.of(observation, from))
  const [first] = matching
  if (!first) return { verdict: 'skip', expected: derived.says, got: '', because: derived.absent, deciding: [] }
  const whole = derived.all?.(matching, runContext)
  const found: Shown[] = whole ? [{ finding: whole, items: whole.shownBy ?? [] }] : []
  for (const item of derived.each ? matching : []) {
    const finding = derived.each?.(item.observation, contextOf(item))
    if (finding) found.push({ finding, items: [item] })
  }
  const quiet = derived.each !== undefined && found.length < matching.length + (whole ? 1 : 0)
  const verdicts = found.map(({ finding }) => settle(finding.verdict, of.level))
  const verdict = worst(quiet || found.length === 0 ? [...verdicts, 'pass'] : verdicts)
  const decisive = grouped(found.filter(({ finding }) => settle(finding.verdict, of.level) === verdict))
  const items = decisive.flatMap((each) => each.items)
  const words = decisive.slice(0, MOST_WORDS).map(({ finding }) => finding)
  const findings = words.length > 0 ? words : [{ verdict, because: '' }]
  const judged = conclude(of, { expected: derived.says, got: '', findings })
  const looked = verdict === 'skip' ? '' : `the answers in ${cases(casesOf(matching).length)}`
  const got = judged.got === '' ? looked : judged.got + where(items, matching)
  return { ...judged, got, deciding: items.length > 0 ? items : [first] }
}
