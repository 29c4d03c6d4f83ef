import { performance } from 'node:perf_hooks'

/** The time that one connection has. All times of a recording are milliseconds since it was made. */
export class Deadline {
  private readonly start = performance.now()
  private limitMs: number

  constructor(limitMs: number) {
    this.limitMs = limitMs
  }

  now(): number {
    return performance.now() - this.start
  }

  /** Ends the time now. */
  end(): void {
    this.limitMs = Math.min(this.limitMs, this.now())
  }

  /** The milliseconds until the deadline; 0 after it. */
  left(): number {
    return Math.max(0, this.limitMs - this.now())
  }
}
