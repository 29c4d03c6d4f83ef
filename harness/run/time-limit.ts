/** How long the connections that were opened after the time was over may last, ms: a last control vouches for what has come. */
const GRACE_MS = 5000

/** The time that one target may take. When it is over, every open connection is cut. */
export class TimeLimit {
  /** True once the time is over. */
  isOver = false
  /** The time in words, for results. */
  readonly says: string
  private cut = new AbortController()
  private readonly timers: NodeJS.Timeout[] = []
  private readonly onAbort = () => this.cut.abort()
  private readonly person: AbortSignal | undefined

  /**
   * @param ms how long the target may take; undefined for as long as it does
   * @param person ends every connection at once
   */
  constructor(ms: number | undefined, person?: AbortSignal) {
    this.says = `the time for this target was over after ${Math.round((ms ?? 0) / 1000)} s (--max-time)`
    this.person = person
    person?.addEventListener('abort', this.onAbort, { once: true })
    if (person?.aborted) this.cut.abort()
    if (ms !== undefined) this.after(ms, () => this.end())
  }

  /** Cuts the connections that are opened from now on. */
  get signal(): AbortSignal {
    return this.cut.signal
  }

  /** Forgets the timers. */
  clear(): void {
    for (const timer of this.timers) clearTimeout(timer)
    this.person?.removeEventListener('abort', this.onAbort)
  }

  private end(): void {
    this.isOver = true
    this.cut.abort()
    if (this.person?.aborted) return
    this.cut = new AbortController()
    this.after(GRACE_MS, () => this.cut.abort())
  }

  private after(ms: number, act: () => void): void {
    this.timers.push(setTimeout(act, ms).unref())
  }
}
