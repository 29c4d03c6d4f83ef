import type { Case, Suite } from '../../case/case'
import type { Doubt } from './doubt'
import type { SendingOrder } from './order'

/** A suite whose cases are sent, with what its controls found meanwhile. */
export interface SuiteRun extends SendingOrder {
  suite: Suite
  /** False once a control during the suite did not pass at its first try: then answers prove nothing. */
  steady: boolean
  /** How the correct handshake was refused during the suite: a case that is refused alike shows nothing. */
  refusals: Set<string>
  /** The cases that have to be alone and were sent during the first phase. */
  early: Set<Case>
  /** Those of them that must be sent once more. */
  again: Set<Case>
  /** The cases that are to be sent again. */
  doubts: readonly Doubt[]
}

/** A suite of which nothing was sent yet. */
export function newSuiteRun(suite: Suite, order: SendingOrder): SuiteRun {
  return { suite, ...order, steady: true, refusals: new Set(), early: new Set(), again: new Set(), doubts: [] }
}
