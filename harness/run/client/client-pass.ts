import type { Suite } from '../../case/case'
import type { ClientCase, ClientEvidence, ClientPart } from '../../case/client-case'
import type { ClientVars } from '../../case/client-expectation'
import type { ClientObservation, ServedExchange } from '../../case/client-observation'
import type { CaseResult } from '../../case/results'
import { isFinding } from '../../case/verdicts'
import { clientOutcome } from '../../judge/client/client-outcome'
import { caseResult, emptyResult, type JudgedPart } from '../case-result'
import { Ledger } from '../pass/ledger'
import { neededCases } from '../pass/order'
import { sharedFaults } from '../pass/shared-faults'
import { Stop } from '../pass/stop'
import type { Mask } from '../stored-exchange'
import type { TimeLimit } from '../time-limit'
import { type AttemptTools, attempt, attemptAlone, isLost } from './attempt'
import { type AttemptedCase, judgeParts, judgeRequests } from './client-judge'
import type { ClientRunOptions, ClientTarget } from './client-target'
import type { Tried } from './tried'
import { Turns } from './turns'
import { needsMet, unmet } from './unmet'

/** The longest time for which doubtful cases are repeated alone, ms. */
const MOST_REPEATS_MS = 60_000

/** The cases, the client and the options of one pass. */
export interface ClientPassPlan {
  tools: AttemptTools
  target: Pick<ClientTarget, 'profile' | 'can' | 'jobs'>
  suites: readonly Suite<ClientCase>[]
  selected: ReadonlySet<string>
  options: ClientRunOptions
  time: TimeLimit
  mask: Mask
  report: (result: CaseResult) => void
  tried: Tried
}

/** The correct answer that every run begins with, and every suite ends with. */
export const CONTROL: ClientPart = { name: 'the plain correct answer' }

/** True where the client opened the WebSocket after the plain correct answer. */
export function opens({ observation }: ClientEvidence): boolean {
  return clientOutcome(observation) === 'open'
}

/** True where load on this computer may have changed the verdict: the client did not act in time. */
function isDoubtful(parts: readonly JudgedPart<ServedExchange>[], { sent }: AttemptedCase): boolean {
  const outcomes = [...sent.values()].map(({ observation }) => clientOutcome(observation))
  const isBad = parts.some(({ verdict }) => isFinding(verdict) || verdict === 'inconclusive')
  return isBad && outcomes.some((outcome) => outcome !== 'open' && outcome !== 'denied')
}

/**
 * Runs the selected cases of a client once: the suites side by side, each with the correct answer after it, then, alone, the
 * cases that load may have distorted, then the cases that are judged over all requests.
 */
export class ClientPass {
  readonly ledger: Ledger<ClientObservation, ClientVars>
  private readonly plan: ClientPassPlan
  private readonly first: ClientEvidence
  private readonly stop: Stop
  private readonly turns: Turns
  /** The cases in which the client has opened. */
  private readonly opened = new Set<string>()
  private readonly doubtful: { suite: Suite<ClientCase>; attempted: AttemptedCase }[] = []

  constructor(plan: ClientPassPlan, first: ClientEvidence) {
    const { options, selected, mask, report, suites, time, target } = plan
    this.plan = plan
    this.first = first
    this.ledger = new Ledger({ selected, mask, strict: options.strict, ...sharedFaults(suites), report })
    this.ledger.record(first)
    this.stop = new Stop({ options, time, failures: () => this.ledger.failures })
    this.turns = new Turns(Math.min(options.jobs, target.jobs ?? options.jobs))
  }

  /** True where a person or --bail ended it. */
  get interrupted(): boolean {
    return this.stop.interrupted || this.stop.isTimeOver
  }

  async run(): Promise<void> {
    const { suites, selected } = this.plan
    const needed = neededCases(suites, selected)
    await Promise.all(suites.map((suite) => this.runSuite(suite, needed)))
    await this.repeatDoubtful()
    this.ledger.order(suites.flatMap(({ cases }) => cases))
    for (const suite of suites)
      for (const testCase of suite.cases) if (needed.has(testCase.id)) this.conclude(suite, testCase)
    this.ledger.settleHeld()
  }

  private async runSuite(suite: Suite<ClientCase>, needed: ReadonlySet<string>): Promise<void> {
    const cases = suite.cases.filter(({ id, parts }) => parts !== undefined && needed.has(id))
    const able = cases.filter((testCase) => this.canRun(suite, testCase))
    if (able.length === 0) return
    const attempted = await Promise.all(able.map((testCase) => this.attemptCase(testCase)))
    const control = await this.control(suite.slug)
    for (const each of attempted) if (each !== null) this.take(suite, each, control)
  }

  private canRun(suite: Suite<ClientCase>, testCase: ClientCase): boolean {
    const { tools, target, options } = this.plan
    const because = unmet(testCase, needsMet(target, tools.driver), options.slow)
    if (because !== null) this.ledger.settle({ ...emptyResult(testCase, suite.number), verdict: 'skip', because })
    return because === null
  }

