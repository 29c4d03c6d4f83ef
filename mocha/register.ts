import { AssertionError } from 'node:assert'
import { isFinding } from '../harness/case/verdicts'
import { reasonOf, titleOf } from '../reports/case-words'
import { staleLine } from '../reports/known/known-failures'
import { type ContextItem, contextOf } from '../reports/mochawesome/mochawesome-data'
import type { Terms } from '../reports/run-success'
import { stateOfCase } from '../reports/test-state'
import type { Plan } from '../settings/plan'
import type { OpenTarget } from '../settings/targets/open-target'
import { type CaseOutcome, CaseRun } from './case-run'

/** A mocha suite of cases. */
export interface Conformance extends Terms {
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
  if (state === 'passed' && !isFinding(result.verdict)) return
  if (test.test) test.test.title += ` (${result.verdict}: ${reasonOf(result)})`
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
    after(() => run.end())
    for (const suite of plan.suites) {
      const cases = plan.selected.filter((entry) => entry.suite === suite)
      if (cases.length === 0) continue
      describe(`${suite.number} ${suite.title}`, () => {
        for (const { case: testCase } of cases)
          it(titleOf(testCase), async function () {
            const outcome = await run.outcomeOf(testCase.id)
            if (outcome) endTest(this, outcome, conformance)
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
