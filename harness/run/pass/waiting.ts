import type { Case } from '../../case/case'
import type { Evidence } from '../../case/derived'
import type { RunOptions } from '../target'
import type { Doubt } from './doubt'
import type { SentCase } from './send-case'
import type { SuiteRun } from './suite-run'

/** How many doubts of one kind are retried at once. If they are confirmed, later ones of that kind are not retried. */
export const ENOUGH_WAITING = 4

/** A case that was sent alone, and waits while others are sent: nothing comes, and controls are accepted meanwhile. */
export interface WaitingCase {
  suiteRun: SuiteRun
  testCase: Case
  /** Why it is sent again; undefined for one that is sent for the first time. */
  doubt?: Doubt | undefined
  /** The case as it was sent before. */
  earlier?: SentCase | undefined
  sent: Promise<SentCase>
  /** The control before it. */
  vouching: Evidence
  /** How many controls had not passed at once when it was sent. */
  unsteady: number
  /** How often it was left to wait, this time included. */
  tries: number
  /** A connection was dropped at an earlier one of these tries. */
  dropped: boolean
}

/** A case that was sent again before its first try has ended: that try will be doubtful if nothing comes any more. */
export interface ForeseenRetry extends WaitingCase {
  doubt: Doubt
  /** Ends its connections where the retry is not needed. */
  cancel: () => void
}

/** A case that has waited, and when its last connection ended, by the clock of the process, ms. */
export interface WaitedCase {
  waited: WaitingCase
  last: SentCase
  endedMs: number
}

/** The cases of a pass that wait while others are sent. */
export class Waiting {
  private readonly cases = new Map<WaitingCase, WaitedCase | null>()
  /** Doubts that need no retry where those of the same kind are confirmed. */
  readonly deferred: { suiteRun: SuiteRun; doubt: Doubt }[] = []
  private readonly onWait: RunOptions['onWait']
  private readonly foreseen = new Map<Case, ForeseenRetry>()

  /** @param onWait called each time that other cases wait */
  constructor(onWait?: RunOptions['onWait']) {
    this.onWait = onWait
  }

  private change(): void {
    const waiting = [...this.cases.values()].filter((ended) => ended === null).length
    this.onWait?.({ cases: waiting, what: waiting > 0 ? 'answer' : null })
  }

  /** Leaves a case to wait. */
  add(waited: WaitingCase): void {
    this.cases.set(waited, null)
    this.change()
    void waited.sent.then((last) => {
      if (!this.cases.has(waited)) return
      this.cases.set(waited, { waited, last, endedMs: performance.now() })
      this.change()
    })
  }

  get isEmpty(): boolean {
    return this.cases.size === 0
  }

  /** The cases that have ended meanwhile. They stay until they are removed. */
  get ended(): WaitedCase[] {
    return [...this.cases.values()].flatMap((each) => each ?? [])
  }

  remove(waited: WaitingCase): void {
    this.cases.delete(waited)
  }

  /** Waits until every case has ended, and takes them all. */
  async takeAll(): Promise<WaitedCase[]> {
    const all = [...this.cases.keys()]
    const last = await Promise.all(all.map(({ sent }) => sent))
    this.cases.clear()
    return all.map((waited, at) => ({ waited, last: last[at] as SentCase, endedMs: performance.now() }))
  }

  /** How many doubts like this one wait. */
  countLike({ verdict, waitedFor }: Doubt): number {
    const all = [...this.cases.keys(), ...this.foreseen.values()]
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
    this.add({ ...retry, doubt, earlier: doubt.sentCase })
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
