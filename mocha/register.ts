import { AssertionError } from 'node:assert'
import type { CaseResult, StaleEntry } from '../harness/case/results'
import { isFinding } from '../harness/case/verdicts'
import { run } from '../harness/run/run'
import { reasonOf, titleOf } from '../reports/case-words'
import { markCase, staleLine, today } from '../reports/known/known-failures'
import { type ContextItem, contextOf } from '../reports/mochawesome/mochawesome-data'
import { stateOfCase } from '../reports/test-state'
import type { Plan } from '../settings/library-options'
import type { OpenTarget } from '../settings/targets/open-target'

/** How verdicts are told in mocha's terms. */
export interface Telling {
  /** Contested and SHOULD findings fail too. */
  strict: boolean
  /** How many cases may stay without a verdict. */
  allowInconclusive: number
  /** Attaches what mochawesome shows under a test, as `mochawesome/addContext` does. */
  addContext?: ((context: Mocha.Context, item: ContextItem) => void) | undefined
}

/** What a test waits for while the exchanges of all cases go on underneath. */
interface Settled {
  result: CaseResult
  stale: StaleEntry | null
}

/** The run of one registration: a promise for each case, settled as the verdicts come. */
class Running {
  private readonly plan: Plan
  private readonly stop = new AbortController()
  private readonly waiting = new Map<string, PromiseWithResolvers<Settled>>()
  private running: Promise<unknown> = Promise.resolve()
  private opened: OpenTarget | undefined
  inconclusive = 0

  constructor(plan: Plan) {
    this.plan = plan
    for (const { case: of } of plan.selected) this.waiting.set(of.id, withResolvers())
  }

  /** Starts the run; done when the target has answered a correct handshake with 101, rejected where it does not. */
  async begin(open: (signal: AbortSignal) => Promise<OpenTarget>): Promise<void> {
    const { signal } = this.stop
    this.opened = await open(signal)
    const { target } = this.opened
    const day = today()
    const onCase = (result: CaseResult, done: number, total: number) => {
      const stale = markCase(result, target, this.plan.known, day)
      if (result.verdict === 'inconclusive') this.inconclusive += 1
      this.waiting.get(result.id)?.resolve({ result, stale })
      this.plan.options.onCase?.(result, done, total)
    }
    const whole = AbortSignal.any([signal, ...(this.plan.options.signal ? [this.plan.options.signal] : [])])
    await new Promise<void>((resolve, reject) => {
      const options = { ...this.plan.options, signal: whole, onCase, onReady: resolve }
      const started = run(target, this.plan.suites, new Set(this.waiting.keys()), options)
      this.running = started.then(
        ({ diagnosis }) => reject(new Error(diagnosis)),
        (error) => {
          for (const { reject: fail } of this.waiting.values()) fail(error)
          reject(error)
        },
      )
    })
  }

  /** What a case came to. */
  settled(id: string): Promise<Settled> | undefined {
    return this.waiting.get(id)?.promise
  }

  async end(): Promise<void> {
    this.stop.abort()
    await this.running
    await this.opened?.close()
  }
}

/** A promise with what settles it; one that nobody waits for may be rejected. */
interface PromiseWithResolvers<T> {
  promise: Promise<T>
  resolve: (value: T) => void
  reject: (error: unknown) => void
}

function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve: (value: T) => void = () => {}
  let reject: (error: unknown) => void = () => {}
  const promise = new Promise<T>((good, bad) => {
    resolve = good
    reject = bad
  })
  promise.catch(() => {})
  return { promise, resolve, reject }
}

/** Turns a verdict into mocha's terms: an assertion with its diff, a pending test with its reason, a note in the title. */
function tell(context: Mocha.Context, { result, stale }: Settled, { strict, addContext }: Telling): void {
  if (addContext) for (const item of contextOf(result)) addContext(context, item)
  if (stale !== null) throw new Error(staleLine(stale))
  const state = stateOfCase(result, strict)
  if (state === 'passed' && !isFinding(result.verdict)) return
  if (context.test) context.test.title += ` (${result.verdict}: ${reasonOf(result)})`
  if (state === 'pending') context.skip()
  if (state === 'passed') return
  const { verdict, because, got: actual, expected } = result
  throw new AssertionError({ message: `${verdict}: ${because}`, actual, expected, operator: 'conforms' })
}

/**
 * Registers with mocha a suite `title`: in it one for each suite of cases, in each a test for each case. Before the first,
 * the run starts; its cases go on side by side while the tests tell them in order. The last test counts what got no verdict.
 */
export function register(
  title: string,
  plan: Plan,
  telling: Telling,
  open: (signal: AbortSignal) => Promise<OpenTarget>,
): void {
  describe(title, function () {
    this.timeout(0)
    const running = new Running(plan)
    before(() => running.begin(open))
    after(() => running.end())
    for (const suite of plan.suites) {
      const cases = plan.selected.filter((entry) => entry.suite === suite)
      if (cases.length === 0) continue
      describe(`${suite.number} ${suite.title}`, () => {
        for (const { case: of } of cases)
          it(titleOf(of), async function () {
            const settled = await running.settled(of.id)
            if (settled) tell(this, settled, telling)
          })
      })
    }
    // mocha runs the tests of a suite before the suites in it: this one is to be the last.
    describe('the run', () => {
      const { allowInconclusive } = telling
      it(`leaves at most ${allowInconclusive} cases without a verdict`, () => {
        if (running.inconclusive <= allowInconclusive) return
        throw new Error(`${running.inconclusive} cases are without a verdict, ${allowInconclusive} allowed`)
      })
    })
  })
}
