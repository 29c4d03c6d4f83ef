import type { Case } from '../../case/case'
import type { Evidence } from '../../case/derived'
import type { Doubt } from './doubt'
import type { SentCase } from './send-case'
import type { SuiteRun } from './suite-run'

/** A case that was sent alone, and waits while others are sent: nothing comes, and controls are accepted meanwhile. */
export interface WaitingCase {
  suiteRun: SuiteRun
  testCase: Case
  /** Why it is sent again; undefined for one that is sent for the first time. */
  doubt: Doubt | undefined
  sent: Promise<SentCase>
  /** The control before it. */
  vouching: Evidence
  /** How many controls had not passed at once when it was sent. */
  unsteady: number
}

/** The cases of a pass that wait while others are sent. */
export class Waiting {
  readonly cases: WaitingCase[] = []
  /** Doubts that need no retry where those of the same kind are confirmed. */
  readonly deferred: { suiteRun: SuiteRun; doubt: Doubt }[] = []

  /** How many doubts like this one wait. */
  countLike({ verdict, waitedFor }: Doubt): number {
    return this.cases.filter(({ doubt }) => doubt?.verdict === verdict && doubt.waitedFor === waitedFor).length
  }
}
