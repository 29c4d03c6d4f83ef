import type { Case, Evidence, Part, Suite } from '../case/case'
import type { Observation } from '../case/observation'
import type { Capabilities, CaseResult, Verdict } from '../case/results'
import { isFailure, worst } from '../case/verdicts'
import { gaveNoResponse, statusOf } from '../judge/answer'
import { caseResult, emptyResult, type JudgedPart, unjudgedResult } from './case-result'
import { cameBack, control, foundNobody, lastTry, MUTE_TRIES, passes } from './control'
import { Judging, type Played } from './judging'
import { unmetPrecondition } from './preconditions'
import type { Sent, Session } from './session'
import type { Mask } from './stored-exchange'

/** How many cases of a suite are sent again, one by one, when the network or a busy target left them without a verdict. */
const MOST_RETRIES = 16

/** How many cases of a pass that waited to the deadline for nothing are, while none of them shows anything else alone. */
const FEW_RETRIES = 4

/** How many are in a whole pass, even where one of them did: each may cost a deadline. */
const MOST_WAITS = 24

/** After so many cases behind which a listening target did not answer the first control with 101, no more are sent. */
const MOST_UNSTEADY = 32

/** How often a server that hangs is started again in a pass: each time is known by several deadlines of silence. */
const MOST_RESTARTS = 4

/** What a pass is made of. */
export interface Plan {
  session: Session
  capabilities: Capabilities
  suites: readonly Suite[]
  selected: ReadonlySet<string>
  mask: Mask
  /** Called for every selected case once it has its verdict. */
  report: (result: CaseResult) => void
  /** Counts the passes of a run from 0. Only the first gives an entry to what an interrupt kept it from. */
  turn: number
}

/** What a case came to beside others: no verdict, or one that rests on no answer. Alone it may show otherwise. */
interface Doubt {
  played: Played
  judged: readonly JudgedPart[]
  verdict: Verdict
  /** It waited to the deadline. */
  slow: boolean
}

/** A suite between the control before its first case and the one behind its last. */
interface Bracket {
  suite: Suite
  /** What goes out beside others, what waits longest first; and what is sent alone. */
  together: readonly Case[]
  alone: readonly Case[]
  /** False once a control that came back while the suite was under way had not passed at its first try. */
  steady: boolean
  /** How the correct handshake was refused meanwhile: a case that is refused alike shows nothing. */
  refusals: Set<string>
  doubts: readonly Doubt[]
}

/** How the correct handshake was refused, in words that a case which is answered alike shares; null where it was not. */
function refusalOf(observation: Observation): string | null {
  if (observation.opened) return null
  const status = statusOf(observation)
  if (status !== null) return `answered ${status}`
  const { connectedMs, ended } = observation.recording
  const dropped = connectedMs !== null && observation.received.length === 0 && (ended === 'closed' || ended === 'reset')
  return dropped ? 'dropped without an answer' : null
}

/** True where a server error was the answer (RFC 9110 15.6): that may be about the server, and not about the request. */
function isServerError({ observations }: JudgedPart): boolean {
  return observations.some((observation) => (statusOf(observation) ?? 0) >= 500)
}

/** True where not one octet came back: so answers a target, too, that is asked more than it can serve at once. */
function isUnanswered({ verdict, observations }: JudgedPart): boolean {
  const ends = observations.filter(({ received }) => received.length === 0).map(({ recording }) => recording.ended)
  const dropped = ends.includes('closed') || ends.includes('reset')
  return dropped || (ends.includes('timeout') && (verdict === 'fail' || verdict === 'warn'))
}

function isSlow({ sent }: Played): boolean {
  return [...sent.values()].some(({ observation }) => observation.recording.ended === 'timeout')
}

/**
 * One pass over the selected cases. Each suite stands between two controls, and the next one begins while it waits for
 * what may not come. Behind them all, and alone, goes what is doubtful, can hurt, or holds more connections than there
 * are places, with a control after each.
 */
export class Pass {
  readonly results = new Map<string, CaseResult>()
  /** Every answer of the pass that a passing control vouches for, and the controls themselves: in time order, at the end in the catalogue's. */
  private readonly evidence: Evidence[]
  /** The judged parts of cases that also look at the whole run. */
  private readonly pending = new Map<string, JudgedPart[]>()
  private failures = 0
  /** How many waits to the deadline were confirmed alone, and whether what others were in flight ever mattered. */
  private confirmed = 0
  private mattered = false
  /** How often a case was sent again that had waited to the deadline. */
  private waited = 0
  private unsteady = 0
  private restarts = 0
  /** Why nothing more is sent; null while the pass goes on. */
  private over: { because: string; interrupted: boolean } | null = null
  /** The last control that passed. */
  private vouching: Evidence
  /** The suites that have begun and whose last control has not come back. */
  private readonly underWay = new Set<Bracket>()
  private readonly plan: Plan
  private readonly judging: Judging

