import type { Case, Evidence, Part, Suite } from '../case'
import type { Capabilities, CaseResult } from '../results'
import { control, lastTry, passes } from './control'
import { Judging, type Played } from './judging'
import { unmetNeed } from './needs'
import type { Sent, Session } from './session'
import { blank, type Judged, type Mask, toResult, toStored } from './store'

/** How many cases of a suite are sent again, one by one, when the network or a busy target left them without a verdict. */
const MOST_RETRIES = 16

/** What a pass is made of. */
export interface Plan {
  session: Session
  capabilities: Capabilities
  suites: readonly Suite[]
  selected: ReadonlySet<string>
  mask: Mask
  /** Called for every selected case once it has its verdict. */
  report: (result: CaseResult) => void
}

/**
 * One pass over the selected cases. Each suite stands between two controls; cases that can hurt, or hold more
 * connections than there are places, run alone behind the others with a control after each.
 */
export class Pass {
  readonly results = new Map<string, CaseResult>()
  /** Every answer of the pass that a passing control vouches for, and the controls themselves, in time order. */
  private readonly evidence: Evidence[]
  /** The judged parts of cases that also look at the whole run. */
  private readonly pending = new Map<string, Judged[]>()
  private failures = 0
  /** Why nothing more is sent; null while the pass goes on. */
  private over: { because: string; interrupted: boolean } | null = null
  /** The last control that passed. */
  private vouching: Evidence
  private readonly plan: Plan
  private readonly judging: Judging

  constructor(plan: Plan, first: Evidence) {
    this.plan = plan
    this.evidence = [first]
    this.vouching = first
    this.judging = new Judging(plan.session, plan.capabilities)
  }

  get controls(): Evidence[] {
    return this.evidence.filter(({ from }) => from === 'control')
  }

  async run(): Promise<void> {
    const { suites, selected } = this.plan
    const every = suites.flatMap(({ cases }) => cases)
    const wanted = new Set([
      ...selected,
      ...every.flatMap(({ id, derived }) => (selected.has(id) ? (derived?.from ?? []) : [])),
    ])
    for (const suite of suites) {
      const mine = suite.cases.filter(({ id, parts }) => parts !== undefined && wanted.has(id))
      if (mine.length > 0 && !this.stopped()) await this.runSuite(suite, mine)
    }
    if (this.controls.length === 1 && !this.stopped()) await this.control('the start')
    for (const suite of suites) for (const of of suite.cases) if (selected.has(of.id)) this.conclude(suite, of)
  }

  private stopped(): boolean {
    const { signal, bail } = this.plan.session.options
    if (signal?.aborted) this.over ??= { because: 'the run was interrupted', interrupted: true }
    if (bail !== undefined && this.failures >= bail)
      this.over ??= { because: `the run stopped after ${this.failures} failures (--bail)`, interrupted: true }
    return this.over !== null
  }

  /** Sends a control; true when its first try passed. Where no try did, nothing more is sent. */
  private async control(after: string): Promise<boolean> {
    const tries = await control(this.plan.session, after)
    this.evidence.push(...tries)
    const last = lastTry(tries)
    if (passes(last)) this.vouching = last
    else if (!this.stopped())
      this.over = { because: `after ${after} the correct handshake was no longer answered 101`, interrupted: false }
    return tries.length === 1 && passes(last)
  }

  private async runSuite(suite: Suite, cases: readonly Case[]): Promise<void> {
    const able = cases.filter((of) => this.isAble(suite, of))
    const { jobs } = this.plan.session.options
    const alone = ({ hurts, connections = 1 }: Case) => hurts === true || connections > jobs
    const together = able.filter((of) => !alone(of))
    const vouching = this.vouching
    const played = await Promise.all(together.map((of) => this.play(of)))
    const steady = await this.control(`suite ${suite.number}`)
    const again = steady ? this.settleAll(suite, played, vouching).slice(0, MOST_RETRIES) : together
    for (const of of again) await this.playAlone(suite, of)
    for (const of of able.filter(alone)) await this.playAlone(suite, of)
  }

