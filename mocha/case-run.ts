import type { CaseResult, StaleEntry, TargetResult } from '../harness/case/results'
import { run } from '../harness/run/run'
import { compareWithPublished, markPrevalence } from '../published/compare-with-published'
import { markCase, today } from '../reports/known/known-failures'
import { likeWords } from '../reports/like-words'
import type { Plan } from '../settings/plan'
import type { OpenTarget } from '../settings/targets/open-target'

/** The result of a case, and the known failure that it shows to be stale, if there is one. */
export interface CaseOutcome {
  result: CaseResult
  stale: StaleEntry | null
}

/** A promise with the functions that settle it. It may be rejected although nothing awaits it. */
interface Deferred<T> {
  promise: Promise<T>
  resolve: (value: T) => void
  reject: (error: unknown) => void
}

function defer<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => {}
  let reject: (error: unknown) => void = () => {}
  const promise = new Promise<T>((good, bad) => {
    resolve = good
    reject = bad
  })
  promise.catch(() => {})
  return { promise, resolve, reject }
}

/** A run whose cases can be awaited one by one. */
export class CaseRun {
  /** How many cases have been inconclusive so far. */
  inconclusive = 0
  private readonly plan: Plan
  private readonly stop = new AbortController()
  private readonly outcomes: ReadonlyMap<string, Deferred<CaseOutcome>>
  private running: Promise<TargetResult | undefined> = Promise.resolve(undefined)
  private opened: OpenTarget | undefined

  constructor(plan: Plan) {
    this.plan = plan
    this.outcomes = new Map(plan.selected.map((entry) => [entry.case.id, defer()]))
  }

  /**
   * Opens the target and starts the run. Resolves once the target has accepted a correct handshake.
   * @throws an error with the diagnosis, if the target cannot be judged.
   */
  async start(open: (signal: AbortSignal) => Promise<OpenTarget>): Promise<void> {
    const { signal } = this.stop
    this.opened = await open(signal)
    const { target } = this.opened
    const { suites, options } = this.plan
    const whole = AbortSignal.any([signal, ...(options.signal ? [options.signal] : [])])
    await new Promise<void>((resolve, reject) => {
      const ids = new Set(this.outcomes.keys())
      const hooks = { signal: whole, onCase: this.settle(this.opened as OpenTarget), onReady: resolve }
      this.running = run(target, suites, ids, { ...options, ...hooks }).then(
        (result) => {
          reject(new Error(result.diagnosis))
          return result
        },
        (error) => {
          for (const outcome of this.outcomes.values()) outcome.reject(error)
          reject(error)
          return undefined
        },
      )
    })
  }

  /** The outcome of a case, once it is known; undefined for a case that the plan does not select. */
  outcomeOf(id: string): Promise<CaseOutcome> | undefined {
    return this.outcomes.get(id)?.promise
  }

  /** Which published server the target behaves like, in words, once the run has ended; null where that is not known. */
  async likeness(): Promise<string | null> {
    const result = await this.running
    if (result === undefined) return null
    compareWithPublished(result)
    return likeWords(result)
  }

  /** Stops the run and closes the target. Gives the results, where the run has begun. */
  async end(): Promise<TargetResult | undefined> {
    this.stop.abort()
    const result = await this.running
    const left = await this.opened?.close()
    if (left) process.emitWarning(left)
    return result
  }

  private settle({ target }: OpenTarget) {
    const day = today()
    return (result: CaseResult, done: number, total: number): void => {
      markPrevalence(result, target)
      const stale = markCase(result, target, this.plan.known, day)
      if (result.verdict === 'inconclusive') this.inconclusive += 1
      this.outcomes.get(result.id)?.resolve({ result, stale })
      this.plan.options.onCase?.(result, done, total)
    }
  }
}