  constructor(plan: Plan, first: Evidence) {
    this.plan = plan
    this.evidence = [first]
    this.vouching = first
    this.judging = new Judging(plan.session, plan.capabilities)
    if (!passes(first) && !this.stopped())
      this.over = { because: 'the correct handshake was no longer answered 101', interrupted: false }
  }

  /** True when an interrupt or --bail ended the pass. */
  get interrupted(): boolean {
    return this.over?.interrupted === true
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
    const brackets = suites.flatMap((suite) => {
      const mine = suite.cases.filter(({ id, parts }) => parts !== undefined && wanted.has(id))
      return mine.length > 0 ? [this.bracket(suite, mine)] : []
    })
    await this.runTogether(brackets)
    for (const bracket of brackets) await this.runAlone(bracket)
    this.order(every)
    if (this.controls.length === 1 && !this.stopped()) await this.control('the start')
    for (const suite of suites) for (const of of suite.cases) if (selected.has(of.id)) this.conclude(suite, of)
  }

  /** Puts the evidence in the order of the catalogue, controls first: what is said of it may not hang on what came back first. */
  private order(cases: readonly Case[]): void {
    const places = new Map(cases.map(({ id }, at) => [id, at]))
    const placeOf = ({ from }: Evidence) => places.get(from) ?? -1
    this.evidence.sort((a, b) => placeOf(a) - placeOf(b))
  }

  private stopped(): boolean {
    const { signal, bail } = this.plan.session.options
    if (signal?.aborted) this.over ??= { because: 'the run was interrupted', interrupted: true }
    if (bail !== undefined && this.failures >= bail)
      this.over ??= { because: `the run stopped after ${this.failures} failures (--bail)`, interrupted: true }
    return this.over !== null
  }

  /**
   * Sends a control; it is steady when its first try passed. One that is not makes every suite under way doubtful.
   * Where no try passed, nothing more is sent.
   */
  private async control(after: string): Promise<{ steady: boolean; back: boolean; refused: boolean; gone: boolean }> {
    const tries = await control(this.plan.session, after, MUTE_TRIES)
    this.evidence.push(...tries)
    const last = lastTry(tries)
    const restarted = !passes(last) && !this.stopped() && (await this.startedAgain(last, after))
    if (passes(last)) this.vouching = last
    else if (!restarted && !this.stopped())
      this.over = { because: `after ${after} the correct handshake was no longer answered 101`, interrupted: false }
    const steady = tries.length === 1 && passes(last)
    const refusals = tries.flatMap(({ observation }) => refusalOf(observation) ?? [])
    for (const bracket of this.underWay) {
      if (!steady) bracket.steady = false
      for (const refusal of refusals) bracket.refusals.add(refusal)
    }
    const refused = restarted || tries[0].observation.recording.connectedMs === null
    return { steady, back: cameBack(tries), refused, gone: foundNobody(tries) }
  }

  /** A server of ours that hangs, and answered nobody through all tries, is started again: what is left gets its verdicts. */
  private async startedAgain({ observation }: Evidence, after: string): Promise<boolean> {
    const { session } = this.plan
    const { revive } = session.target
    if (revive === undefined || !gaveNoResponse(observation) || this.restarts++ >= MOST_RESTARTS) return false
    await revive(true).catch(() => {})
    const tries = await control(session, `${after} and a new start`)
    this.evidence.push(...tries)
    if (passes(lastTry(tries))) this.vouching = lastTry(tries)
    return passes(lastTry(tries))
  }

  /** How long the longest part of a case waits, ms: the long ones begin first, so that the others pass meanwhile. */
  private waitMs({ parts = [] }: Case): number {
    return Math.max(0, ...parts.map((part) => this.plan.session.waitMs(part)))
  }

  private bracket(suite: Suite, cases: readonly Case[]): Bracket {
    const { jobs } = this.plan.session.options
    const able = cases.filter((of) => this.isAble(suite, of))
    const isAlone = ({ hurts, connections = 1 }: Case) => hurts === true || connections > jobs
    const together = able.filter((of) => !isAlone(of)).toSorted((a, b) => this.waitMs(b) - this.waitMs(a))
    return { suite, together, alone: able.filter(isAlone), steady: true, refusals: new Set(), doubts: [] }
  }

