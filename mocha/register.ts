import { AssertionError } from 'node:assert'
import type { Cause } from '../harness/case/cause'
import type { CaseResult } from '../harness/case/results'
import { titleOf } from '../reports/case-words'
import { staleLine } from '../reports/known/known-failures'
import { contextOf } from '../reports/mochawesome/mochawesome-data'
import { type ContextItem, suiteNote, targetContext, testTitle } from '../reports/mochawesome/test-words'
import { targetReport, termsOf } from '../reports/model/target-report'
import type { Terms } from '../reports/run-success'
import { stateOfCase } from '../reports/test-state'
import type { Plan } from '../settings/plan'
import type { OpenTarget } from '../settings/targets/open-target'
import { type CaseOutcome, CaseRun } from './case-run'

/** A mocha suite of cases. */
export interface Conformance extends Terms {
  /** The causes of findings, for the context of the suite. */
  causes?: readonly Cause[]
  /** The title of the suite. */
  title: string
  plan: Plan
  /** Attaches what the mochawesome report shows below a test: `mochawesome/addContext`. */
  addContext?: ((context: Mocha.Context, item: ContextItem) => void) | undefined
  /** Gives the target. Called before the first test. */
  open: (signal: AbortSignal) => Promise<OpenTarget>
}

/**
 * Ends a test as the verdict of its case asks: with an assertion error, as pending, or with a note in its title.
 * @throws for a failed case, a stale known failure, and a pending test, as mocha expects it.
 */
function endTest(test: Mocha.Context, { result, stale }: CaseOutcome, { strict, addContext }: Conformance): void {
  if (addContext) for (const item of contextOf(result)) addContext(test, item)
  if (stale !== null) throw new Error(staleLine(stale))
  const state = stateOfCase(result, strict)
  if (test.test) test.test.title = testTitle(result, strict)
  if (state === 'pending') test.skip()
  if (state === 'passed') return
  const { verdict, because, got: actual, expected } = result
  throw new AssertionError({ message: `${verdict}: ${because}`, actual, expected, operator: 'conforms' })
}

/**
 * Registers a suite with mocha. It has a suite for each suite of cases, and in it a test for each case. The run starts
 * before the first test. Its cases run concurrently, while the tests wait for them in order. The last test fails if too many
 * cases are inconclusive.
 */
export function register(conformance: Conformance): void {
  const { title, plan, allowInconclusive, addContext, open } = conformance
  describe(title, function () {
    this.timeout(0)
    const run = new CaseRun(plan)
    before(() => run.start(open))
    after(async function () {
      const target = await run.end()
      if (target && addContext)
        for (const item of targetContext(targetReport(target, target.name, termsOf(conformance))))
          addContext(this, item)
    })
    for (const suite of plan.suites) {
      const cases = plan.selected.filter((entry) => entry.suite === suite)
      if (cases.length === 0) continue
      describe(`${suite.number} ${suite.title}`, () => {
        const results: CaseResult[] = []
        for (const { case: testCase } of cases)
          it(titleOf(testCase), async function () {
            const outcome = await run.outcomeOf(testCase.id)
            if (!outcome) return
            results.push(outcome.result)
            endTest(this, outcome, conformance)
          })
        // mochawesome reads the title at the end. mocha has printed it before, with the results themselves after it.
        after(function () {
          if (this.test?.parent) this.test.parent.title += suiteNote(results, conformance.strict)
        })
      })
    }
    // mocha runs the tests of a suite before the suites in it. In a suite of its own, this test is the last one.
    describe('the run', () => {
      it(`leaves at most ${allowInconclusive} cases without a verdict`, async function () {
        const like = addContext ? await run.likeness() : null
        if (like !== null) addContext?.(this, { title: 'Published servers', value: like })
        if (run.inconclusive <= allowInconclusive) return
        throw new Error(`${run.inconclusive} cases are without a verdict, ${allowInconclusive} allowed`)
      })
    })
  })
}
