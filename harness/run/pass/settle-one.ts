import { withoutSharedRefusal } from './doubt'
import { type Answered, hasDrop, withAnswersOf } from './drops'
import type { PassPieces } from './pieces'
import { hasNoVerdict } from './proof'
import type { SentCase } from './send-case'
import { trimmedCase } from './trimmed-case'
import type { WaitingCase } from './waiting'

/** A case is left to wait so often. Then it is sent with nothing else. */
export const MOST_WAITS = 4

/** Judges a case that has waited; gives what must be sent again, and null where its verdict is known. */
export function settleOne(pieces: PassPieces, waited: WaitingCase, last: SentCase): WaitingCase | null {
  const { judge, drops, ledger, liveness, retries } = pieces
  const { suiteRun, testCase, doubt, earlier, vouching, unsteady, tries, dropped } = waited
  if (last.isCut) return null
  if (liveness.unsteady !== unsteady) return { ...waited, dropped: false }
  const sentCase = earlier ? withAnswersOf(earlier, last) : last
  const parts = judge.parts(sentCase, vouching).map((part) => withoutSharedRefusal(part, suiteRun.refusals))
  const isDropped = hasDrop(sentCase)
  if (hasNoVerdict(parts)) return { ...waited, earlier: sentCase, tries: MOST_WAITS }
  if (isDropped && tries < drops.triesFor({ sentCase, parts })) return { ...waited, earlier: sentCase, dropped: true }
  if (dropped && !isDropped) drops.learnChance()
  else if (dropped) drops.learnConfirmed()
  const answered: Answered = trimmedCase({ sentCase, parts })
  drops.keep(suiteRun.suite, answered)
  if (doubt) retries.learn(doubt, ledger.verdictOf(testCase.id))
  return null
}

/** Judges the cases that have waited and ended, and after which a control passed at once. The others go on waiting. */
export function settleEnded(pieces: PassPieces): void {
  const { waiting, liveness } = pieces
  for (const { waited, last, endedMs } of waiting.ended)
    if (endedMs < liveness.steadySinceMs && settleOne(pieces, waited, last) === null) waiting.remove(waited)
}