  /**
   * Sends what need not be alone: the next suite begins while the last one waits, so that their windows overlap.
   * With --bail it begins when the last one has its verdicts.
   */
  private async runTogether(brackets: readonly Bracket[]): Promise<void> {
    const { session } = this.plan
    const { bail } = session.options
    const longest = ({ together: [first] }: Bracket) => (first ? this.waitMs(first) : 0)
    const ended: Promise<void>[] = []
    for (const bracket of brackets.toSorted((a, b) => longest(b) - longest(a))) {
      if (bracket.together.length === 0 || this.stopped()) continue
      ended.push(this.runBracket(bracket))
      await (bail === undefined ? session.hasRoom() : Promise.all(ended))
    }
    await Promise.all(ended)
  }

  private async runBracket(bracket: Bracket): Promise<void> {
    const { suite, together } = bracket
    const vouching = this.vouching
    this.underWay.add(bracket)
    const played = await Promise.all(together.map((of) => this.play(of)))
    const { steady } = await this.control(this.whatRan())
    this.underWay.delete(bracket)
    if (steady && bracket.steady) bracket.doubts = this.settleAll(suite, played, vouching)
  }

  /** In words, every suite that may have to do with what the next control finds: those without one behind them. */
  private whatRan(): string {
    const numbers = [...this.underWay].map(({ suite }) => suite.number).toSorted((a, b) => a - b)
    const last = numbers.pop()
    return numbers.length === 0 ? `suite ${last}` : `suites ${numbers.join(', ')} and ${last}`
  }

  /** Sends what is doubtful once more, by itself, and then what has to be alone. */
  private async runAlone(bracket: Bracket): Promise<void> {
    const { together, alone, steady } = bracket
    this.underWay.add(bracket)
    if (steady) await this.resolve(bracket)
    else for (const of of together) await this.playAlone(bracket, of)
    for (const of of alone) await this.playAlone(bracket, of)
    this.underWay.delete(bracket)
  }

  private isAble(suite: Suite, of: Case): boolean {
    const { session, capabilities } = this.plan
    const { target, options, found } = session
    const unmet = unmetPrecondition(of, { target, options, capabilities, required: found.required })
    if (unmet !== null) this.settle({ ...emptyResult(of, suite.number), verdict: 'skip', because: unmet })
    return unmet === null
  }

  /** Settles the cases that came to a verdict; gives the others, which the network or a busy target may have kept from one. */
  private settleAll(suite: Suite, played: readonly Played[], vouching: Evidence): Doubt[] {
    const crowded = this.plan.session.options.jobs > 1 && played.flatMap(({ parts }) => parts).length > 1
    return played.flatMap((each): Doubt[] => {
      const judged = this.judging.parts(each, vouching)
      const verdict = worst(judged.map((one) => one.verdict))
      const open = judged.some((one) => one.verdict === 'inconclusive')
      if (open || judged.some(isServerError) || (crowded && judged.some(isUnanswered)))
        return [{ played: each, judged, verdict, slow: isSlow(each) }]
      this.keep(suite, each, judged)
      return []
    })
  }

  /**
   * Sends the doubtful cases again one by one. Those that cost a deadline each are few, unless one of them shows that
   * what others were in flight mattered; the verdict of the rest stands where it does not.
   */
  private async resolve(bracket: Bracket): Promise<void> {
    const { suite, doubts } = bracket
    let sent = 0
    for (const doubt of doubts.toSorted((a, b) => a.played.parts.length - b.played.parts.length)) {
      if (doubt.slow && !this.mattered && this.confirmed >= FEW_RETRIES) {
        this.keep(suite, doubt.played, doubt.judged)
        continue
      }
      const limited = doubt.verdict === 'inconclusive' || (doubt.slow && this.mattered)
      if ((limited && sent++ >= MOST_RETRIES) || (doubt.slow && this.waited++ >= MOST_WAITS)) continue
      await this.confirm(bracket, doubt)
    }
  }

  private async confirm(bracket: Bracket, { played: { of }, judged, verdict, slow }: Doubt): Promise<void> {
    // Two controls in a row: one alone might always meet the sound one of two servers behind an address.
    if (judged.some(isServerError)) await this.control(`suite ${bracket.suite.number}`)
    await this.playAlone(bracket, of)
    const alone = this.results.get(of.id)?.verdict
    if (!slow || alone === undefined) return
    if (alone === verdict) this.confirmed += 1
    else this.mattered = true
  }

  /** A judgement, or no verdict where the correct handshake, too, gets such an answer now and then. */
  private proven(judged: JudgedPart, { refusals }: Bracket): JudgedPart {
    const refusal = judged.observations.map(refusalOf).find((each) => each !== null && refusals.has(each))
    if (refusal === undefined || judged.verdict === 'error') return judged
    return { ...judged, verdict: 'inconclusive', because: `the correct handshake, too, was ${refusal} in this suite` }
  }

