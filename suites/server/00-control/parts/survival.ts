import type { Finding } from '../../../../harness/case/check'
import type { Evidence } from '../../../../harness/case/derived'
import { gaveNoResponse } from '../../../../harness/judge/answer'
import { describe } from '../../../../harness/judge/describe'

/** The error codes of connect(2) when nobody listens any more; other codes come from the network or from this machine. */
const NOT_LISTENING = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']

function isRefused({ observation: { recording } }: Evidence): boolean {
  return recording.connectedMs === null && NOT_LISTENING.includes(recording.errorCode ?? 'ETIMEDOUT')
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

/** Judges the tries of one control. The last decides, unless one found nobody listening; null when nothing is wrong. */
function judgeControl(tries: readonly Evidence[]): ControlFinding | null {
  const last = tries.at(-1)
  const refusal = tries.find(isRefused)
  const decidedBy =
    refusal ?? (last && !isAccepted(last) ? last : tries.find(({ observation }) => gaveNoResponse(observation)))
  if (!decidedBy || !last) return null
  const finding = (verdict: Finding['verdict'], because: ControlFinding['because']): ControlFinding => ({
    verdict,
    answer: describe(decidedBy.observation),
    because,
    decidedBy,
  })
  if (refusal) return finding('fail', (after) => `RFC 9110 17.5: after ${after} the server was down`)
  if (gaveNoResponse(last.observation))
    return finding(
      'fail',
      (after) => `RFC 9110 17.5: after ${after} the server gave no response in ${tries.length} tries`,
    )
  if (isAccepted(last)) return finding('observed', () => 'a later try was answered 101')
  return finding('inconclusive', () => 'the refusal may be a rate limit or a ban list')
}

/** True where one case alone ran before the control, and not several suites at once. */
function followsOneCase({ decidedBy }: ControlFinding): boolean {
  return !/^suites? /.test(decidedBy.part)
}

/** The failures that follow one case each. Where there are none, the first failure: what ran before it is all that is known. */
function failuresToName(failures: readonly ControlFinding[]): ControlFinding[] {
  const afterOneCase = failures.filter(followsOneCase)
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

/** 0.06: judges every control after the first that was accepted, and names what ran before one that failed. */
export function survives(evidence: readonly Evidence[]): Finding | null {
  const controls = byControl(evidence.filter(({ from }) => from === 'control'))
  const first = controls.findIndex((tries) => tries.some(isAccepted))
  if (first < 0) return { verdict: 'inconclusive', because: 'no correct handshake was answered 101' }
  const findings = controls.slice(first + 1).flatMap((tries) => judgeControl(tries) ?? [])
  const having = (verdict: Finding['verdict']) => findings.filter((finding) => finding.verdict === verdict)
  const [failure, ...more] = failuresToName(having('fail'))
  if (failure) return joined([failure, ...more])
  const [other] = [...having('inconclusive'), ...having('observed')]
  return other ? joined([other]) : { verdict: 'pass', got: 'every control was answered 101', because: '' }
}
