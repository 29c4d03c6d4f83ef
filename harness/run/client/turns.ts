/** Limits how many pieces of work run at the same time. They begin in the order of the calls. */
export class Turns {
  private readonly most: number
  private free: number
  private readonly waiting: { needs: number; begin: () => void }[] = []

  constructor(most: number) {
    this.most = Math.max(1, most)
    this.free = this.most
  }

  /** Does `work` when there is room for it. */
  take<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.when(1, work)
  }

  /** Does `work` while no other work runs. */
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

  /** Begins waiting work in order, as far as there is room. Work that must run alone is not overtaken. */
  private next(): void {
    for (let [first] = this.waiting; first !== undefined && first.needs <= this.free; [first] = this.waiting) {
      this.waiting.shift()
      this.free -= first.needs
      first.begin()
    }
  }
}
