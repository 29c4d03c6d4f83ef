import type { RunOptions } from '../target'

interface Reason {
  because: string
  /** By a person: an interrupt, or --bail. */
  interrupted: boolean
}

/** Knows whether a pass may still send, and why not. The first reason stays. */
export class Stop {
  private reason: Reason | null = null
  private readonly options: Pick<RunOptions, 'signal' | 'bail'>
  private readonly failures: () => number

  /** @param failures counts the failures so far, for --bail */
  constructor(options: Pick<RunOptions, 'signal' | 'bail'>, failures: () => number) {
    this.options = options
    this.failures = failures
  }

  /** True when nothing more may be sent. Each call checks for an interrupt and for --bail. */
  isReached(): boolean {
    const { signal, bail } = this.options
    if (signal?.aborted) this.reason ??= { because: 'the run was interrupted', interrupted: true }
    const failures = this.failures()
    if (bail !== undefined && failures >= bail)
      this.reason ??= { because: `the run stopped after ${failures} failures (--bail)`, interrupted: true }
    return this.reason !== null
  }

  /** Ends the sending because the target can no longer be judged. */
  giveUp(because: string): void {
    this.reason ??= { because, interrupted: false }
  }

  /** The reason that was found so far, for results; null where there is none. */
  get because(): string | null {
    return this.reason?.because ?? null
  }

  /** True when the reason that was found so far is an interrupt or --bail. */
  get interrupted(): boolean {
    return this.reason?.interrupted === true
  }
}
