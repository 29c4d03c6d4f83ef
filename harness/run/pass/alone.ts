import type { Case } from '../../case/case'
import type { Evidence } from '../../case/derived'
import type { JudgedPart } from '../case-result'
import { type Doubt, hasServerError, withoutSharedRefusal } from './doubt'
import { type Answered, hasDrop, withAnswersOf } from './drops'
import { type Health, wasAway, wasGone } from './health'
import type { PassPieces } from './pieces'
import { hasNoVerdict, isSound } from './proof'
import { type SentCase, sendCase, sendLeaving, timedOut } from './send-case'
import { settleEnded } from './settle-one'
import { MAY_HELP } from './stop'
import type { SuiteRun } from './suite-run'
import { trimmedCase } from './trimmed-case'
import { ENOUGH_WAITING } from './waiting'

/**
 * The second phase of a pass, for one suite: sends cases one by one, with a control after each. First come the doubtful
 * cases or, where the target was unsteady during the suite, all its cases; then those that have to be alone.
 */
export async function runAlone(pieces: PassPieces, suiteRun: SuiteRun): Promise<void> {
  const { liveness } = pieces
  liveness.begin(suiteRun)
  if (suiteRun.steady) await retryDoubtful(pieces, suiteRun)
  else for (const testCase of suiteRun.together) await sendOrLeave(pieces, suiteRun, testCase)
  for (const testCase of await rideAlong(pieces, suiteRun, unsent(suiteRun)))
    await sendOrLeave(pieces, suiteRun, testCase)
  liveness.end(suiteRun)
}

/** The cases that have to be alone and must be sent now. */
function unsent({ alone, early, again }: SuiteRun): Case[] {
  return alone.filter((testCase) => !early.has(testCase) || again.has(testCase))
}

/** A case that was sent, whose control is under way. */
interface Riding {
  sentCase: SentCase
  vouching: Evidence
  health: Promise<Health>
}

/**
 * Sends the cases that have to be alone to a target whose answers take their time. The control after a case goes out
 * together with the next case, and the parts of a case go out together. Where each control passes at once, and each part
 * is answered, that proves as much as waiting for it.
 * @returns the cases that must still be sent: all from the first whose control did not pass, and those without a verdict
 */
async function rideAlong(pieces: PassPieces, suiteRun: SuiteRun, alone: readonly Case[]): Promise<readonly Case[]> {
  const { session, liveness, stop } = pieces
  if (!session.isDistant || session.leavesWaiting || alone.length < 2) return alone
  const again: Case[] = []
  let riding: Riding | null = null
  for (const [at, testCase] of alone.entries()) {
    if (stop.isReached()) break
    const { vouching } = liveness
    const sentCase: SentCase = await sendCase(session, testCase)
    if (riding !== null && !(await holds(pieces, suiteRun, riding, again))) return [...again, ...alone.slice(at - 1)]
    const next = alone[at + 1]
    riding = { sentCase, vouching, health: liveness.check(next ? `cases ${testCase.id} and ${next.id}` : testCase.id) }
  }
  const isLastSound = riding === null || (await holds(pieces, suiteRun, riding, again))
  return isLastSound ? again : [...again, ...alone.slice(-1)]
}

/** Keeps a case whose control passed at once, or adds it to `again` where it has no verdict; false where the control did not pass. */
async function holds(pieces: PassPieces, suiteRun: SuiteRun, riding: Riding, again: Case[]): Promise<boolean> {
  const { judge, ledger } = pieces
  const { sentCase, vouching, health } = riding
  if ((await health) !== 'steady' || sentCase.isCut) return false
  const parts = judge.parts(sentCase, vouching).map((part) => withoutSharedRefusal(part, suiteRun.refusals))
  if (isSound({ sentCase, parts })) ledger.keep(suiteRun.suite, sentCase, parts)
  else again.push(sentCase.testCase)
  return true
}