  /** Sends a case by itself, with a control behind it; once more where a live target was only busy. */
  private async playAlone(bracket: Bracket, of: Case): Promise<void> {
    const { suite } = bracket
    const tries = of.hurts || of.connections !== undefined ? 1 : 2
    for (let left = tries; left > 0 && !this.stopped(); left--) {
      const vouching = this.vouching
      const played = await this.play(of, true)
      const { steady, back, refused, gone } = await this.control(of.id)
      if (this.interrupted) return
      if (!steady && !refused && ++this.unsteady >= MOST_UNSTEADY)
        this.over ??= { because: 'the correct handshake was answered 101 only now and then', interrupted: false }
      // What can hurt may keep a server busy: its own answer counts, and 0.06 tells of the silence.
      const sound = steady || (back && of.hurts === true)
      const judged = sound ? this.judging.parts(played, vouching).map((one) => this.proven(one, bracket)) : []
      const open = !sound || judged.some(({ verdict }) => verdict === 'inconclusive')
      if (open && left > 1 && !refused && !isSlow(played) && this.over === null) continue
      if (sound) this.keep(suite, played, judged)
      else this.unproven(suite, played, gone)
      return
    }
  }

  /** Sends the parts of a case: together, or `alone` one after the other but for a case that holds several connections. */
  private async play(of: Case, alone = false): Promise<Played> {
    const { session } = this.plan
    const parts: Part[] = []
    const sent = new Map<string, Sent>()
    const place = (of.connections ?? 1) > session.options.jobs ? 'none' : 'next'
    const sendOne = (part: Part) => session.send(part, place)
    const send = async (more: readonly Part[]) => {
      parts.push(...more)
      const oneByOne = alone && of.connections === undefined
      const together = oneByOne ? [] : await Promise.all(more.map(sendOne))
      for (const [at, part] of more.entries()) sent.set(part.name, together[at] ?? (await sendOne(part)))
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
  private keep(suite: Suite, { of, parts, sent }: Played, judged: readonly JudgedPart[]): void {
    for (const [part, { observation, vars }] of sent) this.evidence.push({ from: of.id, part, observation, vars })
    if (of.derived) {
      this.pending.set(of.id, [...judged])
      return
    }
    const twins = parts.flatMap(({ name, expect }) => (expect ? [] : (sent.get(name)?.observation ?? [])))
    if (judged.length > 0)
      this.settle(caseResult({ testCase: of, suite: suite.number, parts: judged, twins }, this.plan.mask))
    else
      this.settle({
        ...emptyResult(of, suite.number),
        verdict: 'skip',
        because: 'its first answer gave nothing to look at',
      })
  }

  /** A case that can hurt and names a harm has done it where nobody listens behind it; any other proves nothing then. */
  private unproven(suite: Suite, { of, sent }: Played, gone: boolean): void {
    const observations = [...sent.values()].map(({ observation }) => observation)
    const entry = unjudgedResult(of, suite.number, observations, this.plan.mask)
    if (gone && of.hurts && of.level === 'SECURITY') {
      const because = 'RFC 9110 17.5: what this case sent took the server down (0.06)'
      this.settle({ ...entry, verdict: 'fail', got: 'behind it nobody listened any more', because })
    } else this.settle({ ...entry, because: 'the control behind this case was not answered 101' })
  }

  private settle(result: CaseResult): void {
    if (!this.plan.selected.has(result.id) || this.results.has(result.id)) return
    this.results.set(result.id, result)
    if (isFailure(result.verdict, this.plan.session.options.strict)) this.failures += 1
    this.plan.report(result)
  }

  /** Gives a case that has no verdict yet its entry: a derived one is judged now, what was never sent says why. */
  private conclude(suite: Suite, of: Case): void {
    if (this.results.has(of.id) || (this.interrupted && this.plan.turn > 0)) return
    if (of.parts === undefined && !this.isAble(suite, of)) return
    const own = this.pending.get(of.id)
    const waiting = of.derived !== undefined && (of.parts === undefined || own !== undefined)
    if (!waiting || this.interrupted) {
      const because = this.over?.because ?? 'no verdict, and too many such cases to send them again'
      this.settle({ ...emptyResult(of, suite.number), because })
      return
    }
    if (!this.isAble(suite, of)) return
    const whole = this.judging.derived(of, own ? 'every answer of the run' : of.id, this.evidence, this.vouching)
    this.settle(caseResult({ testCase: of, suite: suite.number, parts: [...(own ?? []), whole] }, this.plan.mask))
  }
}
