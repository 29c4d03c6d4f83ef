import { type Fix, fixes } from './fixes'
import { type Stack, stacks } from './stacks'

/** A recipe with the file that holds it. */
export interface RecipeFile {
  stack: Stack
  /** The cause in whose folder it is. */
  cause: string
  /** The cases whose findings it removes. */
  removes: readonly string[]
  /** Its path from docs/fixes. */
  path: string
}

/** The recipes for a cause, in the order of the stacks. */
export function recipesOf({ cause, recipes }: Fix): RecipeFile[] {
  return stacks.flatMap((stack) => {
    const removes = recipes[stack.name]
    return removes === undefined ? [] : [{ stack, cause, removes, path: `${cause}/${stack.name}.${stack.extension}` }]
  })
}

/** All recipes. */
export const recipeFiles: readonly RecipeFile[] = fixes.flatMap(recipesOf)
