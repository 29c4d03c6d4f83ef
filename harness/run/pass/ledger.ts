import type { CaseOf, CaseRecord, Suite } from '../../case/case'
import type { Evidence } from '../../case/derived'
import type { Observation } from '../../case/observation'
import type { CaseResult } from '../../case/results'
import type { Vars } from '../../case/vars'
import { isAsGrave, isFailure, isFinding, type Verdict } from '../../case/verdicts'
import {
  caseResult,
  emptyResult,
  type JudgedPart,
  type Recorded,
  referringResult,
  unjudgedResult,
} from '../case-result'
import type { Mask } from '../stored-exchange'
import { inCatalogueOrder } from './order'

/** What a ledger needs to know of the run. */
export interface LedgerOptions {
  /** The ids of the cases that get a result. */
  selected: ReadonlySet<string>
  mask: Mask
  /** Contested and SHOULD findings count as failures. */
  strict: boolean
  /** The cases that a target fails by the same fault as the case with this id. */
  sameFaultAs: (id: string) => readonly string[]
  /** True where those cases score a finding of the case with this id and cause also where their cause is another one. */
  byAnyCause?: (id: string, cause: string | null) => boolean
  /** Called with each result once it is settled. */
  report: (result: CaseResult) => void
}

/** An observation that is stored as the bytes of its connections: of one, or of those that a client made. */
type Storable = Recorded | { exchanges: readonly Recorded[] }

function recordedIn(observation: Storable | undefined): readonly Recorded[] {
  if (observation === undefined) return []
  return 'exchanges' in observation ? observation.exchanges : [observation]
}

/** A case of either role with what was observed, by the names of its parts. */
export interface ObservedCase<Observed, Variables> {
  testCase: CaseOf<{ name: string; expect?: { says: string } }, { says: string }, unknown>
  /** The parts of the case, and those that followed from the first answers. */
  parts: readonly { name: string; expect?: unknown }[]
  sent: ReadonlyMap<string, { observation: Observed; vars: Variables }>
}

/** What a pass has found out: the result of each case, and the evidence for the cases that judge all answers. */
export class Ledger<Observed extends Storable = Observation, Variables = Vars> {
  /** By id. A result never changes. */
  readonly results = new Map<string, CaseResult>()
  failures = 0
  private answers: Evidence<Observed, Variables>[] = []
  /** The judged parts of cases that are also derived: their results wait for the end of the pass. */
  private readonly awaitingEnd = new Map<string, readonly JudgedPart<Recorded>[]>()
  /** Findings that another case may score: they wait for the end of the pass, too. */
  private readonly held = new Map<string, CaseResult>()
  /** The verdict of each case on its own answers, selected or not, and what explains it. */
  private readonly verdicts = new Map<string, { verdict: Verdict; cause: string | null }>()
  private readonly options: LedgerOptions

  constructor(options: LedgerOptions) {
    this.options = options
  }

  /** All controls, and all answers that a control vouches for. */
  get evidence(): readonly Evidence<Observed, Variables>[] {
    return this.answers
  }

  get controls(): Evidence<Observed, Variables>[] {
    return this.answers.filter(({ from }) => from === 'control')
  }

  /** Adds evidence, in the order in which it came. */
  record(...evidence: readonly Evidence<Observed, Variables>[]): void {
    this.answers.push(...evidence)
  }

  /** Orders the evidence as the catalogue orders its cases. */
  order(cases: readonly CaseRecord[]): void {
    this.answers = inCatalogueOrder(this.answers, cases)
  }

