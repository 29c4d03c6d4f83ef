/** Where the time comes from, so that a test needs no waiting. Times are in milliseconds. */
export interface Clock {
  now(): number
  sleep(ms: number): Promise<void>
}

const SYSTEM: Clock = {
  now: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}

/** Spaces the connections to one host evenly: it limits new connections a second over all runs. */
export class Pace {
  private readonly gapMs: number
  private readonly clock: Clock
  private next = Number.NEGATIVE_INFINITY

  /** @param perSecond how many connections may be opened each second */
  constructor(perSecond: number, clock: Clock = SYSTEM) {
    this.gapMs = 1000 / perSecond
    this.clock = clock
  }

  /** Resolves when the next connection may be opened. */
  async turn(): Promise<void> {
    const now = this.clock.now()
    const at = Math.max(now, this.next)
    this.next = at + this.gapMs
    if (at > now) await this.clock.sleep(at - now)
  }
}