/** Sends the doubtful cases again, those with the fewest parts first, as far as the policy allows. */
async function retryDoubtful(pieces: PassPieces, suiteRun: SuiteRun): Promise<void> {
  const { ledger, retries, session, waiting } = pieces
  retries.beginSuite()
  for (const doubt of suiteRun.doubts.toSorted((a, b) => a.sentCase.parts.length - b.sentCase.parts.length)) {
    if (session.leavesWaiting && doubt.waitedFor !== null && waiting.countLike(doubt) >= ENOUGH_WAITING) {
      waiting.deferred.push({ suiteRun, doubt })
      continue
    }
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
  await sendOrLeave(pieces, suiteRun, testCase, { doubt })
  retries.learn(doubt, ledger.verdictOf(testCase.id))
}

/** What is known of a case that is sent alone again. */
export interface SentBefore {
  /** Why it is sent again. */
  doubt?: Doubt | undefined
  /** The case as it was sent last. */
  earlier?: SentCase | undefined
  /** How often it was left to wait. */
  tries?: number
  /** A connection was dropped when it was sent alone. */
  dropped?: boolean
}

/** Sends one case alone. Where nothing comes and a control is accepted meanwhile, it is left to wait while others are sent. */
export async function sendOrLeave(
  pieces: PassPieces,
  suiteRun: SuiteRun,
  testCase: Case,
  before: SentBefore = {},
): Promise<void> {
  const { session, waiting, liveness, stop } = pieces
  const { doubt, earlier = doubt?.sentCase, tries = 0, dropped = false } = before
  if (stop.isReached()) return
  settleEnded(pieces)
  if (!session.leavesWaiting || testCase.connections !== undefined)
    return sendAlone(pieces, suiteRun, testCase, { doubted: earlier })
  const { vouching, unsteady } = liveness
  const { sent, first } = await sendLeaving(session, testCase)
  if (first !== null) return sendAlone(pieces, suiteRun, testCase, { doubted: earlier, first })
  waiting.add({ suiteRun, testCase, doubt, earlier, sent, vouching, unsteady, tries: tries + 1, dropped })
}

/** What one try of a case that was sent alone gave. */
interface Try {
  sentCase: SentCase
  health: Health
  /** The judgements; null where the control after the case does not vouch for its answers. */
  parts: readonly JudgedPart[] | null
}

/** How a case was sent before. */
interface Before {
  /** The case as it was sent beside others. */
  doubted?: SentCase | undefined
  /** The case as it was sent alone, before a control. */
  first?: SentCase
}

/** Sends a case alone, unless that was done, and a control after it. */
async function tryAlone(
  pieces: PassPieces,
  suiteRun: SuiteRun,
  testCase: Case,
  { doubted: earlier, first }: Before = {},
): Promise<Try> {
  const { session, judge, liveness, retries, stop } = pieces
  const { vouching } = liveness
  const last = first ?? (await sendCase(session, testCase, { alone: {} }))
  const health = await liveness.check(testCase.id)
  if (health !== 'steady' && !wasAway(health) && retries.isTooUnsteady())
    stop.giveUp(`the correct handshake was answered with 101 only now and then; ${MAY_HELP}`)
  const sentCase = earlier ? withAnswersOf(earlier, last) : last
  const parts = vouchesFor(health, testCase)
    ? judge.parts(sentCase, vouching).map((part) => withoutSharedRefusal(part, suiteRun.refusals))
    : null
  return parts ? { health, ...trimmedCase({ sentCase, parts }) } : { sentCase, health, parts }
}

/**
 * Sends one case alone; a second time where it has no verdict and the target was only busy or unsteady, and where no
 * server listened after it: only the second time shows that the case is the reason.
 */
export async function sendAlone(
  pieces: PassPieces,
  suiteRun: SuiteRun,
  testCase: Case,
  before: Before = {},
): Promise<void> {
  const { ledger, stop } = pieces
  const most = testCase.hurts || testCase.connections !== undefined ? 1 : 2
  let timesGone = 0
  for (let tries = 1; !stop.isReached(); tries++) {
    const { sentCase, health, parts } = await tryAlone(
      pieces,
      suiteRun,
      testCase,
      tries === 1 ? before : { doubted: before.doubted },
    )
    if (stop.interrupted || sentCase.isCut) return
    const isGone = wasGone(health)
    if (isGone) timesGone += 1
    if (isGone && timesGone === 1 && stop.because === null) continue
    const mayRepeat = tries < most && !wasAway(health) && !timedOut(sentCase) && stop.because === null
    if (mayRepeat && hasNoVerdict(parts)) continue
    if (parts) await keepProven(pieces, suiteRun, { sentCase, parts })
    else ledger.keepUnproven(suiteRun.suite, sentCase, isGone)
    return
  }
}

/** Keeps a case. Where connections were dropped, it is first sent again as often as that takes to be no chance. */
async function keepProven(pieces: PassPieces, suiteRun: SuiteRun, answered: Answered): Promise<void> {
  const { drops, stop } = pieces
  let best = answered
  const dropped = hasDrop(best.sentCase)
  const tries = drops.triesFor(best)
  for (let left = tries - 1; left > 0 && hasDrop(best.sentCase) && !stop.isReached(); left--) {
    const { sentCase, parts } = await tryAlone(pieces, suiteRun, best.sentCase.testCase, { doubted: best.sentCase })
    if (sentCase.isCut) return
    if (parts) best = { sentCase, parts }
  }
  if (dropped && !hasDrop(best.sentCase)) drops.learnChance()
  else if (tries > 1) drops.learnConfirmed()
  drops.keep(suiteRun.suite, best)
}

/** True where the control after a case vouches for its answers. */
function vouchesFor(health: Health, testCase: Case): boolean {
  // A destructive case may keep the server busy. Its answer counts all the same; 0.06 reports the silence.
  return health === 'steady' || (health === 'busy' && testCase.hurts === true)
}
