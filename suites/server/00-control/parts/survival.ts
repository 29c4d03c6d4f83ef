import type { Evidence } from '../../../../harness/case/case'
import type { Finding } from '../../../../harness/case/expectation'
import { gaveNoResponse } from '../../../../harness/judge/answer'
import { describe } from '../../../../harness/judge/outcome'

/** What connect(2) says where nobody listens any more; other codes tell of the network or of this machine. */
const GONE = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']

function isRefused({ observation: { recording } }: Evidence): boolean {
  return recording.connectedMs === null && GONE.includes(recording.errorCode ?? 'ETIMEDOUT')
}

function isAccepted({ observation }: Evidence): boolean {
  return observation.opened
}

/** The tries of each control: those in a row that follow the same. */
function byControl(controls: readonly Evidence[]): Evidence[][] {
  const groups: Evidence[][] = []
  for (const each of controls) {
    const last = groups.at(-1)
    if (last?.[0]?.part === each.part) last.push(each)
    else groups.push([each])
  }
  return groups
}

/** What the tries of a control tell about the server: what the `telling` one saw, and why that counts, in words for what ran before. */
interface Life {
  verdict: Finding['verdict']
  saw: string
  because: (after: string) => string
  telling: Evidence
}

/** What the tries of one control, of which the last decides, tell about the server. */
function lifeAfter(tries: readonly Evidence[]): Life | null {
  const last = tries.at(-1)
  const refusal = tries.find(isRefused)
  const telling =
    refusal ?? (last && !isAccepted(last) ? last : tries.find(({ observation }) => gaveNoResponse(observation)))
  if (!telling || !last) return null
  const life = (verdict: Finding['verdict'], because: Life['because']): Life => ({
    verdict,
    saw: describe(telling.observation),
    because,
    telling,
  })
  if (refusal) return life('fail', (after) => `RFC 9110 17.5: behind ${after} the server was down`)
  if (gaveNoResponse(last.observation))
    return life(
      'fail',
      (after) => `RFC 9110 17.5: behind ${after} the server answered nobody, through ${tries.length} tries`,
    )
  if (isAccepted(last)) return life('observed', () => 'a later try was answered 101')
  return life('inconclusive', () => 'a refusal may be a rate limit or a ban list')
}

/** True where one case alone ran before the control, and not suites beside each other. */
function namesCase({ telling }: Life): boolean {
  return !/^suites? /.test(telling.part)
}

/** Each case behind which the server was down where it was sent alone; failing those, what ran when that first happened. */
function deaths(fails: readonly Life[]): Life[] {
  const alone = fails.filter(namesCase)
  return alone.length > 0 ? alone : fails.slice(0, 1)
}

/** Lives as one finding: those that saw the same share its words. */
function asOne(told: readonly [Life, ...Life[]]): Finding & { shownBy: Evidence[] } {
  const kindOf = ({ saw, because }: Life) => `${saw} ${because('')}`
  const kinds = new Map(told.map((life) => [kindOf(life), life]))
  const words = [...kinds].map(([kind, { saw, because }]) => {
    const alike = told.filter((life) => kindOf(life) === kind)
    const after = alike.map(({ telling }) => telling.part).join(', ')
    return { got: `after ${after}: ${saw}`, because: because(after) }
  })
  return {
    verdict: told[0].verdict,
    got: words.map(({ got }) => got).join('; '),
    because: words.map(({ because }) => because).join('; '),
    shownBy: told.map(({ telling }) => telling),
  }
}

/** The controls that were not accepted after one that was tell what brought the server down. */
export function lives(evidence: readonly Evidence[]): Finding | null {
  const controls = byControl(evidence.filter(({ from }) => from === 'control'))
  const first = controls.findIndex((tries) => tries.some(isAccepted))
  if (first < 0) return { verdict: 'inconclusive', because: 'no correct handshake was answered 101' }
  const found = controls.slice(first + 1).flatMap((tries) => lifeAfter(tries) ?? [])
  const by = (verdict: Finding['verdict']) => found.filter((life) => life.verdict === verdict)
  const [telling, ...more] = deaths(by('fail'))
  if (telling) return asOne([telling, ...more])
  const [open] = [...by('inconclusive'), ...by('observed')]
  return open ? asOne([open]) : { verdict: 'pass', got: 'every control was answered 101', because: '' }
}
