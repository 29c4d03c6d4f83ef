import type { TargetResult } from '../../harness/case/results'
import type { CauseGroup } from '../model/cause-group'
import { type NearRecipe, nearRecipes } from '../model/near-recipes'
import { clean } from '../text/clean'
import { listed } from '../text/phrases'
import type { PageContext } from './page-context'

/** The most ids of findings that are named. */
const MOST_IDS = 6

function ids(all: readonly string[]): string {
  const more = all.length - MOST_IDS
  return listed([...all.slice(0, MOST_IDS), ...(more > 0 ? [`${more} more`] : [])])
}

/** Which findings of the cause a recipe removes. */
function RemovesNote({ of: { recipe, removes, leaves } }: { of: NearRecipe }) {
  return (
    <p class="note">
      Tested: it removes {ids(removes)}
      {leaves.length > 0 && `, not ${ids(leaves)}`}. <code>{clean(recipe.path)}</code>
    </p>
  )
}

const NEAR = {
  own: { heading: 'Tested recipe:', about: '' },
  language: { heading: 'Nearest tested recipe:', about: 'It is for another server in the same language: adapt it. ' },
} as const

/** The recipe for the target's own stack, or the nearest to it, with its text. */
function Nearest({ of }: { of: NearRecipe }) {
  if (of.near === null) return null
  const { heading, about } = NEAR[of.near]
  const { stack, use, code } = of.recipe
  return (
    <details class="recipe near" open>
      <summary>
        {heading} {clean(stack)}
      </summary>
      <div>
        <p>
          {about}
          {clean(use)}
        </p>
        <pre class="line">{code.trimEnd()}</pre>
        <RemovesNote of={of} />
      </div>
    </details>
  )
}

/** A recipe for another stack. It is short: the script of the page adds its text when it is opened. */
function Other({ of }: { of: NearRecipe }) {
  return (
    <details class="recipe" data-recipe={of.recipe.path}>
      <summary>{clean(of.recipe.stack)}</summary>
      <div>
        <RemovesNote of={of} />
      </div>
    </details>
  )
}

interface RecipesProps {
  group: CauseGroup
  target: TargetResult
  context: PageContext
}

/** The recipes that remove a finding of a cause. The one for the target's own stack, or the nearest to it, is open. */
export function Recipes({ group, target, context: { recipes, results } }: RecipesProps) {
  const found = nearRecipes(group, target, results.command, recipes)
  const [first] = found
  if (first === undefined) return null
  const others = first.near === null ? found : found.slice(1)
  return (
    <div class="recipes">
      <Nearest of={first} />
      {others.length > 0 && <p>{first.near === null ? 'Tested recipes for some stacks:' : 'For other stacks:'}</p>}
      {others.map((of) => (
        <Other key={of.recipe.path} of={of} />
      ))}
    </div>
  )
}
