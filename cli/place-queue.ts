/**
 * A queue of work. Each piece of work has a place: a key for what it uses, such as the host of a target. Two pieces with the
 * same place never run at the same time.
 */
export class PlaceQueue<Work> {
  private readonly waiting = new Map<string, Work[]>()
  /** The places that have waiting work and no running work, in the order in which they became free. */
  private readonly free: string[] = []

  /** Adds work in a place. */
  add(place: string, work: Work): void {
    const there = this.waiting.get(place)
    if (there) there.push(work)
    else {
      this.waiting.set(place, [work])
      this.free.push(place)
    }
  }

  /** The next work whose place is free, and how to say that it is done; undefined where there is none. */
  take(): { work: Work; done: () => void } | undefined {
    const place = this.free.shift()
    if (place === undefined) return undefined
    const there = this.waiting.get(place) ?? []
    const work = there.shift() as Work
    const done = () => {
      if (there.length > 0) this.free.push(place)
      else this.waiting.delete(place)
    }
    return { work, done }
  }
}
