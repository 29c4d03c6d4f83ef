import type { Case } from '../../case/case'
import type { JudgedPart } from '../case-result'
import { type Doubt, hasServerError, withoutSharedRefusal } from './doubt'
import { type Health, wasAway, wasGone } from './health'
import type { PassPieces } from './pieces'
import { sendCase, timedOut } from './send-case'
import type { SuiteRun } from './suite-run'

/**
 * The second phase of a pass, for one suite: sends cases one by one, with a control after each. First come the doubtful
 * cases or, where the target was unsteady during the suite, all its cases; then those that have to be alone.
 */
export async function runAlone(pieces: PassPieces, suiteRun: SuiteRun): Promise<void> {
  const { liveness } = pieces
  liveness.begin(suiteRun)
  if (suiteRun.steady) await retryDoubtful(pieces, suiteRun)
  else for (const testCase of suiteRun.together) await sendAlone(pieces, suiteRun, testCase)
  for (const testCase of suiteRun.alone) await sendAlone(pieces, suiteRun, testCase)
  liveness.end(suiteRun)
}

/** Sends the doubtful cases again, those with the fewest parts first, as far as the policy allows. */
async function retryDoubtful(pieces: PassPieces, suiteRun: SuiteRun): Promise<void> {
  const { ledger, retries } = pieces
  retries.beginSuite()
  for (const doubt of suiteRun.doubts.toSorted((a, b) => a.sentCase.parts.length - b.sentCase.parts.length)) {
    const decision = retries.decide(doubt)
    if (decision === 'believe') ledger.keep(suiteRun.suite, doubt.sentCase, doubt.parts)
    if (decision === 'retry') await retry(pieces, suiteRun, doubt)
  }
}

async function retry(pieces: PassPieces, suiteRun: SuiteRun, doubt: Doubt): Promise<void> {
  const { ledger, liveness, retries } = pieces
  const { testCase } = doubt.sentCase
  // Two controls in a row: where an address has a sound server and a broken one, a single control may always meet the
  // sound one.
  if (doubt.parts.some(hasServerError)) await liveness.check(`suite ${suiteRun.suite.number}`)
  await sendAlone(pieces, suiteRun, testCase)
  retries.learn(doubt, ledger.verdictOf(testCase.id))
}

/** Sends one case alone; a second time where it has no verdict and the target was only busy or unsteady. */
async function sendAlone(pieces: PassPieces, suiteRun: SuiteRun, testCase: Case): Promise<void> {
  const { session, judge, ledger, liveness, retries, stop } = pieces
  const tries = testCase.hurts || testCase.connections !== undefined ? 1 : 2
  for (let left = tries; left > 0 && !stop.isReached(); left--) {
    const { vouching } = liveness
    const sentCase = await sendCase(session, testCase, { alone: true })
    const health = await liveness.check(testCase.id)
    if (stop.interrupted) return
    if (health !== 'steady' && !wasAway(health) && retries.isTooUnsteady())
      stop.giveUp('the correct handshake was answered with 101 only now and then')
    const parts = vouchesFor(health, testCase)
      ? judge.parts(sentCase, vouching).map((part) => withoutSharedRefusal(part, suiteRun.refusals))
      : null
    const mayRepeat = left > 1 && !wasAway(health) && !timedOut(sentCase) && stop.because === null
    if (mayRepeat && hasNoVerdict(parts)) continue
    if (parts) ledger.keep(suiteRun.suite, sentCase, parts)
    else ledger.keepUnproven(suiteRun.suite, sentCase, wasGone(health))
    return
  }
}

/** True where the control after a case vouches for its answers. */
function vouchesFor(health: Health, testCase: Case): boolean {
  // A destructive case may keep the server busy. Its answer counts all the same; 0.06 reports the silence.
  return health === 'steady' || (health === 'busy' && testCase.hurts === true)
}

function hasNoVerdict(parts: readonly JudgedPart[] | null): boolean {
  return parts === null || parts.some(({ verdict }) => verdict === 'inconclusive')
}
