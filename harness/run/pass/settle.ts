import { sendAlone, sendOrLeave } from './alone'
import type { PassPieces } from './pieces'
import { MOST_WAITS, settleOne } from './settle-one'
import type { SuiteRun } from './suite-run'
import type { WaitingCase } from './waiting'

/** How many cases with drops are sent again at once. If their drops are confirmed, those of the other cases count. */
const ENOUGH_DROPPED = 4

/**
 * Begins the second phase: where a doubtful case was sent again before, that was its retry. Retries whose doubts did not
 * come are ended.
 */
export async function confirmForeseen(
  { waiting, retries, ledger }: PassPieces,
  suiteRuns: readonly SuiteRun[],
): Promise<void> {
  for (const suiteRun of suiteRuns)
    suiteRun.doubts = suiteRun.doubts.filter((doubt) => {
      if (!waiting.isForeseen(doubt.sentCase.testCase)) return true
      const decision = retries.decide(doubt)
      if (decision === 'believe') ledger.keep(suiteRun.suite, doubt.sentCase, doubt.parts)
      if (decision === 'retry') waiting.confirm(doubt)
      return false
    })
  await waiting.cancelForeseen()
}

/**
 * Ends the second phase: waits for the cases that were left to wait, and sends a control. Those during which every control
 * passed at once are judged, and the others are sent again, until nothing waits.
 */
export async function settleWaiting(pieces: PassPieces): Promise<void> {
  const { waiting } = pieces
  while (!waiting.isEmpty || waiting.deferred.length > 0) {
    if (!waiting.isEmpty) await settleRound(pieces)
    if (waiting.isEmpty) await decideDeferred(pieces)
  }
}

async function settleRound(pieces: PassPieces): Promise<void> {
  const { waiting, liveness, stop } = pieces
  const cases = await waiting.takeAll()
  await liveness.check(`cases ${cases.map(({ waited }) => waited.testCase.id).join(', ')}`)
  const again = cases.flatMap(({ waited, last }) => settleOne(pieces, waited, last) ?? [])
  let dropped = 0
  for (const waited of again) {
    if (stop.isReached()) return
    // Its turn comes once the drops of others are confirmed.
    if (waited.dropped && ++dropped > ENOUGH_DROPPED) waiting.add(waited)
    else await sendAgain(pieces, waited)
  }
}

/** The doubts that others of their kind were to decide. */
async function decideDeferred(pieces: PassPieces): Promise<void> {
  const { waiting, retries, ledger } = pieces
  for (const { suiteRun, doubt } of waiting.deferred.splice(0)) {
    const decision = retries.decide(doubt)
    if (decision === 'believe') ledger.keep(suiteRun.suite, doubt.sentCase, doubt.parts)
    if (decision === 'retry')
      await sendUnderWay(pieces, suiteRun, () => sendOrLeave(pieces, suiteRun, doubt.sentCase.testCase, { doubt }))
  }
}

async function sendAgain(pieces: PassPieces, waited: WaitingCase): Promise<void> {
  const { ledger, retries } = pieces
  const { suiteRun, testCase, doubt, earlier, tries } = waited
  await sendUnderWay(pieces, suiteRun, () =>
    tries < MOST_WAITS
      ? sendOrLeave(pieces, suiteRun, testCase, waited)
      : sendAlone(pieces, suiteRun, testCase, { doubted: earlier }),
  )
  if (doubt) retries.learn(doubt, ledger.verdictOf(testCase.id))
}

/** Sends cases of a suite, for which the controls meanwhile count. */
async function sendUnderWay({ liveness }: PassPieces, suiteRun: SuiteRun, send: () => Promise<void>): Promise<void> {
  liveness.begin(suiteRun)
  await send()
  liveness.end(suiteRun)
}
