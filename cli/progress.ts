import type { CaseResult } from '../harness/case/results'
import { fitted } from '../reports/terminal/layout'
import { clean } from '../reports/text/clean'
import type { ProcessContext } from '../settings/process-context'
import { suites } from '../suites/server/index'

/** The shortest time between two drawings of the line, ms. */
const DRAW_MS = 100

const ERASE_LINE = '\r\x1b[2K'

/** A line on the terminal that shows the progress of a run. It is not drawn outside of terminals, in CI, or with --quiet. */
export class Progress {
  private readonly context: ProcessContext
  private readonly shows: boolean
  private readonly started = performance.now()
  private drawn = Number.NEGATIVE_INFINITY
  /** The text of each target that runs. */
  private readonly lines = new Map<object, string>()

  constructor(context: ProcessContext, quiet: boolean) {
    this.context = context
    this.shows = context.stderr.isTTY && !context.env['CI'] && context.env['TERM'] !== 'dumb' && !quiet
  }

  /** Shows that a target is started. */
  begin(target: { name: string }): void {
    this.lines.set(target, `starting ${clean(target.name)}`)
    this.draw()
  }

  /** Shows that a case got its verdict: the `done`th of `total`. */
  step(target: { name: string }, { suite }: Pick<CaseResult, 'suite'>, done: number, total: number): void {
    const slug = suites.find(({ number }) => number === suite)?.slug ?? ''
    this.lines.set(target, `${done}/${total} cases, suite ${suite} ${slug} (${clean(target.name)})`)
    if (performance.now() - this.drawn >= DRAW_MS || done === total) this.draw()
  }

  /** Forgets a target that is done. */
  end(target: object): void {
    this.lines.delete(target)
  }

  private draw(): void {
    if (!this.shows) return
    this.drawn = performance.now()
    const seconds = Math.round((performance.now() - this.started) / 1000)
    const text = `${seconds} s: ${[...this.lines.values()].join('; ')}`
    this.context.stderr.write(ERASE_LINE + fitted(text, Math.max(20, (this.context.stderr.columns || 80) - 1)))
  }

  /** Erases the line, so that other text can be written. */
  clear(): void {
    if (this.shows) this.context.stderr.write(ERASE_LINE)
  }
}
