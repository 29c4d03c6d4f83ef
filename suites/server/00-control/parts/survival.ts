import type { Finding } from '../../../../harness/case/check'
import { rfc9110 } from '../../../../harness/case/clause'
import type { Evidence } from '../../../../harness/case/derived'
import type { Verdict } from '../../../../harness/case/verdicts'
import { gaveNoResponse } from '../../../../harness/judge/answer'
import { scoredIn } from '../../../../harness/judge/checks'
import { describe } from '../../../../harness/judge/describe'
import { reasonOf } from '../../parts/reason'

/** What no limit on the processing of a request leads to. */
export const costsAreLimited = rfc9110(
  '17.5',
  '',
  'Failure to limit such processing can result in arbitrary code execution due to buffer or arithmetic overflows, and increased vulnerability to denial-of-service attacks.',
)

/** No server listens on the port. A reset comes from somebody who listens, and other errors from the network or this machine. */
function isRefused({ observation: { recording } }: Evidence): boolean {
  return recording.connectedMs === null && recording.errorCode === 'ECONNREFUSED'
}

/** The server took the connection and sent nothing until the deadline. */
function isSilent({ observation }: Evidence): boolean {
  return gaveNoResponse(observation) && observation.recording.ended === 'timeout'
}

function isAccepted({ observation }: Evidence): boolean {
  return observation.opened
}

/** The controls with their tries. The tries of one control follow each other and have the same `part`: what ran before them. */
function byControl(tries: readonly Evidence[]): Evidence[][] {
  const groups: Evidence[][] = []
  for (const each of tries) {
    const last = groups.at(-1)
    if (last?.[0]?.part === each.part) last.push(each)
    else groups.push([each])
  }
  return groups
}

/** What one control shows about the server: the try that decides, its answer in words, and why that matters after `after`. */
interface ControlFinding {
  verdict: Finding['verdict']
  answer: string
  because: (after: string) => string
  decidedBy: Evidence
}

/** Why a server that was away for a moment is not blamed. */
const ONCE_AWAY = 'no server listened for a moment, and no case that was sent alone made that happen twice'

/** How often no server listened and then a try was accepted. */
function comebacks(tries: readonly Evidence[]): number {
  let count = 0
  let wasAway = false
  for (const each of tries) {
    if (isRefused(each)) wasAway = true
    if (!isAccepted(each)) continue
    if (wasAway) count += 1
    wasAway = false
  }
  return count
}

/** True where one case alone ran before the control, and not several suites or cases. */
function followsOneCase({ part }: Evidence): boolean {
  return !/^(?:suites?|cases) /.test(part)
}

/** The server is down: at the last try, or after this one case both times that it was sent. */
function isDown(tries: readonly Evidence[], last: Evidence): boolean {
  return isRefused(last) || (followsOneCase(last) && comebacks(tries) > 1)
}

/** Judges the tries of one control; null where nothing is wrong. */
function judgeControl(tries: readonly Evidence[]): ControlFinding | null {
  const last = tries.at(-1)
  if (last === undefined) return null
  const refusal = tries.find(isRefused)
  const finding = (verdict: Finding['verdict'], because: ControlFinding['because'], decidedBy = last) => {
    return { verdict, answer: describe(decidedBy.observation), because, decidedBy }
  }
  if (refusal && isDown(tries, last))
    return finding('fail', (after) => reasonOf(costsAreLimited, `after ${after} the server was down`), refusal)
  if (tries.every(isSilent)) {
    const because = (after: string) =>
      reasonOf(costsAreLimited, `after ${after} the server gave no response in ${tries.length} tries`)
    return finding('fail', because)
  }
  if (refusal && isAccepted(last)) return finding('inconclusive', () => ONCE_AWAY, refusal)
  if (!isAccepted(last))
    return finding('inconclusive', () => 'the refusal may be a rate limit, a ban list or the network')
  const late = tries.find(({ observation }) => gaveNoResponse(observation))
  return late ? finding('observed', () => 'a later try was answered 101', late) : null
}

/** The failures that follow one case each. Where there are none, the first failure: what ran before it is all that is known. */
function failuresToName(failures: readonly ControlFinding[]): ControlFinding[] {
  const afterOneCase = failures.filter(({ decidedBy }) => followsOneCase(decidedBy))
  return afterOneCase.length > 0 ? afterOneCase : failures.slice(0, 1)
}

/** Joins findings to one; those with the same answer and reason are worded once. */
function joined(findings: readonly [ControlFinding, ...ControlFinding[]]): Finding & { shownBy: Evidence[] } {
  const kindOf = ({ answer, because }: ControlFinding) => `${answer} ${because('')}`
  const kinds = new Map(findings.map((finding) => [kindOf(finding), finding]))
  const words = [...kinds].map(([kind, { answer, because }]) => {
    const alike = findings.filter((finding) => kindOf(finding) === kind)
    const after = alike.map(({ decidedBy }) => decidedBy.part).join(', ')
    return { got: `after ${after}: ${answer}`, because: because(after) }
  })
  return {
    verdict: findings[0].verdict,
    got: words.map(({ got }) => got).join('; '),
    because: words.map(({ because }) => because).join('; '),
    shownBy: findings.map(({ decidedBy }) => decidedBy),
  }
}

/** The failures to report without those after a case that fails itself for it; the id of such a case, where that are all. */
function withoutScored(failures: readonly ControlFinding[], verdictOf: (id: string) => Verdict | undefined) {
  const scorerOf = ({ decidedBy: { part } }: ControlFinding) => (verdictOf(part) === 'fail' ? part : undefined)
  const own = failures.filter((failure) => scorerOf(failure) === undefined)
  const scorer = failures.flatMap((failure) => scorerOf(failure) ?? [])[0]
  return { own, scorer: own.length === 0 ? scorer : undefined }
}

/**
 * 0.06: judges every control after the first that was accepted, and names what ran before one that failed. A destructive
 * case that took the server down fails itself, and scores that.
 */
export function survives(
  evidence: readonly Evidence[],
  _: unknown,
  verdictOf: (id: string) => Verdict | undefined,
): Finding | null {
  const controls = byControl(evidence.filter(({ from }) => from === 'control'))
  const first = controls.findIndex((tries) => tries.some(isAccepted))
  if (first < 0) return { verdict: 'inconclusive', because: 'no correct handshake was answered 101' }
  const findings = controls.slice(first + 1).flatMap((tries) => judgeControl(tries) ?? [])
  const having = (verdict: Finding['verdict']) => findings.filter((finding) => finding.verdict === verdict)
  const { own, scorer } = withoutScored(failuresToName(having('fail')), verdictOf)
  const [failure, ...more] = own
  if (failure) return joined([failure, ...more])
  if (scorer !== undefined) return scoredIn(scorer, `no server listened after ${scorer}`)
  const [other] = [...having('inconclusive'), ...having('observed')]
  return other ? joined([other]) : { verdict: 'pass', got: 'every control was answered 101', because: '' }
}
