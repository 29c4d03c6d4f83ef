/** Lets at most so many pieces of work run at the same time, in the order in which they ask. */
export class Turns {
  private readonly most: number
  private free: number
  private readonly waiting: { needs: number; begin: () => void }[] = []

  constructor(most: number) {
    this.most = Math.max(1, most)
    this.free = this.most
  }

  /** Does `work` once there is room. */
  take<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.when(1, work)
  }

  /** Does `work` once nothing else is done, and lets nothing else begin meanwhile. */
  alone<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.when(this.most, work)
  }

  private async when<Result>(needs: number, work: () => Promise<Result>): Promise<Result> {
    await new Promise<void>((begin) => {
      this.waiting.push({ needs, begin })
      this.next()
    })
    try {
      return await work()
    } finally {
      this.free += needs
      this.next()
    }
  }

  /** Begins what there is room for, in order: whoever needs all the room is not passed by others. */
  private next(): void {
    for (let [first] = this.waiting; first !== undefined && first.needs <= this.free; [first] = this.waiting) {
      this.waiting.shift()
      this.free -= first.needs
      first.begin()
    }
  }
}
