import type { Case, Suite } from '../../case/case'
import type { Evidence } from '../../case/derived'
import type { Capabilities, CaseResult } from '../../case/results'
import { isFinding } from '../../case/verdicts'
import { caseResult, emptyResult, type JudgedPart, type Recorded } from '../case-result'
import { passes } from '../control'
import { unmetPrecondition } from '../preconditions'
import type { Session } from '../session'
import type { Mask } from '../stored-exchange'
import { allWaits } from './all-waits'
import { runAlone } from './alone'
import { CaseJudge } from './case-judge'
import { Drops } from './drops'
import { runEarly } from './early'
import { InFlight } from './in-flight'
import { Ledger } from './ledger'
import { Liveness } from './liveness'
import { neededCases, sendingOrder } from './order'
import type { PassPieces } from './pieces'
import { RetryPolicy } from './retry-policy'
import { confirmForeseen, settleWaiting } from './settle'
import { sharedFaults } from './shared-faults'
import { Stop } from './stop'
import { newSuiteRun, type SuiteRun } from './suite-run'
import { runTogether } from './together'
import { Waiting } from './waiting'

/** What a pass is made of. */
export interface PassPlan {
  session: Session
  capabilities: Capabilities
  suites: readonly Suite[]
  /** The ids of the cases that get a result. */
  selected: ReadonlySet<string>
  mask: Mask
  /** Called for every selected case once it has its result. */
  report: (result: CaseResult) => void
  /** Counts the passes of a run from 0. Only the first gives a result to the cases that an interrupt left out. */
  turn: number
}

/** What a pass found out. */
export interface PassOutcome {
  /** By id. */
  results: ReadonlyMap<string, CaseResult>
  controls: readonly Evidence[]
  /** True when an interrupt, --bail or --max-time ended the pass. */
  interrupted: boolean
}

/**
 * Sends the selected cases once and gives each its result. The suites go out together, each with a control after it. Then
 * doubtful cases, destructive cases and those with too many connections go out alone, each with a control after it.
 * Derived cases are judged at the end. `first` is the control before the first case.
 */
export async function runPass(plan: PassPlan, first: Evidence): Promise<PassOutcome> {
  const pass = new Pass(plan, first)
  await pass.run()
  return pass.outcome
}

class Pass {
  private readonly plan: PassPlan
  private readonly pieces: PassPieces

  constructor(plan: PassPlan, first: Evidence) {
    const { session, capabilities, selected, mask, report } = plan
    const { options } = session
    const ledger = new Ledger({ selected, mask, strict: options.strict, ...sharedFaults(plan.suites), report })
    ledger.record(first)
    const stop = new Stop({ options, time: session.time, failures: () => ledger.failures })
    if (!passes(first) && !stop.isReached()) stop.giveUp('the correct handshake was no longer answered with 101')
    const retries = new RetryPolicy()
    const reporter = allWaits(options.onWait)
    const drops = new Drops(ledger)
    const liveness = new Liveness({ session, ledger, drops, retries, stop }, first)
    this.plan = plan
    this.pieces = {
      session,
      ledger,
      drops,
      stop,
      retries,
      liveness,
      waiting: new Waiting(reporter()),
      inFlight: new InFlight(reporter()),
      judge: new CaseJudge(session, capabilities),
    }
  }

  get outcome(): PassOutcome {
    const { ledger, stop } = this.pieces
    return { results: ledger.results, controls: ledger.controls, interrupted: stop.interrupted || stop.isTimeOver }
  }

  async run(): Promise<void> {
    const { suites, selected } = this.plan
    const { ledger, drops, liveness, stop } = this.pieces
    const suiteRuns = this.suiteRuns()
    const together = runTogether(this.pieces, suiteRuns)
    await runEarly(this.pieces, suiteRuns, together)
    await together
    await confirmForeseen(this.pieces, suiteRuns)
    for (const suiteRun of suiteRuns) await runAlone(this.pieces, suiteRun)
    await settleWaiting(this.pieces)
    // Where the time was over, or a person ended the run, while all was sent, this is why cases have no verdict.
    stop.isReached()
    drops.settle()
    ledger.order(suites.flatMap(({ cases }) => cases))
    // Where nothing was sent, derived cases are judged over two controls.
    if (ledger.controls.length === 1 && !stop.isReached()) await liveness.check('the start')
    const needed = neededCases(suites, selected)
    for (const suite of suites)
      for (const testCase of suite.cases) if (needed.has(testCase.id)) this.conclude(suite, testCase)
    ledger.settleHeld()
  }

  /** The suites that have cases to send. Cases that cannot run on the target are settled. */
  private suiteRuns(): SuiteRun[] {
    const { session, suites, selected } = this.plan
    const needed = neededCases(suites, selected)
    return suites.flatMap((suite) => {
      const cases = suite.cases.filter(({ id, parts }) => parts !== undefined && needed.has(id))
      if (cases.length === 0) return []
      const able = cases.filter((testCase) => this.canRun(suite, testCase))
      return [
        newSuiteRun(
          suite,
          sendingOrder(able, session.options.jobs, (part) => session.waitMs(part)),
        ),
      ]
    })
  }

  /** False where a precondition of the case is not met: then it is settled as skipped. */
  private canRun(suite: Suite, testCase: Case): boolean {
    const { session, capabilities } = this.plan
    const { target, options, found } = session
    const unmet = unmetPrecondition(testCase, { target, options, capabilities, required: found.required })
    if (unmet !== null)
      this.pieces.ledger.settle({ ...emptyResult(testCase, suite.number), verdict: 'skip', because: unmet })
    return unmet === null
  }

  /** Gives a case that has no result yet its result: a derived one is judged now, for others it is why they have none. */
  private conclude(suite: Suite, testCase: Case): void {
    const { ledger, stop } = this.pieces
    if (ledger.hasResult(testCase.id) || ((stop.interrupted || stop.isTimeOver) && this.plan.turn > 0)) return
    const sendsNothing = testCase.parts === undefined
    if (sendsNothing && !this.canRun(suite, testCase)) return
    const own = ledger.partsAwaitingEnd(testCase.id)
    const isDue = testCase.derived !== undefined && (sendsNothing || own !== undefined)
    if (isDue && !stop.interrupted) this.judgeDerived(suite, testCase, own)
    else {
      const because = stop.because ?? 'no verdict, and too many such cases to send them again'
      ledger.settle({ ...emptyResult(testCase, suite.number), because })
    }
  }

  /** Settles a derived case; `own` are the judgements of its own parts, undefined where it has none. */
  private judgeDerived(suite: Suite, testCase: Case, own: readonly JudgedPart<Recorded>[] | undefined): void {
    const { judge, ledger, liveness, stop } = this.pieces
    const name = own ? 'every answer of the run' : testCase.id
    const whole = judge.derived(testCase, name, ledger, liveness.vouching)
    const parts = [...(own ?? []), whole]
    const result = caseResult({ testCase, suite: suite.number, parts }, this.plan.mask)
    // Where answers are missing, what was found stays found, and nothing else is known.
    const isKnown = !stop.isTimeOver || isFinding(result.verdict)
    ledger.settle(isKnown ? result : { ...emptyResult(testCase, suite.number), because: stop.because ?? '' })
  }
}
