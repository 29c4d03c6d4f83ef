import { expect } from 'chai'
import { availabilityOf } from '../../fleet/availability'
import { cacheFolder } from '../../fleet/cache'
import type { CaseResult, TargetResult, Verdict } from '../../harness/case/results'
import { run } from '../../harness/run/run'
import { DEFAULT_RUN_OPTIONS } from '../../settings/run-options'
import { causeNamed } from '../../suites/causes'
import { fixes } from '../../suites/fixes/fixes'
import { type RecipeFile, recipeFiles } from '../../suites/fixes/recipe-files'
import { type Stack, stacks } from '../../suites/fixes/stacks'
import { suites } from '../../suites/server'
import { context, targetOf, withOutput } from './kit/declared'
import { inFolder } from './kit/sample-server'
import { serverOf, withRecipes } from './kit/with-recipes'

/** Causes whose cases are correct handshakes in many forms: a recipe must not refuse them. */
const CORRECT = [
  'correct-handshake-refused',
  'names-compared-by-case',
  'repeated-lines-not-joined',
  'list-not-read',
  'whitespace-not-trimmed',
  'empty-members-refused',
  'malformed-extensions-accepted',
  'control-frames-not-handled',
]

const casesOf = (ids: readonly string[]) => ids.flatMap((id) => causeNamed(id)?.cases ?? [])
const FIXED = new Set(fixes.map(({ cause }) => cause))
const SELECTED = new Set([...casesOf([...FIXED, ...CORRECT]), ...recipeFiles.flatMap(({ removes }) => removes)])

/** The verdicts from the best to the worst. */
const ORDER: readonly Verdict[] = ['pass', 'observed', 'skip', 'contested', 'warn', 'fail', 'inconclusive', 'error']
const FINDINGS: readonly Verdict[] = ['contested', 'warn', 'fail']

/** Whether a result is a finding, or its fault is scored in another case of the recipe. */
function isFound(result: CaseResult | undefined, { removes }: RecipeFile): boolean {
  return FINDINGS.includes(result?.verdict ?? 'error') || removes.includes(result?.scoredIn ?? '')
}

/** Runs the selected cases against the server of a stack with recipes. */
function results(stack: Stack, recipes: readonly RecipeFile[]): Promise<TargetResult> {
  return inFolder(async (folder) => {
    const named = await targetOf(withRecipes(stack, recipes, folder))
    const { target, close } = await named.open(context.signal).catch(withOutput)
    return run(target, suites, SELECTED, DEFAULT_RUN_OPTIONS).finally(close)
  })
}

const byId = ({ cases }: TargetResult) => new Map(cases.map((each) => [each.id, each]))
const shown = ({ id, verdict, got }: CaseResult) => `${id} ${verdict}: ${got}`

for (const stack of stacks)
  describe(`the recipes for ${stack.title}`, function () {
    this.timeout(120_000)
    const recipes = recipeFiles.filter((recipe) => recipe.stack === stack)
    let before: TargetResult

    this.beforeAll(async function () {
      const { runs, version } = await availabilityOf(serverOf(stack), cacheFolder(process.env))
      if (runs && version?.startsWith(`${stack.version}.`)) {
        before = await results(stack, [])
        return
      }
      console.log(`      NOT RUN: the recipes for ${stack.server} ${stack.version}; here is ${version ?? 'none'}`)
      this.skip()
    })

    /** Expects that the server still works, and that no result is worse than without the recipe. */
    const expectNoHarm = (now: TargetResult) => {
      expect([now.diagnosis, now.capabilities]).to.deep.equal([undefined, before.capabilities])
      const old = byId(before)
      const rank = (result?: CaseResult) => ORDER.indexOf(result?.verdict ?? 'error')
      const known = fixes.flatMap(({ left = {} }) => left[stack.name]?.cases ?? [])
      const worse = now.cases.filter((each) => rank(each) > rank(old.get(each.id)) && !known.includes(each.id))
      expect(worse.map(shown)).to.deep.equal([])
      expect(byId(now).get('14.01')?.verdict).to.equal('pass')
    }

    for (const recipe of recipes)
      it(`${recipe.path} removes the findings ${recipe.removes.join(', ')}`, async () => {
        const now = await results(stack, [recipe])
        const [old, fixed] = [byId(before), byId(now)]
        expect(recipe.removes.filter((id) => !isFound(old.get(id), recipe))).to.deep.equal([])
        expect(recipe.removes.filter((id) => fixed.get(id)?.verdict !== 'pass')).to.deep.equal([])
        expectNoHarm(now)
      })

    let after: TargetResult | undefined

    it('remove them together', async () => {
      const now = await results(stack, recipes)
      after = now
      const removed = new Set(recipes.flatMap(({ removes }) => removes))
      expect(now.cases.filter(({ id, verdict }) => removed.has(id) && verdict !== 'pass').map(shown)).to.deep.equal([])
      expectNoHarm(now)
    })

    it('leave no finding of these causes but those with a reason', () => {
      const found = before.cases.filter(({ cause, verdict }) => FIXED.has(cause ?? '') && FINDINGS.includes(verdict))
      const settled = new Set([
        ...recipes.flatMap(({ removes }) => removes),
        ...fixes.flatMap(({ left = {} }) => left[stack.name]?.cases ?? []),
      ])
      expect(found.filter(({ id }) => !settled.has(id)).map(shown)).to.deep.equal([])
      const brought = after?.cases.filter(({ verdict }) => FINDINGS.includes(verdict)) ?? []
      const ids = new Set([...found, ...brought].map(({ id }) => id))
      const stale = fixes.flatMap(({ left = {} }) => left[stack.name]?.cases ?? []).filter((id) => !ids.has(id))
      expect(stale, 'with a reason, and not found').to.deep.equal([])
    })
  })
