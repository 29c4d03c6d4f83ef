/** Work that waits for places. */
interface Waiting {
  count: number
  begin: () => void
}

/** A fixed number of places. Work that gets none waits until enough are free. */
class Pool {
  private free: number
  private readonly waiting: Waiting[] = []
  private places: number

  constructor(places: number) {
    this.places = Math.max(1, places)
    this.free = this.places
  }

  /** From now on there are so many places. Work that has a place keeps it. */
  resize(places: number): void {
    const wanted = Math.max(1, places)
    this.free += wanted - this.places
    this.places = wanted
    this.fill()
  }

  /**
   * Does the work once it has `count` places, all at once, so that two never wait for each other; where there are not so
   * many, once it has all. `first` puts it at the head of the queue.
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

  /** Takes places; returns how many. */
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
    return Math.min(count, this.places)
  }

  /** Lets those at the head of the queue begin as far as there are places. */
  private fill(): void {
    for (let [next] = this.waiting; next && this.free >= this.needed(next.count); [next] = this.waiting) {
      this.waiting.shift()
      next.begin()
    }
  }
}

/** Limits how many connections are open at once. */
export class ConnectionLimit {
  private readonly places: Pool
  /** Three quarters of the places: connections that wait by design leave room for those that are answered at once. */
  private readonly forWaiting: Pool

  /** @param jobs how many connections may be open at once; at least one is */
  constructor(jobs: number) {
    this.places = new Pool(jobs)
    this.forWaiting = new Pool(jobs - Math.ceil(jobs / 4))
  }

  /**
   * Opens a connection once there is a place for it.
   * @param open opens it; it may give its place back before it has ended
   * @param waits true for a connection that waits by design: it begins early, and not too many of them are open
   * @param first true for one that comes before all others
   * @param alone true for one that takes every place, until it gives them back
   */
  use<T>(open: (giveBack: () => void) => Promise<T>, { waits = false, first = false, alone = false } = {}): Promise<T> {
    if (!waits) return this.places.use(open, { first, count: alone ? Number.POSITIVE_INFINITY : 1 })
    const inPlace = (leave: () => void) => {
      const openInBoth = (giveBack: () => void) =>
        open(() => {
          giveBack()
          leave()
        })
      return this.places.use(openInBoth, { first: true })
    }
    return this.forWaiting.use(inPlace)
  }

  /** Does work that opens `count` connections, once there is a place for each of them. */
  useAtOnce<T>(count: number, work: () => Promise<T>): Promise<T> {
    return this.places.use(work, { first: true, count })
  }

  /** From now on so many connections may be open at once. Those that are open stay. */
  resize(jobs: number): void {
    this.places.resize(jobs)
    this.forWaiting.resize(jobs - Math.ceil(jobs / 4))
  }

  /** Resolves when everything that asked for a place before has got one. */
  hasRoom(): Promise<void> {
    return this.places.use(async () => {})
  }
}
