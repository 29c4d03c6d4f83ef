/** How long a target took to answer the correct handshake. */
export interface ControlTimes {
  /** The slowest answer so far, ms. */
  slowestControlMs: number
  /** The fastest answer so far, ms; null where there was none. */
  fastestControlMs: number | null
}

/** The least length of a window, as a multiple of the slowest answer to a control. */
const SLOW_FACTOR = 3

/**
 * A connection on which nothing comes for at least so long is quiet, ms: before others were, and once the target is known to
 * leave requests without an answer.
 */
const QUIET_MS = { first: 500, known: 150 }

/** The least time before a connection counts as quiet, as a multiple of the time of a control. */
const QUIET_FACTOR = 20

/** What even a slow target should need to answer, ms. */
export function slowMs({ slowestControlMs }: ControlTimes): number {
  return SLOW_FACTOR * slowestControlMs
}

/**
 * The length of a window in which nothing may happen, ms: long compared with the target's own answers. It is at most
 * `named`, which is the length with --thorough, unless the target is so slow that it needs more.
 */
export function windowMs(named: number, times: ControlTimes, thorough: boolean): number {
  const enough = thorough ? named : Math.min(named, Math.max(250, 10 * times.slowestControlMs))
  return Math.max(enough, slowMs(times))
}

/** How long something may take to come, ms: `named`, or more where the target is slow. 0 stays 0: nothing is waited for. */
export function patienceMs(named: number, times: ControlTimes): number {
  return named === 0 ? 0 : Math.max(named, slowMs(times))
}

/** A connection on which nothing comes for so long is quiet, ms; `isKnown` where others were, and controls passed meanwhile. */
export function quietMs({ slowestControlMs, fastestControlMs }: ControlTimes, isKnown: boolean): number {
  if (!isKnown || fastestControlMs === null) return Math.max(QUIET_MS.first, QUIET_FACTOR * slowestControlMs)
  return Math.max(QUIET_MS.known, QUIET_FACTOR * fastestControlMs)
}
