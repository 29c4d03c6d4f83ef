import type { Case } from '../../case/case'
import type { Evidence } from '../../case/derived'
import type { JudgedPart } from '../case-result'
import type { CaseJudge } from './case-judge'
import { type Doubt, doubtOf } from './doubt'
import { longestWaitMs } from './order'
import type { PassPieces } from './pieces'
import { type SentCase, type SoFar, sendCase } from './send-case'
import type { SuiteRun } from './suite-run'
import { isHeavy, trimmedCase } from './trimmed-case'

/**
 * The first phase of a pass: sends the cases that need not be alone, suite by suite, with a control after each suite. A
 * suite begins while the previous suites still wait, so that the waits overlap. With --bail, a suite begins only when
 * the previous suites have ended. Afterwards, `doubts` of each steady suite has the cases that must be sent again.
 */
export async function runTogether(pieces: PassPieces, suiteRuns: readonly SuiteRun[]): Promise<void> {
  const { session, stop, inFlight } = pieces
  const longestMs = ({ together: [first] }: SuiteRun) =>
    first ? longestWaitMs(first, (part) => session.waitMs(part)) : 0
  const ended: Promise<void>[] = []
  for (const suiteRun of suiteRuns.toSorted((a, b) => longestMs(b) - longestMs(a))) {
    if (suiteRun.together.length === 0 || stop.isReached()) continue
    ended.push(runSuite(pieces, suiteRun))
    await (session.options.bail === undefined ? session.hasRoom() : Promise.all(ended))
  }
  inFlight.begun()
  await Promise.all(ended)
}

async function runSuite(pieces: PassPieces, suiteRun: SuiteRun): Promise<void> {
  const { session, liveness, judge, inFlight } = pieces
  const { vouching } = liveness
  liveness.begin(suiteRun)
  const send = async (testCase: Case) => {
    const onWait = (sofar: SoFar) => inFlight.add({ suiteRun, testCase, sofar })
    const sentCase = await sendCase(session, testCase, { onWait })
    inFlight.remove(testCase)
    return judgedEarly(sentCase, judge, vouching)
  }
  const sentCases = await Promise.all(suiteRun.together.map(send))
  await liveness.check(liveness.suitesUnderWay())
  liveness.end(suiteRun)
  if (suiteRun.steady) suiteRun.doubts = keepUndoubted(pieces, suiteRun, sentCases, vouching)
}

/** A case that was sent, and its judged parts where it was judged at once. */
interface Sent {
  sentCase: SentCase
  parts: readonly JudgedPart[] | null
}

/** Judges a case at once whose observations take up much memory, and trims them. Others wait for the control after them. */
function judgedEarly(sentCase: SentCase, judge: CaseJudge, vouching: Evidence): Sent {
  return isHeavy(sentCase)
    ? trimmedCase({ sentCase, parts: judge.parts(sentCase, vouching) })
    : { sentCase, parts: null }
}

/** Keeps the cases whose judgements hold, and gives the others. */
function keepUndoubted(
  { judge, ledger }: PassPieces,
  { suite }: SuiteRun,
  sentCases: readonly Sent[],
  vouching: Evidence,
): Doubt[] {
  return sentCases.flatMap(({ sentCase, parts: early }) => {
    if (sentCase.isCut) return []
    const parts = early ?? judge.parts(sentCase, vouching)
    const doubt = doubtOf(sentCase, parts)
    if (doubt === null) ledger.keep(suite, sentCase, parts)
    return doubt ?? []
  })
}
