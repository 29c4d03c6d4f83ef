import type { Case } from '../../case/case'
import type { Evidence } from '../../case/derived'
import type { Doubt } from './doubt'
import type { SentCase } from './send-case'
import type { SuiteRun } from './suite-run'

/** So many doubts of one kind wait at once: where they are confirmed, others of that kind are believed. */
export const ENOUGH_WAITING = 4

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

/** A case that was sent again before its first try has ended: that try will be doubtful if nothing comes any more. */
export interface ForeseenRetry extends WaitingCase {
  doubt: Doubt
  /** Ends its connections where the retry is not needed. */
  cancel: () => void
}

/** The cases of a pass that wait while others are sent. */
export class Waiting {
  readonly cases: WaitingCase[] = []
  /** Doubts that need no retry where those of the same kind are confirmed. */
  readonly deferred: { suiteRun: SuiteRun; doubt: Doubt }[] = []
  private readonly foreseen = new Map<Case, ForeseenRetry>()

  /** How many doubts like this one wait. */
  countLike({ verdict, waitedFor }: Doubt): number {
    const all = [...this.cases, ...this.foreseen.values()]
    return all.filter(({ doubt }) => doubt?.verdict === verdict && doubt.waitedFor === waitedFor).length
  }

  /** Adds a retry whose doubt is foreseen. */
  foresee(retry: ForeseenRetry): void {
    this.foreseen.set(retry.testCase, retry)
  }

  /** True where a case was sent again before its doubt came. */
  isForeseen(testCase: Case): boolean {
    return this.foreseen.has(testCase)
  }

  /** The doubt about this case has come: its retry waits with the others. False where it was not sent again before. */
  confirm(doubt: Doubt): boolean {
    const retry = this.foreseen.get(doubt.sentCase.testCase)
    if (!retry) return false
    this.foreseen.delete(retry.testCase)
    this.cases.push({ ...retry, doubt })
    return true
  }

  /** Ends the retries whose doubts did not come. */
  async cancelForeseen(): Promise<void> {
    const all = [...this.foreseen.values()]
    this.foreseen.clear()
    for (const { cancel } of all) cancel()
    await Promise.all(all.map(({ sent }) => sent))
  }
}