  /** Keeps the answers and judgements of a case that a control vouches for. Its result is settled unless it waits. */
  keep(
    suite: Suite<CaseRecord>,
    { testCase, parts, sent }: ObservedCase<Observed, Variables>,
    judged: readonly JudgedPart<Recorded>[],
  ): void {
    for (const [part, { observation, vars }] of sent) this.record({ from: testCase.id, part, observation, vars })
    if (testCase.derived) {
      this.awaitingEnd.set(testCase.id, judged)
      return
    }
    if (judged.length === 0) {
      const because = 'its first answer gave nothing to check'
      this.settle({ ...emptyResult(testCase, suite.number), verdict: 'skip', because })
      return
    }
    const twins = parts.flatMap(({ name, expect }) => (expect ? [] : recordedIn(sent.get(name)?.observation)))
    this.settle(caseResult({ testCase, suite: suite.number, parts: judged, twins }, this.options.mask))
  }

  /**
   * Settles a case whose control did not pass: its answers prove nothing. Where no server listens after a destructive
   * SECURITY case, that case fails.
   */
  keepUnproven(
    suite: Suite<CaseRecord>,
    { testCase, sent }: ObservedCase<Observed, Variables>,
    isServerGone: boolean,
  ): void {
    const observations = [...sent.values()].flatMap(({ observation }) => recordedIn(observation))
    const result = unjudgedResult(testCase, suite.number, observations, this.options.mask)
    if (isServerGone && testCase.hurts && testCase.level === 'SECURITY') {
      const because = 'RFC 9110 17.5: what this case sent took the server down (0.06)'
      this.settle({ ...result, verdict: 'fail', got: 'no server listened after it', because, ...testCase.blame })
    } else this.settle({ ...result, because: 'the control after this case was not answered with 101' })
  }

  /** The judged parts of a case whose result waits for the end of the pass; undefined where there are none. */
  partsAwaitingEnd(id: string): readonly JudgedPart<Recorded>[] | undefined {
    return this.awaitingEnd.get(id)
  }

  /** The verdict of a case on its own answers; undefined where it has none yet. */
  verdictOf(id: string): Verdict | undefined {
    return this.verdicts.get(id)?.verdict
  }

  /** True where a case has its result, or only waits for those of others. */
  hasResult(id: string): boolean {
    return this.verdicts.has(id)
  }

  /**
   * Gives a case its result; does nothing where it has one. A finding that another case may score waits, and so does a
   * reference to such a finding.
   */
  settle(result: CaseResult): void {
    const { id, verdict, cause = null } = result
    if (this.verdicts.has(id)) return
    this.verdicts.set(id, { verdict, cause })
    const scorer = isFinding(verdict) ? id : result.scoredIn
    if (scorer !== undefined && this.options.sameFaultAs(scorer).length > 0) this.held.set(id, result)
    else this.publish(result)
  }

  /** Settles the findings that waited. Where another case has the same fault, the case refers to it. */
  settleHeld(): void {
    for (const result of this.held.values()) {
      const scorer = this.scorerOf(result.scoredIn ?? result.id)
      this.publish(scorer === undefined ? result : referringResult(result, scorer))
    }
    this.held.clear()
  }

  /** The case that scores the fault of a finding; undefined where that is the case itself. */
  private scorerOf(id: string): string | undefined {
    const scorer = this.options.sameFaultAs(id).find((other) => this.hasSameFault(other, id))
    return scorer === undefined ? undefined : (this.scorerOf(scorer) ?? scorer)
  }

  /** True where two cases have a finding with the same fault, and that of `other` is as grave. */
  private hasSameFault(other: string, id: string): boolean {
    const [theirs, own] = [this.verdicts.get(other), this.verdicts.get(id)]
    if (!theirs || !own) return false
    const isSame = theirs.cause === own.cause || this.options.byAnyCause?.(id, own.cause) === true
    return isSame && isAsGrave(theirs.verdict, own.verdict)
  }

  /** Reports the result of a selected case. */
  private publish(result: CaseResult): void {
    const { selected, strict, report } = this.options
    if (!selected.has(result.id)) return
    this.results.set(result.id, result)
    if (isFailure(result.verdict, strict)) this.failures += 1
    report(result)
  }
}
