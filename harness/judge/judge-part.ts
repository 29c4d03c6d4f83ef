import type { Case, Part } from '../case/case'
import type { Finding, JudgeContext } from '../case/check'
import type { Expectation } from '../case/expectation'
import type { Observation } from '../case/observation'
import { isFinding, type Verdict } from '../case/verdicts'
import { type AcceptanceFault, acceptanceFaults } from './acceptance'
import { statusOf } from './answer'
import { conclude, type Judgement, settle, type Treatment } from './conclude'
import { cutSteps, missingEvidence, PARTLY_READ } from './cut'
import { describe } from './describe'
import { outcomesOf } from './outcome'

const CASE_OF_FAULT = { accept: '7.01', upgrade: '7.04', connection: '7.05', dead: '7.23' } as const

/** Why a row gives no verdict, where no check says more. */
const NO_EVIDENCE = 'such an answer may have reasons of its own, and no clause obliges a server to accept'

/** Reads the verdict of an observation in the table of an expectation. Faults of the control, and those `tolerated`, do not count. */
function readTable(
  expectation: Expectation,
  observation: Observation,
  { control, slowestControlMs }: JudgeContext,
  tolerated: readonly AcceptanceFault[] = [],
): Finding {
  const outcomes = outcomesOf(observation, [...acceptanceFaults(control), ...tolerated], slowestControlMs)
  for (const outcome of outcomes) {
    const verdict = expectation.table[outcome]
    if (verdict === undefined) continue
    const blame = expectation.blames?.[outcome]
    const shared = outcome === 'accept' ? acceptanceFaults(observation) : []
    const scoredIn = shared.map((fault) => CASE_OF_FAULT[fault]).join(', ')
    if (verdict === 'inconclusive') return { verdict, because: NO_EVIDENCE }
    return {
      verdict,
      because: scoredIn ? `as good as the control's own 101, whose fault is scored in ${scoredIn}` : '',
      ...(blame ? { blame } : {}),
    }
  }
  return { verdict: 'error', because: `no row for ${outcomes.join(', ')}` }
}

/** Whether the verdict of the table would be the same without the cut: a later frame could only have shown that the link works. */
function holdsDespiteCut(testCase: Case, expectation: Expectation, observation: Observation, context: JudgeContext) {
  if (statusOf(observation) === null) return false
  if (!cutSteps(observation).includes('alive')) return true
  const onLiveLink = readTable(expectation, observation, context, ['dead'])
  return isFinding(settle(onLiveLink.verdict, testCase.level))
}

/** True where a check found in the head of the answer what gives this verdict. */
function showsInHead(testCase: Case, found: readonly Finding[], verdict: Verdict): boolean {
  return found.some((finding) => finding.fromHead === true && settle(finding.verdict, testCase.level) === verdict)
}

/** How the server treated the request. */
function treatmentOf(observation: Observation): Treatment {
  if (observation.opened) return 'accepted'
  return statusOf(observation) === null ? 'unanswered' : 'answered'
}

/**
 * Judges the observation of one part. Pure: the same observation and context give the same judgement.
 * Without a connection it is inconclusive, and so is a verdict that rests on something that wsspec itself cut (cut.ts).
 * @throws {Error} for a twin, which has no expectation
 */
export function judgePart(testCase: Case, part: Part, observation: Observation, context: JudgeContext): Judgement {
  const { expect } = part
  if (!expect) throw new Error(`${testCase.id}: the twin "${part.name}" is not judged`)
  const expected = expect.says
  const got = describe(observation)
  if (observation.recording.connectedMs === null)
    return { verdict: 'inconclusive', expected, got, because: 'a network error is no verdict' }
  const row = readTable(expect, observation, context)
  const found = expect.checks.map((check) => check(observation, context)).filter((finding) => finding !== null)
  const skip = found.find((finding) => finding.verdict === 'skip')
  if (skip) return conclude(testCase, { expected, got, findings: [skip] })
  const invalid = expect.table.accept === 'pass' ? {} : { invalid: treatmentOf(observation) }
  const judgement = conclude(testCase, { expected, got, findings: [row, ...found], ...invalid })
  const isAgainst = isFinding(judgement.verdict)
  if (!isAgainst && judgement.verdict !== 'pass') return judgement
  const missing = missingEvidence(observation, isAgainst)
  const isOfTable =
    settle(row.verdict, testCase.level) === judgement.verdict && (isAgainst || expect.checks.length === 0)
  if (missing === null || (isOfTable && holdsDespiteCut(testCase, expect, observation, context))) return judgement
  if (isAgainst && missing !== PARTLY_READ && showsInHead(testCase, found, judgement.verdict)) return judgement
  return { verdict: 'inconclusive', expected, got, because: missing }
}
