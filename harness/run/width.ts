/** An answer that comes sooner than this needs no more connections, ms. */
const PROMPT_MS = 25

/** The factor by which answers under load may be slower than alone. */
const STEADY = 1.5

/**
 * How many connections are open at once. A target that is far away or slow, and answers many connections as soon as one,
 * gets more of them, step by step. Once its answers take longer under load, it gets the usual number again.
 */
export class Width {
  private now: number
  private readonly usual: number
  private readonly most: number
  private samples: number[] = []
  private isSettled = false

  /**
   * @param usual the usual number
   * @param most the largest number
   */
  constructor(usual: number, most: number) {
    this.usual = usual
    this.most = most
    this.now = usual
  }

  /**
   * Learns how long an answer took.
   * @param ms from the first byte of the request to the first byte of the answer
   * @param aloneMs how long an answer takes where nothing else is sent
   * @returns the new number of connections; null where it does not change
   */
  learn(ms: number, aloneMs: number): number | null {
    if (this.isSettled) return null
    const wanted = Math.min(this.most, Math.ceil((this.usual * aloneMs) / PROMPT_MS))
    if (wanted <= this.usual) return null
    this.samples.push(ms)
    if (this.samples.length < this.now) return null
    const median = this.samples.toSorted((a, b) => a - b)[this.samples.length >> 1] as number
    this.samples = []
    if (median > STEADY * aloneMs) return this.settle()
    if (this.now >= wanted) return null
    this.now = Math.min(wanted, 2 * this.now)
    return this.now
  }

  /** From now on the number is the usual one: the target may be overloaded. Null where it is that already. */
  settle(): number | null {
    const changes = this.now !== this.usual
    this.isSettled = true
    this.now = this.usual
    return changes ? this.usual : null
  }
}
