/** A fixed number of places. Work that gets none waits until one is free. */
class Pool {
  private free: number
  private readonly waiting: (() => void)[] = []

  private places: number

  constructor(places: number) {
    this.places = Math.max(1, places)
    this.free = this.places
  }

  /** From now on there is one place. Work that has a place keeps it. */
  narrow(): void {
    this.free -= this.places - 1
    this.places = 1
  }

  /** Does the work once it has a place; `first` puts it at the head of the queue. */
  async use<T>(work: () => Promise<T>, first = false): Promise<T> {
    if (this.free > 0) this.free -= 1
    else await new Promise<void>((resolve) => (first ? this.waiting.unshift(resolve) : this.waiting.push(resolve)))
    try {
      return await work()
    } finally {
      const next = this.free < 0 ? undefined : this.waiting.shift()
      if (next) next()
      else this.free += 1
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
   * @param waits true for a connection that waits by design: it begins early, and not too many of them are open
   * @param first true for one that comes before all others
   */
  use<T>(open: () => Promise<T>, { waits = false, first = false } = {}): Promise<T> {
    const inPlace = () => this.places.use(open, waits || first)
    return waits ? this.forWaiting.use(inPlace) : inPlace()
  }

  /** From now on one connection is open at a time. Those that are open stay. */
  narrow(): void {
    this.places.narrow()
    this.forWaiting.narrow()
  }

  /** Resolves when everything that asked for a place before has got one. */
  hasRoom(): Promise<void> {
    return this.places.use(async () => {})
  }
}
