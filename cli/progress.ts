import type { CaseRecord, Suite } from '../harness/case/case'
import type { CaseResult } from '../harness/case/results'
import type { Waits } from '../harness/run/target'
import { fitted } from '../reports/terminal/layout'
import { clean } from '../reports/text/clean'
import { count } from '../reports/text/phrases'
import { type ProcessContext, printError } from '../settings/process-context'
import { suites as serverSuites } from '../suites/server/index'

/** The shortest time between two drawings of the line, ms. */
const DRAW_MS = 100

/** How often the clock of the line moves, ms. */
const TICK_MS = 1000

/** How often a line is printed where there is no terminal, ms. */
const LINE_MS = 10_000

/** After this time without a verdict the line shows what the run waits for, ms. */
const SILENT_MS = 2000

/** Maximum number of targets that the line names. */
const MOST_NAMES = 3

const ERASE_LINE = '\r\x1b[2K'

/** Where the time comes from, so that a test needs no waiting. Times are in milliseconds. */
export interface ProgressClock {
  now(): number
  /** Calls `run` again and again; gives how to end that. It keeps no process alive. */
  every(ms: number, run: () => void): () => void
}

const CLOCK: ProgressClock = {
  now: () => performance.now(),
  every: (ms, run) => {
    const timer = setInterval(run, ms)
    timer.unref()
    return () => clearInterval(timer)
  },
}

/** What progress depends on besides where it is shown. */
export interface ProgressOptions {
  /** True where it is not shown at all. */
  quiet: boolean
  /** How long a case waits for an answer, ms. */
  deadlineMs?: number
  /** Progress of the whole run, where not all of its targets are shown: `12 of 100 targets`. */
  overall?: () => string
  /** The suites of the run; without it, those of servers. */
  suites?: readonly Suite<CaseRecord>[]
  clock?: ProgressClock
}

/** What is known of a target that runs, and since when. */
interface Running {
  text: string
  /** What else is known, less important where the line is too short. */
  about: string
  since: number
  /** The cases that only wait. */
  waits: Waits
}

/** What a case waits for, by the kind of the step that would end in vain. */
const WAITED_FOR: Readonly<Partial<Record<NonNullable<Waits['what']>, string>>> = {
  answer: 'an answer',
  alive: 'a sign of life',
  client: 'the client',
}

const NO_WAITS: Waits = { cases: 0, what: null }

/** `12 cases wait for an answer`. */
function waitWords({ cases, what }: Waits): string {
  const waitFor = cases === 1 ? 'waits for' : 'wait for'
  return `${count(cases, 'case')} ${waitFor} ${(what && WAITED_FOR[what]) ?? 'bytes or the end'}`
}

function seconds(ms: number): number {
  return Math.max(0, Math.round(ms / 1000))
}

/**
 * Shows how far a run is: on a terminal in a line whose clock moves each second, elsewhere and in CI as a line every ten
 * seconds. With --quiet, nothing. Nothing is left on the terminal once the last target has ended.
 */
export class Progress {
  private readonly context: ProcessContext
  private readonly options: ProgressOptions
  private readonly clock: ProgressClock
  private readonly started: number
  /** The targets that run. */
  private readonly running = new Map<object, Running>()
  /** When the line was drawn or printed for the last time. */
  private shown: number
  private endTicks: (() => void) | null = null

  constructor(context: ProcessContext, options: ProgressOptions) {
    this.context = context
    this.options = options
    this.clock = options.clock ?? CLOCK
    this.started = this.clock.now()
    this.shown = this.started
  }

  /** Shows that a target is started. */
  begin(target: { name: string }): void {
    if (this.options.quiet) return
    this.news(target, `starting ${clean(target.name)}`, '')
    this.endTicks ??= this.clock.every(TICK_MS, () => this.tick())
    if (this.isDrawn) this.draw()
  }

  /** Shows that a case got its verdict: the `done`th of `total`. */
  step(target: { name: string }, { suite }: Pick<CaseResult, 'suite'>, done: number, total: number): void {
    if (this.options.quiet) return
    const { suites = serverSuites } = this.options
    const slug = suites.find(({ number }) => number === suite)?.slug ?? ''
    this.news(target, `${done}/${total} cases`, `, suite ${suite} ${slug} (${clean(target.name)})`)
    if (this.isDrawn && (this.clock.now() - this.shown >= DRAW_MS || done === total)) this.draw()
  }

  /** Notes how many cases only wait. The line shows this number if no verdict has come for a while. */
  wait(target: object, waits: Waits): void {
    const running = this.running.get(target)
    if (running) running.waits = waits
  }

  /** Forgets a target that is done. After the last target, the line is erased and the clock stops. */
  end(target: object): void {
    this.running.delete(target)
    if (this.running.size > 0) return
    this.endTicks?.()
    this.endTicks = null
    this.clear()
  }

  /** Erases the line, so that other text can be written. The next second draws it again while a target runs. */
  clear(): void {
    if (this.isDrawn) this.context.stderr.write(ERASE_LINE)
  }

  /** True where a line on the terminal is drawn again and again. */
  private get isDrawn(): boolean {
    const { stderr, env } = this.context
    return stderr.isTTY && !env['CI'] && env['TERM'] !== 'dumb' && !this.options.quiet
  }

  private news(target: object, text: string, about: string): void {
    const { waits = NO_WAITS } = this.running.get(target) ?? {}
    this.running.set(target, { text, about, since: this.clock.now(), waits })
  }

  private tick(): void {
    if (this.isDrawn) this.draw()
    else if (this.clock.now() - this.shown >= LINE_MS) {
      this.shown = this.clock.now()
      printError(this.context, this.text)
    }
  }

  private draw(): void {
    this.shown = this.clock.now()
    this.context.stderr.write(ERASE_LINE + fitted(this.text, Math.max(20, (this.context.stderr.columns || 80) - 1)))
  }

  private get text(): string {
    const { overall } = this.options
    const all = [...this.running.values()]
    const more = all.length > MOST_NAMES ? [`${all.length - MOST_NAMES} more`] : []
    const words = [
      ...(overall ? [overall()] : []),
      ...all.slice(0, MOST_NAMES).map((running) => this.wordsOf(running)),
      ...more,
    ]
    return `${seconds(this.clock.now() - this.started)} s: ${words.join('; ')}`
  }

  /** The words about a target, with what it waits for if no verdict has come for a while. */
  private wordsOf({ text, about, since, waits }: Running): string {
    const silent = this.clock.now() - since
    if (silent < SILENT_MS) return text + about
    const { deadlineMs } = this.options
    const most = deadlineMs === undefined ? '' : ` (a case waits up to ${seconds(deadlineMs)} s)`
    const wait = waits.cases === 0 ? '' : `: ${waitWords(waits)}`
    return `${text}, no verdict for ${seconds(silent)} s${wait}${most}${about}`
  }
}