  private isAble(suite: Suite, of: Case): boolean {
    const { session, capabilities } = this.plan
    const { target, options, found } = session
    const unmet = unmetNeed(of, { target, options, capabilities, required: found.required })
    if (unmet !== null) this.settle({ ...blank(of, suite.number), verdict: 'skip', because: unmet })
    return unmet === null
  }

  /** Settles the cases that came to a verdict; gives the others, which the network or a busy target kept from one. */
  private settleAll(suite: Suite, played: readonly Played[], vouching: Evidence): Case[] {
    return played.flatMap((each) => {
      const judged = this.judging.parts(each, vouching)
      if (judged.some(({ verdict }) => verdict === 'inconclusive')) return [each.of]
      this.keep(suite, each, judged)
      return []
    })
  }

  /** Sends a case by itself, with a control behind it. */
  private async playAlone(suite: Suite, of: Case): Promise<void> {
    if (this.stopped()) return
    const vouching = this.vouching
    const played = await this.play(of)
    if (await this.control(of.id)) this.keep(suite, played, this.judging.parts(played, vouching))
    else this.unproven(suite, played)
  }

  private async play(of: Case): Promise<Played> {
    const { session } = this.plan
    const parts: Part[] = []
    const sent = new Map<string, Sent>()
    const alone = (of.connections ?? 1) > session.options.jobs
    const send = async (more: readonly Part[]) => {
      parts.push(...more)
      await Promise.all(more.map(async (part) => sent.set(part.name, await session.send(part, alone))))
    }
    try {
      await send(of.parts ?? [])
      const [first] = sent.values()
      const observations = new Map([...sent].map(([name, { observation }]) => [name, observation]))
      if (of.follow && first) await send(of.follow(observations, first.vars))
      return { of, parts, sent }
    } catch (error) {
      return { of, parts, sent, error: error instanceof Error ? error : new Error(String(error)) }
    }
  }

  /** Keeps what a case brought: as evidence, and as its result unless it waits for the end of the run. */
  private keep(suite: Suite, { of, parts, sent }: Played, judged: readonly Judged[]): void {
    for (const [part, { observation, vars }] of sent) this.evidence.push({ from: of.id, part, observation, vars })
    if (of.derived) {
      this.pending.set(of.id, [...judged])
      return
    }
    const twins = parts.flatMap(({ name, expect }) => (expect ? [] : (sent.get(name)?.observation ?? [])))
    if (judged.length > 0) this.settle(toResult(of, suite.number, judged, twins, this.plan.mask))
    else
      this.settle({ ...blank(of, suite.number), verdict: 'skip', because: 'its first answer gave nothing to look at' })
  }

  private unproven(suite: Suite, { of, sent }: Played): void {
    const exchanges = [...sent.values()]
      .slice(0, 8)
      .map(({ observation }) => toStored(observation.recording, this.plan.mask))
    const because = 'the control behind this case was not answered 101'
    this.settle({ ...blank(of, suite.number), because, exchanges })
  }

  private settle(result: CaseResult): void {
    if (!this.plan.selected.has(result.id) || this.results.has(result.id)) return
    this.results.set(result.id, result)
    const { strict } = this.plan.session.options
    const counts = strict ? ['fail', 'contested', 'warn'] : ['fail']
    if (counts.includes(result.verdict)) this.failures += 1
    this.plan.report(result)
  }

  /** Gives a case that has no verdict yet its entry: a derived one is judged now, what was never sent says why. */
  private conclude(suite: Suite, of: Case): void {
    if (this.results.has(of.id)) return
    const own = this.pending.get(of.id)
    const waiting = of.derived !== undefined && (of.parts === undefined || own !== undefined)
    if (!waiting || this.over?.interrupted) {
      const because = this.over?.because ?? 'no verdict, and too many such cases to send them again'
      this.settle({ ...blank(of, suite.number), because })
      return
    }
    if (!this.isAble(suite, of)) return
    const whole = this.judging.derived(of, own ? 'every answer of the run' : of.id, this.evidence, this.vouching)
    this.settle(toResult(of, suite.number, [...(own ?? []), whole], [], this.plan.mask))
  }
}
