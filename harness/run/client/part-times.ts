import type { ClientPart } from '../../case/client-case'
import { ANSWERED, replyLastsMs } from '../../serve/steps'

/** The times of one attempt, ms. */
interface PartTimes {
  /** From its first request until wsspec ends it. */
  watchedMs: number
  /** The deadline of the case, before which the driver itself gives up. */
  deadlineMs: number
}

/**
 * How long an attempt of a part may take.
 * @param timeoutMs the time of a case whose script takes no time
 */
export function timesOf({ steps = ANSWERED, lasts = 0, decidedMs }: ClientPart, timeoutMs: number): PartTimes {
  const deadlineMs = timeoutMs + lasts + replyLastsMs(steps)
  return { watchedMs: Math.min(deadlineMs, decidedMs ?? deadlineMs), deadlineMs }
}
