/** Work that waits for its permits. */
interface Waiting {
  count: number
  begin: () => void
}

/** A counting semaphore. Work begins once it has its permits, in the order of the calls. */
class Semaphore {
  private free: number
  private readonly waiting: Waiting[] = []
  private permits: number

  constructor(permits: number) {
    this.permits = Math.max(1, permits)
    this.free = this.permits
  }

  /** Changes the number of permits. Running work keeps its permits. */
  resize(permits: number): void {
    const wanted = Math.max(1, permits)
    this.free += wanted - this.permits
    this.permits = wanted
    this.fill()
  }

  /**
   * Does the work once it has `count` permits, or all permits where there are fewer. It gets them at once, so that two works never
   * wait for each other. `first` puts it at the head of the queue.
   */
  async use<T>(work: (giveBack: () => void) => Promise<T>, { first = false, count = 1 } = {}): Promise<T> {
    const hasRoom = this.free >= this.needed(count) && (first || this.waiting.length === 0)
    let held = hasRoom ? this.take(count) : await this.wait(count, first)
    const giveBack = () => {
      this.free += held
      held = 0
      this.fill()
    }
    try {
      return await work(giveBack)
    } finally {
      giveBack()
    }
  }

  /** Takes permits, and returns their number. */
  private take(count: number): number {
    const taken = this.needed(count)
    this.free -= taken
    return taken
  }

  private wait(count: number, first: boolean): Promise<number> {
    return new Promise((resolve) => {
      const waiting = { count, begin: () => resolve(this.take(count)) }
      if (first) this.waiting.unshift(waiting)
      else this.waiting.push(waiting)
    })
  }

  private needed(count: number): number {
    return Math.min(count, this.permits)
  }

  /** Lets those at the head of the queue begin as far as there are permits. */
  private fill(): void {
    for (let [next] = this.waiting; next && this.free >= this.needed(next.count); [next] = this.waiting) {
      this.waiting.shift()
      next.begin()
    }
  }
}

/** Limits how many connections are open at once: each needs a permit. */
export class ConnectionLimit {
  private readonly permits: Semaphore
  /** Three quarters of the permits: connections that wait by design leave room for those that are answered at once. */
  private readonly forWaiting: Semaphore

  /** @param jobs how many connections may be open at once; at least one is */
  constructor(jobs: number) {
    this.permits = new Semaphore(jobs)
    this.forWaiting = new Semaphore(jobs - Math.ceil(jobs / 4))
  }

  /**
   * Opens a connection once it has a permit.
   * @param open opens it; it may give its permit back before it has ended
   * @param waits true for a connection that waits by design: it begins early, and not too many of them are open
   * @param first true for one that comes before all others
   * @param alone true for one that takes every permit, until it gives them back
   */
  use<T>(open: (giveBack: () => void) => Promise<T>, { waits = false, first = false, alone = false } = {}): Promise<T> {
    if (!waits) return this.permits.use(open, { first, count: alone ? Number.POSITIVE_INFINITY : 1 })
    const withPermit = (leave: () => void) => {
      const openInBoth = (giveBack: () => void) =>
        open(() => {
          giveBack()
          leave()
        })
      return this.permits.use(openInBoth, { first: true })
    }
    return this.forWaiting.use(withPermit)
  }

  /** Does work that opens `count` connections, once it has a permit for each of them. */
  useAtOnce<T>(count: number, work: () => Promise<T>): Promise<T> {
    return this.permits.use(work, { first: true, count })
  }

  /** Changes how many connections may be open at once. Open connections stay open. */
  resize(jobs: number): void {
    this.permits.resize(jobs)
    this.forWaiting.resize(jobs - Math.ceil(jobs / 4))
  }

  /** Resolves when each earlier call has got its permit. */
  hasRoom(): Promise<void> {
    return this.permits.use(async () => {})
  }
}
