import type { TargetResult } from '../../harness/case/results'
import type { Recipe } from '../model/recipe'
import { clean } from '../text/clean'

/** The recipes for a cause, that of the target's own stack first, then that of the server it is like. */
export function recipesFor(cause: string | null, target: TargetResult, recipes: readonly Recipe[]): Recipe[] {
  const rank = ({ server }: Recipe) => (server === target.server?.name ? 0 : server === target.like?.name ? 1 : 2)
  return recipes.filter((recipe) => recipe.cause === cause).toSorted((a, b) => rank(a) - rank(b))
}

/** True where a recipe is for the stack of the target, as far as that is known. */
function isOwn({ server }: Recipe, target: TargetResult): boolean {
  return server === target.server?.name || server === target.like?.name
}

interface RecipeProps {
  recipe: Recipe
  /** True for the recipe of the target's own stack. Any other is short: the script of the page adds it when it is opened. */
  own: boolean
}

function RecipeText({ recipe, own }: RecipeProps) {
  const { stack, use, code, path, removes } = recipe
  return (
    <details class="recipe" open={own} data-recipe={own ? undefined : path}>
      <summary>{clean(stack)}</summary>
      <div>
        {own && <p>{clean(use)}</p>}
        {own && <pre class="line">{code.trimEnd()}</pre>}
        <p class="note">
          {own && `With it, ${removes.join(', ')} found nothing any more. `}
          <code>{clean(path)}</code>
        </p>
      </div>
    </details>
  )
}

interface RecipesProps {
  cause: string | null
  target: TargetResult
  recipes: readonly Recipe[]
}

/** The recipes that were tried for a cause, by stack. That of the target's own stack is open. */
export function Recipes({ cause, target, recipes }: RecipesProps) {
  const found = recipesFor(cause, target, recipes)
  const [first] = found
  if (first === undefined) return null
  return (
    <div class="recipes">
      <p>{isOwn(first, target) ? 'Recipes that were tried, yours first:' : 'How it was mended in other stacks:'}</p>
      {found.map((recipe, i) => (
        <RecipeText key={recipe.path} recipe={recipe} own={i === 0 && isOwn(recipe, target)} />
      ))}
    </div>
  )
}
