import type { ClientRunOptions } from './client-target'

/**
 * Counts the selected cases of which the attempts have ended, and the attempts that run. Results are reached only after the
 * control of a suite, so that they do not show how far a run is.
 */
export class Tried {
  private readonly selected: ReadonlyMap<string, number>
  private readonly options: Pick<ClientRunOptions, 'onTried' | 'onWait'>
  private readonly done = new Set<string>()
  private running = 0

  /** @param selected the number of the suite of each selected case, by its id */
  constructor(selected: ReadonlyMap<string, number>, options: Pick<ClientRunOptions, 'onTried' | 'onWait'>) {
    this.selected = selected
    this.options = options
  }

  /** Notes that a case needs no more attempts. Cases that are not selected, and repetitions, are not counted. */
  end(id: string): void {
    const suite = this.selected.get(id)
    if (suite === undefined || this.done.has(id)) return
    this.done.add(id)
    this.options.onTried?.(suite, this.done.size, this.selected.size)
  }

  /** Notes an attempt as long as it runs. */
  async during<Result>(attempt: () => Promise<Result>): Promise<Result> {
    this.wait(1)
    try {
      return await attempt()
    } finally {
      this.wait(-1)
    }
  }

  private wait(change: number): void {
    this.running += change
    this.options.onWait?.({ cases: this.running, what: this.running > 0 ? 'client' : null })
  }
}
