import type { CaseOf } from '../case/case'
import { meaningOf } from '../case/catalogue'
import { clauseName } from '../case/clause'
import type { Observation } from '../case/observation'
import type { Traffic } from '../case/recording'
import type { CaseResult, PartResult } from '../case/results'
import { isFinding } from '../case/verdicts'
import { combine } from '../judge/combine'
import type { Judgement } from '../judge/conclude'
import { type Mask, storedExchange, tenth } from './stored-exchange'

/** Maximum number of exchanges that a case keeps. */
const MOST_EXCHANGES = 8

/** Maximum number of other cases that a finding names as its evidence. */
const MOST_EVIDENCE = 3

/** Something with the bytes of one connection: an observation of a server, or one exchange of a client. */
export interface Recorded {
  recording: Traffic
}

/** A case as far as its results need it. */
export type ResultCase = CaseOf<{ expect?: { says: string } }, { says: string }, unknown>

/** The judgement of one part, or of all answers of the run, with the observations that it rests on. */
export interface JudgedPart<Kept extends Recorded = Observation> extends Judgement {
  name: string
  observations: readonly Kept[]
  /** The ids of the cases that asked for the observations, where these are other cases. */
  evidence?: readonly string[]
}

/** What the result of a case is made of. */
export interface JudgedCase {
  testCase: ResultCase
  /** The number of its suite. */
  suite: number
  parts: readonly JudgedPart<Recorded>[]
  /** Observations that the parts were compared with: they are stored, too. */
  twins?: readonly Recorded[]
}

/** The observations that a case keeps: the first, then those that decided, then others up to the maximum. */
function kept(parts: readonly JudgedPart<Recorded>[], deciding: readonly JudgedPart<Recorded>[]): Recorded[] {
  const order = [...parts.slice(0, 1), ...deciding, ...parts].flatMap(({ observations }) => observations)
  const chosen = new Set([...new Set(order)].slice(0, MOST_EXCHANGES))
  return parts
    .flatMap(({ observations }) => observations)
    .filter((each, at, every) => chosen.has(each) && every.indexOf(each) === at)
}

/** The words of a judgement. They are masked because a target may send a secret back. */
function masked({ expected, got, because }: Judgement, mask: Mask) {
  return { expected, got: mask.text(got), because: mask.text(because) }
}

/** The result of a case, from the judgements of its parts; words and exchanges are masked. */
export function caseResult({ testCase, suite, parts, twins = [] }: JudgedCase, mask: Mask): CaseResult {
  const whole = combine(parts)
  const deciding = parts.filter(({ verdict }) => verdict === whole.verdict)
  const observations = [...new Set([...kept(parts, deciding), ...twins])].slice(0, MOST_EXCHANGES)
  const partResults: PartResult[] = parts.map(({ observations: own, ...judgement }) => ({
    name: judgement.name,
    verdict: judgement.verdict,
    ...masked(judgement, mask),
    exchanges: own.map((each) => observations.indexOf(each)).filter((at) => at >= 0),
  }))
  const found = isFinding(whole.verdict) ? deciding : []
  const evidence = found.flatMap((each) => each.evidence ?? []).slice(0, MOST_EVIDENCE)
  const recordings = parts.flatMap((each) => each.observations).map(({ recording }) => recording)
  return {
    ...emptyResult(testCase, suite),
    verdict: whole.verdict,
    ...masked(whole, mask),
    ...blameOf(whole),
    ...(whole.scoredIn ? { scoredIn: whole.scoredIn } : {}),
    ...(whole.party ? { party: whole.party } : {}),
    durationMs: tenth(Math.max(0, ...recordings.map(({ endedMs }) => endedMs))),
    ...(partResults.length > 1 ? { parts: partResults } : {}),
    ...(evidence.length > 0 ? { evidence } : {}),
    exchanges: observations.map(({ recording }) => storedExchange(recording, mask)),
  }
}

/** The cause and the harm of a finding; null where the verdict is none. */
function blameOf({ verdict, blame }: Judgement): Pick<CaseResult, 'cause' | 'impact'> {
  return isFinding(verdict) && blame ? blame : { cause: null, impact: null }
}

/** What is required of the parts of a case, or of the answers that a derived case judges. */
function expectedOf({ parts = [], derived }: ResultCase): string {
  const expected = new Set(parts.flatMap(({ expect }) => (expect ? [expect.says] : [])))
  return [...expected].join('; ') || (derived?.says ?? '')
}

/** The result of a case that has no judgement: inconclusive, without a reason and without exchanges. */
export function emptyResult(testCase: ResultCase, suite: number): CaseResult {
  return {
    id: testCase.id,
    suite,
    title: testCase.title,
    level: testCase.level,
    contested: testCase.contested !== undefined,
    source: [...new Set(testCase.source.map(clauseName))],
    ...(meaningOf(testCase) > 1 ? { meaning: meaningOf(testCase) } : {}),
    verdict: 'inconclusive',
    expected: expectedOf(testCase),
    got: '',
    because: '',
    cause: null,
    impact: null,
    durationMs: 0,
    stable: true,
    known: null,
    exchanges: [],
  }
}

/** The result of a case whose finding is the fault that the case `scorer` scores: it is skipped, with all its parts. */
export function referringResult(result: CaseResult, scorer: string): CaseResult {
  const because = `the same fault as in ${scorer}, which scores it`
  const { party: _, ...rest } = result
  const parts = result.parts?.map((part): PartResult => ({ ...part, verdict: 'skip', because }))
  return {
    ...rest,
    verdict: 'skip',
    because,
    cause: null,
    impact: null,
    scoredIn: scorer,
    ...(parts ? { parts } : {}),
  }
}

/** The result of a case that was sent and cannot be judged: an empty result with what was exchanged. */
export function unjudgedResult(
  testCase: ResultCase,
  suite: number,
  observations: readonly Recorded[],
  mask: Mask,
): CaseResult {
  const kept = observations.slice(0, MOST_EXCHANGES)
  return {
    ...emptyResult(testCase, suite),
    exchanges: kept.map(({ recording }) => storedExchange(recording, mask)),
  }
}
