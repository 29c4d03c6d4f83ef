import type { CaseOf } from '../case/case'
import type { Check, Finding } from '../case/check'
import type { Derived, Evidence } from '../case/derived'
import { isAsGrave, isFinding, type Verdict, worst } from '../case/verdicts'
import { listed } from './combine'
import { conclude, type Judgement, settle } from './conclude'
import { FLOODED, PARTLY_READ, type Reading } from './cut'

/** The judgement of a derived case, with the answers that decided it. */
export interface DerivedJudgement<Item> extends Judgement {
  deciding: readonly Item[]
}

/** A finding with the answers that show it. */
interface Shown<Item> {
  finding: Finding
  items: readonly Item[]
}

/** Where an answer comes from. */
type Origin = Pick<Evidence, 'from'>

/** Joins findings with the same words, with all the answers that show them. */
function grouped<Item>(found: readonly Shown<Item>[]): Shown<Item>[] {
  const groups = new Map<string, Shown<Item>>()
  for (const { finding, items } of found) {
    const words = `${finding.verdict}|${finding.got ?? ''}|${finding.because}`
    groups.set(words, { finding, items: [...(groups.get(words)?.items ?? []), ...items] })
  }
  return [...groups.values()]
}

/** Maximum number of different findings that a judgement names. */
const MOST_FINDINGS = 3

/** The cases that asked for these answers. Answers are not counted: a busy server may have been asked again. */
function casesOf(items: readonly Origin[]): string[] {
  return [...new Set(items.map(({ from }) => from))]
}

function caseCount(number: number): string {
  return `${number} ${number === 1 ? 'case' : 'cases'}`
}

/** Where a finding shows: ` (in 3 of 40 cases: 6.02, 6.03 …)`. */
function whereWords(items: readonly Origin[], all: readonly Origin[]): string {
  const [own, every] = [casesOf(items), casesOf(all)]
  return own.length === 0 ? '' : ` (in ${own.length} of ${caseCount(every.length)}: ${listed(own)})`
}

/** What a check finds in each answer; `contextOf` gives the context of one. */
function findEach<O, C, V>(
  check: Check<O, C>,
  evidence: readonly Evidence<O, V>[],
  contextOf: (item: Evidence<O, V>) => C,
): Shown<Evidence<O, V>>[] {
  return evidence.flatMap((item) => {
    const finding = check(item.observation, contextOf(item))
    return finding ? [{ finding, items: [item] }] : []
  })
}

/** A case of either role, as far as its requirement on everything that was observed is judged. */
export type DerivedCase<O, C, V> = Omit<CaseOf<unknown, Derived<O, C, V>, unknown>, 'parts'>

/** What a derived case is judged in. */
export interface RunContext<O, C, V> {
  /** Gives the context in which one answer is judged. */
  contextOf: (item: Evidence<O, V>) => C
  /** The context in which the answers are judged together. */
  whole: C
  /** What the observations are called: `answers` of a server, which is meant without it, or `requests` of a client. */
  noun?: string
  /** How much of an observation wsspec read. */
  reading: Reading<O>
  /** The verdict of the case with this id on its own answers; undefined where there is none. */
  verdictOf: (id: string) => Verdict | undefined
}

/** Finds everything that the checks of a derived case find in the answers that it is about. */
function findAll<O, C, V>(
  { each, all }: Derived<O, C, V>,
  matching: readonly Evidence<O, V>[],
  { contextOf, whole, verdictOf }: RunContext<O, C, V>,
) {
  const ofRun = all?.(matching, whole, verdictOf)
  const ofAll = ofRun ? [{ finding: ofRun, items: ofRun.shownBy ?? [] }] : []
  const ofEach = each ? findEach(each, matching, contextOf) : []
  const found: Shown<Evidence<O, V>>[] = [...ofAll, ...ofEach]
  return { found, hasPass: found.length === 0 || (each !== undefined && ofEach.length < matching.length) }
}

/** What is found only in answers for which the asking case itself has a finding: each with the ids of these cases. */
function withoutAskers<O, C, V>(
  found: readonly Shown<Evidence<O, V>>[],
  { derived, level }: DerivedCase<O, C, V>,
  { verdictOf }: Pick<RunContext<O, C, V>, 'verdictOf'>,
) {
  if (!derived?.scoredByAsker) return { own: found, askers: [] }
  const askers = new Set<string>()
  const own = found.flatMap(({ finding, items }): Shown<Evidence<O, V>>[] => {
    const verdict = settle(finding.verdict, level)
    const isScored = ({ from }: Origin) => isAsGrave(verdictOf(from) ?? 'pass', verdict)
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
export function judgeDerived<O, C, V>(
  testCase: DerivedCase<O, C, V>,
  evidence: readonly Evidence<O, V>[],
  run: RunContext<O, C, V>,
): DerivedJudgement<Evidence<O, V>> {
  const { derived, level } = testCase
  const { noun = 'answers' } = run
  if (!derived) throw new Error(`${testCase.id} is not derived`)
  const { says, absent } = derived
  const about = evidence.filter(({ observation, from }) => derived.of(observation, from))
  const matching = about.filter(({ observation }) => run.reading.isWhole(observation))
  const [first] = matching
  const none = { expected: says, got: '', deciding: about.slice(0, 1) }
  if (!first && about.length > 0) return { ...none, verdict: 'inconclusive', because: PARTLY_READ }
  if (!first && evidence.some(({ observation }) => run.reading.isCut(observation)))
    return { ...none, verdict: 'inconclusive', because: FLOODED }
  if (!first) return { ...none, verdict: 'skip', because: absent }
  const { found: all, hasPass } = findAll(derived, matching, run)
  const { own: found, askers } = withoutAskers(all, testCase, run)
  const [scoredIn] = askers
  const verdicts = found.map(({ finding }) => settle(finding.verdict, level))
  if (scoredIn !== undefined && !verdicts.some(isFinding)) {
    const because = `found only in ${noun} that ${listed(askers)} ${askers.length === 1 ? 'scores' : 'score'}`
    return { verdict: 'skip', expected: says, got: '', because, scoredIn, deciding: [] }
  }
  const verdict = worst(hasPass ? [...verdicts, 'pass'] : verdicts)
  const deciding = grouped(found.filter(({ finding }) => settle(finding.verdict, level) === verdict))
  const items = deciding.flatMap((shown) => shown.items)
  const named = deciding.slice(0, MOST_FINDINGS).map(({ finding }) => finding)
  const findings = named.length > 0 ? named : [{ verdict, because: '' }]
  const judged = conclude(testCase, { expected: says, got: '', findings })
  const judgedAnswers = verdict === 'skip' ? '' : `the ${noun} in ${caseCount(casesOf(matching).length)}`
  const got = judged.got === '' ? judgedAnswers : judged.got + whereWords(items, matching)
  return { ...judged, got, deciding: items.length > 0 ? items : [first] }
}
