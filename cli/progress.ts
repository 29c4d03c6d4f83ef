import type { CaseResult } from '../harness/case/results'
import { fitted } from '../reports/terminal/layout'
import { clean } from '../reports/text/clean'
import type { ProcessContext } from '../settings/process-context'
import { suites } from '../suites/server/index'

/** How often the line is drawn at most, ms. */
const DRAW_MS = 100

const ERASE_LINE = '\r\x1b[2K'

/** One line on a terminal that tells how far a run is. It draws nothing on what is no terminal, with CI set, or where it is told to be quiet. */
export class Progress {
  private readonly context: ProcessContext
  private readonly shows: boolean
  private readonly started = performance.now()
  private drawn = Number.NEGATIVE_INFINITY
  /** What is under way, by the target that it is about. */
  private readonly lines = new Map<object, string>()

  constructor(context: ProcessContext, quiet: boolean) {
    this.context = context
    this.shows = context.stderr.isTTY && !context.env['CI'] && context.env['TERM'] !== 'dumb' && !quiet
  }

  /** A target's turn has come; `doing` is what is done first. */
  begin(target: { name: string }, doing = 'starting'): void {
    this.lines.set(target, `${doing} ${clean(target.name)}`)
    this.draw()
  }

  /** A case got its verdict. */
  step(target: { name: string }, { suite }: Pick<CaseResult, 'suite'>, done: number, total: number): void {
    const slug = suites.find(({ number }) => number === suite)?.slug ?? ''
    this.lines.set(target, `${done}/${total} cases, suite ${suite} ${slug} (${clean(target.name)})`)
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
    const text = `${seconds} s: ${[...this.lines.values()].join('; ')}`
    this.context.stderr.write(ERASE_LINE + fitted(text, Math.max(20, (this.context.stderr.columns || 80) - 1)))
  }

  /** Takes the line away, for other text. */
  clear(): void {
    if (this.shows) this.context.stderr.write(ERASE_LINE)
  }
}
