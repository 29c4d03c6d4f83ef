import type { Case } from '../../case/case'
import { type Doubt, doubtOf, withoutSharedRefusal } from './doubt'
import type { FlyingCase } from './in-flight'
import type { PassPieces } from './pieces'
import { isSound } from './proof'
import { sendLeaving } from './send-case'
import { settleEnded } from './settle-one'
import type { SuiteRun } from './suite-run'
import { trimmedCase } from './trimmed-case'
import { ENOUGH_WAITING } from './waiting'

/**
 * While the connections of the first phase only wait, sends what the second phase would send: the cases that have to be
 * alone, and those whose first try will be doubtful if nothing comes any more. Each goes out while nothing else is sent or
 * received, with a control after it. Where one of these controls does not pass at once, this ends, and what it may have
 * touched is sent again in the second phase.
 * @param together ends with the first phase
 */
export async function runEarly(
  pieces: PassPieces,
  suiteRuns: readonly SuiteRun[],
  together: Promise<void>,
): Promise<void> {
  const { session, stop, liveness, inFlight } = pieces
  const { unsteady } = liveness
  let isOver = session.options.adapts !== true || session.options.bail !== undefined
  const over = together.then(() => {
    isOver = true
  })
  while (!isOver && !stop.isReached() && liveness.unsteady === unsteady) {
    settleEnded(pieces)
    const changed = inFlight.changed()
    const send = inFlight.allBegun && session.leavesWaiting ? nextOf(pieces, suiteRuns) : null
    if (send === null) await Promise.race([over, changed])
    else {
      await Promise.race([over, session.rests()])
      if (!isOver) await send()
    }
  }
}

/** What is sent next; null where nothing is to be sent now. */
function nextOf(pieces: PassPieces, suiteRuns: readonly SuiteRun[]): (() => Promise<void>) | null {
  for (const suiteRun of suiteRuns) {
    // Many connections at once are no test of a target on which others wait.
    const testCase = suiteRun.alone.find((each) => !suiteRun.early.has(each) && each.connections === undefined)
    if (testCase) return () => sendEarly(pieces, suiteRun, testCase)
  }
  const foreseen = nextDoubt(pieces)
  return foreseen && (() => retryEarly(pieces, foreseen))
}

/** A case with the doubt that there will be about it. */
interface Foreseen {
  flying: FlyingCase
  doubt: Doubt
}

/** The case with the fewest parts that will be doubtful. Of each kind of doubt, as many are confirmed early as are enough. */
function nextDoubt({ inFlight, judge, liveness, waiting }: PassPieces): Foreseen | null {
  const candidates = inFlight.cases.flatMap((flying): Foreseen[] => {
    if (waiting.isForeseen(flying.testCase)) return []
    const sofar = flying.sofar()
    const doubt = sofar && doubtOf(sofar, judge.parts(sofar, liveness.vouching))
    return doubt === null || doubt.waitedFor === null || waiting.countLike(doubt) >= ENOUGH_WAITING
      ? []
      : [{ flying, doubt }]
  })
  const [first] = candidates.toSorted((a, b) => a.doubt.sentCase.parts.length - b.doubt.sentCase.parts.length)
  return first ?? null
}

/** The words for what was sent before a control: a case, while others wait. */
function afterCase({ id }: Case): string {
  return `cases ${id} and others that wait`
}

/** Sends a case that has to be alone. What it gives is kept where it was left to wait, or where its control passed at once. */
async function sendEarly(pieces: PassPieces, suiteRun: SuiteRun, testCase: Case): Promise<void> {
  const { session, liveness, waiting, judge, ledger } = pieces
  const { vouching, unsteady } = liveness
  suiteRun.early.add(testCase)
  const { sent, first } = await sendLeaving(session, testCase)
  if (first === null) {
    waiting.add({ suiteRun, testCase, sent, vouching, unsteady, tries: 1, dropped: false })
    return
  }
  const health = await liveness.check(afterCase(testCase))
  const parts = judge.parts(first, vouching).map((part) => withoutSharedRefusal(part, suiteRun.refusals))
  const kept = trimmedCase({ sentCase: first, parts })
  if (health === 'steady' && !first.isCut && isSound(kept)) ledger.keep(suiteRun.suite, kept.sentCase, kept.parts)
  else suiteRun.again.add(testCase)
}

/** Sends a case again before the doubt about its first try has come. */
async function retryEarly(pieces: PassPieces, { flying, doubt }: Foreseen): Promise<void> {
  const { session, liveness, waiting } = pieces
  const { suiteRun, testCase } = flying
  const { vouching, unsteady } = liveness
  const ending = new AbortController()
  const { sent, first } = await sendLeaving(session, testCase, ending.signal)
  const waited = { suiteRun, testCase, doubt, sent, vouching, unsteady, tries: 1, dropped: false }
  waiting.foresee({ ...waited, cancel: () => ending.abort() })
  if (first !== null) await liveness.check(afterCase(testCase))
}
