import type { CaseResult } from '../harness/results'
import type { World } from './world'

/** How often the line is drawn at most, ms. */
const DRAW_MS = 100

const ERASE_LINE = '\r\x1b[2K'

/** One line on a terminal that tells how far a run is. It draws nothing on what is no terminal, with CI set, or where it is told to be quiet. */
export class Progress {
  private readonly world: World
  private readonly shows: boolean
  private readonly started = performance.now()
  private drawn = Number.NEGATIVE_INFINITY
  /** What is under way, by the target that it is about. */
  private readonly lines = new Map<object, string>()

  constructor(world: World, quiet: boolean) {
    this.world = world
    this.shows = world.stderr.isTTY && !world.env['CI'] && world.env['TERM'] !== 'dumb' && !quiet
  }

  /** A target's turn has come; `doing` is what is done first. */
  begin(target: { name: string }, doing = 'starting'): void {
    this.lines.set(target, `${target.name}: ${doing}`)
    this.draw()
  }

  /** A case got its verdict. */
  step(target: { name: string }, { suite }: Pick<CaseResult, 'suite'>, done: number, total: number): void {
    this.lines.set(target, `${target.name}: ${done}/${total} cases, suite ${suite}`)
    if (performance.now() - this.drawn >= DRAW_MS || done === total) this.draw()
  }

  /** A target is done. */
  end(target: object): void {
    this.lines.delete(target)
  }

  private draw(): void {
    if (!this.shows) return
    this.drawn = performance.now()
    const seconds = Math.round((performance.now() - this.started) / 1000)
    const text = `${[...this.lines.values()].join('; ')}, ${seconds} s`
    this.world.stderr.write(ERASE_LINE + text.slice(0, Math.max(20, (this.world.stderr.columns || 80) - 1)))
  }

  /** Takes the line away, for other text. */
  clear(): void {
    if (this.shows) this.world.stderr.write(ERASE_LINE)
  }
}