  /** Makes the attempts of a case; null if the pass has ended. */
  private async attemptCase(testCase: ClientCase): Promise<AttemptedCase | null> {
    const parts = testCase.parts ?? []
    const made = await Promise.all(parts.map((part) => this.inTurn(testCase.id, part)))
    if (made.includes(null)) return null
    this.plan.tried.end(testCase.id)
    this.noteOpened(testCase.id, made)
    const sent = new Map(made.flatMap((evidence) => (evidence === null ? [] : [[evidence.part, evidence] as const])))
    return { testCase, parts, sent }
  }

  /** Makes an attempt when it is its turn; null if the pass has ended. */
  private async inTurn(id: string, part: ClientPart): Promise<ClientEvidence | null> {
    const { tools, tried } = this.plan
    const first = await this.turns.take(async () =>
      this.stop.isReached() ? null : tried.during(() => attempt(tools, id, part)),
    )
    return first && this.unlessLost(first, part)
  }

  /** Makes an attempt again, alone, where the process that it shared with others ended. */
  private async unlessLost(evidence: ClientEvidence, part: ClientPart): Promise<ClientEvidence> {
    if (!isLost(evidence) || this.stop.isReached()) return evidence
    return this.turns.alone(() => attemptAlone(this.plan.tools, evidence.from, part))
  }

  private noteOpened(id: string, made: readonly (ClientEvidence | null)[]): void {
    if (made.some((evidence) => evidence !== null && opens(evidence))) this.opened.add(id)
  }

  private judge(attempted: AttemptedCase, control: ClientEvidence): JudgedPart<ServedExchange>[] {
    return judgeParts(attempted, control, (id) => this.opened.has(id))
  }

  /** Sends the correct answer after a suite; twice, where load may have distorted the first. */
  private async control(after: string): Promise<ClientEvidence> {
    const part = { ...CONTROL, name: after }
    const once = async () =>
      this.unlessLost(
        await this.turns.take(() => this.plan.tried.during(() => attempt(this.plan.tools, 'control', part))),
        part,
      )
    const first = await once()
    const control = opens(first) || this.stop.isReached() ? first : await once()
    this.ledger.record(control)
    return control
  }

  /** Judges a case after its closing control passed. A result that load may have distorted is repeated later. */
  private take(suite: Suite<ClientCase>, attempted: AttemptedCase, control: ClientEvidence): void {
    if (!opens(control)) {
      const exchanges = [...attempted.sent.values()].map(({ observation }) => observation)
      const because = 'the client did not open after the plain correct answer that followed this suite'
      const empty = emptyResult(attempted.testCase, suite.number)
      this.ledger.settle({
        ...empty,
        because: exchanges.length > 0 && !this.stop.interrupted ? because : (this.stop.because ?? because),
      })
      return
    }
    const judged = this.judge(attempted, control)
    const { vouchedBy } = attempted.testCase
    const isUnvouched = vouchedBy !== undefined && !this.opened.has(vouchedBy)
    if (this.plan.options.jobs > 1 && (isUnvouched || isDoubtful(judged, attempted)))
      this.doubtful.push({ suite, attempted })
    else this.ledger.keep(suite, attempted, judged)
  }

  /** Repeats, alone and for a limited time, the cases that load may have distorted. The others keep their first result. */
  private async repeatDoubtful(): Promise<void> {
    const until = performance.now() + MOST_REPEATS_MS
    for (const { suite, attempted } of this.doubtful) {
      const { testCase, parts, sent } = attempted
      const again = new Map(sent)
      if (performance.now() < until)
        for (const part of parts)
          if (!this.stop.isReached())
            again.set(part.name, await this.plan.tried.during(() => attemptAlone(this.plan.tools, testCase.id, part)))
      this.noteOpened(testCase.id, [...again.values()])
      const repeated = { testCase, parts, sent: again }
      this.ledger.keep(suite, repeated, this.judge(repeated, this.first))
    }
  }

  /** Records the result of a case that has none yet. */
  private conclude(suite: Suite<ClientCase>, testCase: ClientCase): void {
    const { ledger, stop } = this
    if (ledger.hasResult(testCase.id)) return
    if (testCase.derived === undefined || stop.interrupted) {
      const because = stop.because ?? 'no verdict'
      ledger.settle({ ...emptyResult(testCase, suite.number), because })
      return
    }
    if (testCase.parts === undefined && !this.canRun(suite, testCase)) return
    const own = ledger.partsAwaitingEnd(testCase.id) ?? []
    const requests = { evidence: ledger.evidence, verdictOf: (id: string) => ledger.verdictOf(id) }
    const whole = judgeRequests(testCase, requests, this.first)
    ledger.settle(caseResult({ testCase, suite: suite.number, parts: [...own, whole] }, this.plan.mask))
  }
}
