import type { Verdict } from '../../case/verdicts'

/** Maximum number of retries per suite that give no verdict, where the network or a busy target left cases without a verdict. */
const MOST_RETRIES_PER_SUITE = 16

/** How many retries of one kind of timeout have to confirm the verdict before later timeouts of that kind are not retried. */
const ENOUGH_CONFIRMED_TIMEOUTS = 4

/** Maximum number of timeout retries per pass; each may last a full deadline. */
const MOST_TIMEOUT_RETRIES = 40

/** Maximum number of cases per pass after which a listening target does not answer the first control with 101. */
const MOST_UNSTEADY_CASES = 32

/** Maximum number of restarts of a hung server per pass; each takes several deadlines of silence to notice. */
const MOST_RESTARTS = 4

/** A result that concurrency may have distorted. */
export interface Doubtful {
  verdict: Verdict
  /** What was waited for in vain: the kind of the step; null where everything came. */
  waitedFor: string | null
}

/**
 * What happens with a doubtful result: `retry` sends the case again, `believe` keeps the verdict as it is, `drop` leaves
 * the case without a verdict.
 */
export type Decision = 'retry' | 'believe' | 'drop'

/** Decides what a pass sends again and when it gives up, so that a bad target costs a bounded time. */
export class RetryPolicy {
  private retriesInSuite = 0
  private timeoutRetries = 0
  /** By the verdict and what was waited for. */
  private readonly confirmedWaits = new Map<string, number>()
  /** The kinds of waits that were not in vain when a case was sent alone. */
  private readonly wereLate = new Set<string>()
  private unsteadyCases = 0
  private restarts = 0

  /** Starts the count of retries of the next suite. */
  beginSuite(): void {
    this.retriesInSuite = 0
  }

  /** Decides about one doubtful result, and counts the retry. */
  decide(doubt: Doubtful): Decision {
    const { verdict, waitedFor } = doubt
    const isSlow = waitedFor !== null
    const isConfirmed = (this.confirmedWaits.get(kindOf(doubt)) ?? 0) >= ENOUGH_CONFIRMED_TIMEOUTS
    const wereLate = this.wereLate.has(kindOf(doubt))
    if (isSlow && !wereLate && isConfirmed) return 'believe'
    const isLimited = verdict === 'inconclusive' || (isSlow && wereLate)
    if (isLimited && this.retriesInSuite++ >= MOST_RETRIES_PER_SUITE) return 'drop'
    return isSlow && this.timeoutRetries++ >= MOST_TIMEOUT_RETRIES ? 'drop' : 'retry'
  }

  /** Learns from the verdict of a retry whether concurrency matters to this target; undefined where there was none. */
  learn(doubt: Doubtful, alone: Verdict | undefined): void {
    const { verdict, waitedFor } = doubt
    if (alone === undefined) return
    // A retry that helped costs nothing of the limit: where others are open nothing is known, and alone everything.
    if (waitedFor === null && verdict === 'inconclusive' && alone !== 'inconclusive') this.retriesInSuite -= 1
    // Without a verdict alone, nothing shows that the answer was only late.
    if (waitedFor === null || (alone === 'inconclusive' && verdict !== 'inconclusive')) return
    if (alone === verdict) this.confirmedWaits.set(kindOf(doubt), (this.confirmedWaits.get(kindOf(doubt)) ?? 0) + 1)
    else this.wereLate.add(kindOf(doubt))
  }

  /** True when a hung server may be started again. Counts the restart. */
  allowsRestart(): boolean {
    return this.restarts++ < MOST_RESTARTS
  }

  /** Counts a case after which the target was unsteady. True when there were too many of them. */
  isTooUnsteady(): boolean {
    this.unsteadyCases += 1
    return this.unsteadyCases >= MOST_UNSTEADY_CASES
  }
}

/** The kind of a timeout: the step that waited, and the verdict. */
function kindOf({ verdict, waitedFor }: Doubtful): string {
  return `${verdict} ${waitedFor}`
}
