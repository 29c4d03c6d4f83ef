import type { Session } from '../session'
import type { CaseJudge } from './case-judge'
import type { Drops } from './drops'
import type { InFlight } from './in-flight'
import type { Ledger } from './ledger'
import type { Liveness } from './liveness'
import type { RetryPolicy } from './retry-policy'
import type { Stop } from './stop'
import type { Waiting } from './waiting'

/** The pieces of one pass; both of its phases work with all of them. */
export interface PassPieces {
  session: Pick<
    Session,
    | 'time'
    | 'rests'
    | 'leavesWaiting'
    | 'isDistant'
    | 'send'
    | 'sendInTurn'
    | 'sendAtOnce'
    | 'options'
    | 'waitMs'
    | 'hasRoom'
  >
  judge: CaseJudge
  ledger: Ledger
  drops: Drops
  liveness: Liveness
  waiting: Waiting
  inFlight: InFlight
  retries: RetryPolicy
  stop: Stop
}
