import type { Case } from '../case/case'
import type { Check, Finding, JudgeContext } from '../case/check'
import type { Derived, Evidence } from '../case/derived'
import { isAsGrave, isFinding, type Verdict, worst } from '../case/verdicts'
import { listed } from './combine'
import { conclude, type Judgement, settle } from './conclude'
import { areWhollyRead, FLOODED, isCutResponse, PARTLY_READ } from './cut'

/** The judgement of a derived case, with the answers that decided it. */
export interface DerivedJudgement extends Judgement {
  deciding: readonly Evidence[]
}

/** A finding with the answers that show it. */
interface Shown {
  finding: Finding
  items: readonly Evidence[]
}

/** Joins findings with the same words, with all the answers that show them. */
function grouped(found: readonly Shown[]): Shown[] {
  const groups = new Map<string, Shown>()
  for (const { finding, items } of found) {
    const words = `${finding.verdict}|${finding.got ?? ''}|${finding.because}`
    groups.set(words, { finding, items: [...(groups.get(words)?.items ?? []), ...items] })
  }
  return [...groups.values()]
}

/** The most different findings that a judgement names. */
const MOST_FINDINGS = 3

/** The cases that asked for these answers. Answers are not counted: a busy server may have been asked again. */
function casesOf(items: readonly Evidence[]): string[] {
  return [...new Set(items.map(({ from }) => from))]
}

function caseCount(number: number): string {
  return `${number} ${number === 1 ? 'case' : 'cases'}`
}

/** Where a finding shows: ` (in 3 of 40 cases: 6.02, 6.03 …)`. */
function whereWords(items: readonly Evidence[], all: readonly Evidence[]): string {
  const [own, every] = [casesOf(items), casesOf(all)]
  return own.length === 0 ? '' : ` (in ${own.length} of ${caseCount(every.length)}: ${listed(own)})`
}

/** What a check finds in each answer; `contextOf` gives the context of one. */
function findEach(check: Check, evidence: readonly Evidence[], contextOf: (item: Evidence) => JudgeContext): Shown[] {
  return evidence.flatMap((item) => {
    const finding = check(item.observation, contextOf(item))
    return finding ? [{ finding, items: [item] }] : []
  })
}

/** What a derived case is judged in. */
export interface RunContext {
  /** Gives the context in which one answer is judged. */
  contextOf: (item: Evidence) => JudgeContext
  /** The context in which the answers are judged together. */
  whole: JudgeContext
  /** The verdict of the case with this id on its own answers; undefined where there is none. */
  verdictOf: (id: string) => Verdict | undefined
}

/** Finds everything that the checks of a derived case find in the answers that it is about. */
function findAll({ each, all }: Derived, matching: readonly Evidence[], { contextOf, whole, verdictOf }: RunContext) {
  const ofRun = all?.(matching, whole, verdictOf)
  const ofAll = ofRun ? [{ finding: ofRun, items: ofRun.shownBy ?? [] }] : []
  const ofEach = each ? findEach(each, matching, contextOf) : []
  const found: Shown[] = [...ofAll, ...ofEach]
  return { found, hasPass: found.length === 0 || (each !== undefined && ofEach.length < matching.length) }
}

/** What is found only in answers for which the asking case itself has a finding: each with the ids of these cases. */
function withoutAskers(found: readonly Shown[], { derived, level }: Case, { verdictOf }: RunContext) {
  if (!derived?.scoredByAsker) return { own: found, askers: [] }
  const askers = new Set<string>()
  const own = found.flatMap(({ finding, items }): Shown[] => {
    const verdict = settle(finding.verdict, level)
    const isScored = ({ from }: Evidence) => isAsGrave(verdictOf(from) ?? 'pass', verdict)
    for (const item of items.filter(isScored)) askers.add(item.from)
    const rest = items.filter((item) => !isScored(item))
    return items.length > 0 && rest.length === 0 ? [] : [{ finding, items: rest }]
  })
  return { own, askers: [...askers] }
}

/**
 * Judges a derived case over the answers of the run. Answers in which its check finds nothing pass.
 * @throws {Error} for a case that is not derived
 */
export function judgeDerived(testCase: Case, evidence: readonly Evidence[], run: RunContext): DerivedJudgement {
  const { derived, level } = testCase
  if (!derived) throw new Error(`${testCase.id} is not derived`)
  const { says, absent } = derived
  const about = evidence.filter(({ observation, from }) => derived.of(observation, from))
  const matching = about.filter(({ observation }) => areWhollyRead(observation))
  const [first] = matching
  const none = { expected: says, got: '', deciding: about.slice(0, 1) }
  if (!first && about.length > 0) return { ...none, verdict: 'inconclusive', because: PARTLY_READ }
  if (!first && evidence.some(({ observation }) => isCutResponse(observation)))
    return { ...none, verdict: 'inconclusive', because: FLOODED }
  if (!first) return { ...none, verdict: 'skip', because: absent }
  const { found: all, hasPass } = findAll(derived, matching, run)
  const { own: found, askers } = withoutAskers(all, testCase, run)
  const [scoredIn] = askers
  const verdicts = found.map(({ finding }) => settle(finding.verdict, level))
  if (scoredIn !== undefined && !verdicts.some(isFinding)) {
    const because = `found only in answers that ${listed(askers)} ${askers.length === 1 ? 'scores' : 'score'}`
    return { verdict: 'skip', expected: says, got: '', because, scoredIn, deciding: [] }
  }
  const verdict = worst(hasPass ? [...verdicts, 'pass'] : verdicts)
  const deciding = grouped(found.filter(({ finding }) => settle(finding.verdict, level) === verdict))
  const items = deciding.flatMap((shown) => shown.items)
  const named = deciding.slice(0, MOST_FINDINGS).map(({ finding }) => finding)
  const findings = named.length > 0 ? named : [{ verdict, because: '' }]
  const judged = conclude(testCase, { expected: says, got: '', findings })
  const judgedAnswers = verdict === 'skip' ? '' : `the answers in ${caseCount(casesOf(matching).length)}`
  const got = judged.got === '' ? judgedAnswers : judged.got + whereWords(items, matching)
  return { ...judged, got, deciding: items.length > 0 ? items : [first] }
}
