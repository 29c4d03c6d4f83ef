/** How many header sections without an end get the full wait. */
const ENOUGH = 3

/** So long may a header section that has begun be silent before its end, ms; longer for a slow target. 12.49 asks for 5 s. */
const PATIENT_MS = 5500

/** How long it may be silent where several had no end, as a window in which nothing may happen, ms. */
const IMPATIENT_MS = 1000

/** Counts the responses of a target whose header section begins and has no end, so that not every one costs a deadline. */
export class UnendedHeads {
  private count = 0

  /** One more was waited for in vain. */
  add(): void {
    this.count += 1
  }

  /** How long the next one may be silent, ms. */
  quietMs(patienceMs: (named: number) => number, windowMs: (named: number) => number): number {
    return this.count < ENOUGH ? patienceMs(PATIENT_MS) : windowMs(IMPATIENT_MS)
  }
}
