import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Recipe } from '../reports/model/recipe'
import { recipeFiles } from '../suites/fixes/recipe-files'
import type { Stack } from '../suites/fixes/stacks'
import { PACKAGE_ROOT } from './version'

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function recipeOf({
  title,
  server,
  serverLanguage,
  use,
}: Stack): Pick<Recipe, 'stack' | 'server' | 'language' | 'use'> {
  return { stack: title, server, use, ...(serverLanguage === undefined ? {} : { language: serverLanguage }) }
}

/**
 * The recipes with their texts, for reports. A recipe whose file cannot be read is left out: a report is complete without.
 * @param root the folder that holds docs/fixes
 */
export function readRecipes(root: string = PACKAGE_ROOT): Recipe[] {
  return recipeFiles.flatMap(({ cause, stack, removes, path: file }) => {
    const path = `docs/fixes/${file}`
    const code = textOf(join(root, path))
    return code === null ? [] : [{ ...recipeOf(stack), cause, path, code, removes }]
  })
}
