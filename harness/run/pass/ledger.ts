import type { Case, Suite } from '../../case/case'
import type { Evidence } from '../../case/derived'
import type { CaseResult } from '../../case/results'
import { isFailure } from '../../case/verdicts'
import { caseResult, emptyResult, type JudgedPart, unjudgedResult } from '../case-result'
import type { Mask } from '../stored-exchange'
import { inCatalogueOrder } from './order'
import type { SentCase } from './send-case'

/** What a ledger needs to know of the run. */
export interface LedgerOptions {
  /** The ids of the cases that get a result. */
  selected: ReadonlySet<string>
  mask: Mask
  /** Contested and SHOULD findings count as failures. */
  strict: boolean
  /** Called with each result once it is settled. */
  report: (result: CaseResult) => void
}

/** What a pass has found out: the result of each case, and the evidence for the cases that judge all answers. */
export class Ledger {
  /** By id. A result never changes. */
  readonly results = new Map<string, CaseResult>()
  failures = 0
  private answers: Evidence[] = []
  /** The judged parts of cases that are also derived: their results wait for the end of the pass. */
  private readonly awaitingEnd = new Map<string, readonly JudgedPart[]>()
  private readonly options: LedgerOptions

  constructor(options: LedgerOptions) {
    this.options = options
  }

  /** All controls, and all answers that a control vouches for. */
  get evidence(): readonly Evidence[] {
    return this.answers
  }

  get controls(): Evidence[] {
    return this.answers.filter(({ from }) => from === 'control')
  }

  /** Adds evidence, in the order in which it came. */
  record(...evidence: readonly Evidence[]): void {
    this.answers.push(...evidence)
  }

  /** Orders the evidence as the catalogue orders its cases. */
  order(cases: readonly Case[]): void {
    this.answers = inCatalogueOrder(this.answers, cases)
  }

  /** Keeps the answers and judgements of a case that a control vouches for. Its result is settled unless it waits. */
  keep(suite: Suite, { testCase, parts, sent }: SentCase, judged: readonly JudgedPart[]): void {
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
    const twins = parts.flatMap(({ name, expect }) => (expect ? [] : (sent.get(name)?.observation ?? [])))
    this.settle(caseResult({ testCase, suite: suite.number, parts: judged, twins }, this.options.mask))
  }

  /**
   * Settles a case whose control did not pass: its answers prove nothing. Where no server listens after a destructive
   * SECURITY case, that case fails.
   */
  keepUnproven(suite: Suite, { testCase, sent }: SentCase, isServerGone: boolean): void {
    const observations = [...sent.values()].map(({ observation }) => observation)
    const result = unjudgedResult(testCase, suite.number, observations, this.options.mask)
    if (isServerGone && testCase.hurts && testCase.level === 'SECURITY') {
      const because = 'RFC 9110 17.5: what this case sent took the server down (0.06)'
      this.settle({ ...result, verdict: 'fail', got: 'no server listened after it', because })
    } else this.settle({ ...result, because: 'the control after this case was not answered with 101' })
  }

  /** The judged parts of a case whose result waits for the end of the pass; undefined where there are none. */
  partsAwaitingEnd(id: string): readonly JudgedPart[] | undefined {
    return this.awaitingEnd.get(id)
  }

  /** Gives a selected case its result and reports it; does nothing where it has one. */
  settle(result: CaseResult): void {
    const { selected, strict, report } = this.options
    if (!selected.has(result.id) || this.results.has(result.id)) return
    this.results.set(result.id, result)
    if (isFailure(result.verdict, strict)) this.failures += 1
    report(result)
  }
}
