import type { Case, Part } from '../case/case'
import { clauseName } from '../case/clause'
import type { Expectation, Finding, JudgeContext, RowVerdict } from '../case/expectation'
import type { Observation } from '../case/observation'
import type { Level } from '../case/results'
import { isFinding, VERDICT_ORDER, type Verdict, worst } from '../case/verdicts'
import { type AcceptanceFault, acceptanceFaults, statusOf } from './answer'
import { describe, outcomesOf } from './outcome'

/** The judgement of one part, in words a maintainer can check: required, seen, and why that is the verdict. */
export interface Judgement {
  verdict: Verdict
  expected: string
  got: string
  because: string
}

const CASE_OF_FAULT = { accept: '7.01', upgrade: '7.04', connection: '7.05', dead: '7.23' } as const

/** What stands beside a verdict that is none, where no check says more. */
const NO_EVIDENCE = 'such an answer may have reasons of its own, and no clause obliges a server to accept'

/** What `miss` means at a level; every other verdict is itself. */
export function settle(verdict: RowVerdict, level: Level): Verdict {
  if (verdict !== 'miss') return verdict
  if (level === 'MUST' || level === 'SECURITY') return 'fail'
  return level === 'SHOULD' ? 'warn' : 'observed'
}

function rowOf(expectation: Expectation, observation: Observation, tolerated: readonly AcceptanceFault[]): Finding {
  for (const outcome of outcomesOf(observation, tolerated)) {
    const verdict = expectation.table[outcome]
    if (verdict === undefined) continue
    const shared = outcome === 'accept' ? acceptanceFaults(observation) : []
    const as = shared.map((fault) => CASE_OF_FAULT[fault]).join(', ')
    if (verdict === 'inconclusive') return { verdict, because: NO_EVIDENCE }
    return { verdict, because: as ? `as good as the control's own 101, whose fault is scored in ${as}` : '' }
  }
  return { verdict: 'error', because: `no row for ${outcomesOf(observation, tolerated).join(', ')}` }
}

/** The steps whose own time limit the deadline of the case cut: waiting for an answer has no other limit. */
function cutSteps({ recording }: Observation): string[] {
  return recording.marks.filter((mark) => mark.cut && mark.what !== 'answer').map(({ what }) => what)
}

/** A response speaks for itself, whatever wait behind it was cut; but a sign of life might still have made a 101 good. */
function standsThoughCut(
  of: Case,
  expectation: Expectation,
  observation: Observation,
  tolerated: readonly AcceptanceFault[],
) {
  if (statusOf(observation) === null) return false
  const living = rowOf(expectation, observation, [...tolerated, 'dead'])
  return !cutSteps(observation).includes('alive') || isFinding(settle(living.verdict, of.level))
}

/** What stands beside every verdict that rests on RFC 6455 4.2.1, which binds a server that "finds" a mismatch; `sound` says there is none. */
function validation(of: Case, verdict: Verdict, sound: boolean): string {
  if (sound || !isFinding(verdict) || !of.source.some(({ rfc, section }) => rfc === 6455 && section === '4.2.1'))
    return ''
  return 'RFC 6455 10.7: incoming data MUST always be validated'
}

function becauseOf(of: Case, verdict: Verdict, findings: readonly Finding[], sound: boolean): string {
  const own = findings.map(({ because }) => because).filter((because) => because !== '')
  if (verdict === 'contested' && of.contested) own.push(of.contested.strict, `but: ${of.contested.lenient}`)
  if (own.length === 0 && isFinding(verdict)) own.push(of.source.map(clauseName).join(', '))
  const beside = own.some((text) => text.includes('RFC 6455 10.7')) ? '' : validation(of, verdict, sound)
  return [...new Set([...own, beside])].filter((text) => text !== '').join('; ')
}

/** Joins what was found into one judgement; the words are those of the findings that decide. `sound`: the request matches RFC 6455 4.2.1. */
export function conclude(
  of: Case,
  expected: string,
  got: string,
  findings: readonly Finding[],
  sound = false,
): Judgement {
  const settled = findings.map((finding) => ({ ...finding, verdict: settle(finding.verdict, of.level) }))
  const verdict = worst(settled.map((finding) => finding.verdict))
  const deciding = settled.filter((finding) => finding.verdict === verdict)
  const seen = [got, ...deciding.map((finding) => finding.got ?? '')].filter((text) => text !== '')
  return { verdict, expected, got: seen.join('; '), because: becauseOf(of, verdict, deciding, sound) }
}

/**
 * Judges what came of one part. Pure: the same observation and context give the same judgement.
 * A connection that never came about is inconclusive, and so is a bad verdict that rests on a wait which the deadline cut short.
 */
export function judgePart(of: Case, part: Part, observation: Observation, context: JudgeContext): Judgement {
  const expectation = part.expect
  if (!expectation) throw new Error(`${of.id}: the twin "${part.name}" is not judged`)
  const got = describe(observation)
  if (observation.recording.connectedMs === null)
    return { verdict: 'inconclusive', expected: expectation.says, got, because: 'a network error is no verdict' }
  const tolerated = acceptanceFaults(context.control)
  const row = rowOf(expectation, observation, tolerated)
  const noticed = expectation.checks.map((check) => check(observation, context)).filter((finding) => finding !== null)
  const skipped = noticed.find((finding) => finding.verdict === 'skip')
  if (skipped) return conclude(of, expectation.says, got, [skipped])
  const sound = expectation.table.accept === 'pass'
  const judgement = conclude(of, expectation.says, got, [row, ...noticed], sound)
  if (!isFinding(judgement.verdict) || cutSteps(observation).length === 0) return judgement
  const ofRow = settle(row.verdict, of.level) === judgement.verdict
  if (ofRow && standsThoughCut(of, expectation, observation, tolerated)) return judgement
  return { ...judgement, verdict: 'inconclusive', because: 'the deadline of the case cut a wait short (--timeout)' }
}

/** Names in a sentence: the first few, and how many more there are. */
export function listed(names: readonly string[]): string {
  return names.length > 6 ? `${names.slice(0, 6).join(', ')} and ${names.length - 6} more` : names.join(', ')
}

/** The judgement of a case as a whole: the verdict its parts come to, and the words of those that decide. */
export function combine(judgements: readonly (Judgement & { name: string })[]): Judgement {
  const verdict = worst(judgements.map((judgement) => judgement.verdict))
  const deciding = judgements.filter((judgement) => judgement.verdict === verdict)
  const only = judgements.length === 1
  const words = (pick: (judgement: Judgement) => string) => {
    const distinct = new Map<string, string[]>()
    for (const judgement of deciding) {
      const text = pick(judgement)
      if (text !== '') distinct.set(text, [...(distinct.get(text) ?? []), judgement.name])
    }
    return [...distinct].map(([text, names]) => (only ? text : `${listed(names)}: ${text}`)).join('; ')
  }
  const plain = (pick: (judgement: Judgement) => string) => [...new Set(deciding.map(pick))].filter(Boolean).join('; ')
  return { verdict, expected: plain((j) => j.expected), got: words((j) => j.got), because: plain((j) => j.because) }
}

/** True when `a` stands before `b` in the order of verdicts and is a finding against the target. */
export function isWorse(a: Verdict, b: Verdict): boolean {
  return isFinding(a) && VERDICT_ORDER.indexOf(a) < VERDICT_ORDER.indexOf(b)
}
