import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cause } from '../../harness/case/cause'
import { escaped, table } from '../../reports/text/markdown-syntax'
import { causeNamed } from '../../suites/causes'
import { type Fix, fixes } from '../../suites/fixes/fixes'
import { type RecipeFile, recipeFiles, recipesOf } from '../../suites/fixes/recipe-files'
import { stacks } from '../../suites/fixes/stacks'
import type { Pages } from '../page-folder'

/** The folder of the recipes. */
export const FIXES = join(__dirname, '..', '..', 'docs', 'fixes')

/** The cause of a fix. @throws {RangeError} where there is none with this id. */
export function causeOf({ cause: id }: Fix): Cause {
  const cause = causeNamed(id)
  if (cause === undefined) throw new RangeError(`${id}: there is no such cause`)
  return cause
}

function caseLinks(ids: readonly string[], toDocs: string): string {
  return ids.map((id) => `[${id}](${toDocs}cases/${id}.md)`).join(', ')
}

/** A file as a block of code, without its last line feed. */
function codeOf({ path, stack }: RecipeFile): string {
  return `\`\`\`${stack.language}\n${readFileSync(join(FIXES, path), 'utf8').trimEnd()}\n\`\`\``
}

function recipeSection(recipe: RecipeFile): string {
  const { stack, removes, path } = recipe
  return [
    `## ${escaped(stack.title)}`,
    `Removes ${caseLinks(removes, '../../')}. File: [${path.split('/')[1]}](${path.split('/')[1]}), tried in [this server](../${stack.program}) with ${escaped(stack.server)} ${stack.version}.`,
    codeOf(recipe),
  ].join('\n\n')
}

/** Recipes for other causes that remove findings of this one. */
function elsewhere(fix: Fix): { recipe: RecipeFile; removes: string[] }[] {
  const own = recipesOf(fix)
  const others = recipeFiles.filter(
    ({ cause, stack }) => cause !== fix.cause && !own.some((each) => each.stack === stack),
  )
  return others.flatMap((recipe) => {
    const removes = recipe.removes.filter((id) => causeOf(fix).cases.includes(id))
    return removes.length > 0 ? [{ recipe, removes }] : []
  })
}

function leftRows({ left = {} }: Fix, toDocs: string): [string, string, string][] {
  return stacks.flatMap((stack): [string, string, string][] => {
    const { cases, because } = left[stack.name] ?? {}
    return cases && because ? [[escaped(stack.title), caseLinks(cases, toDocs), escaped(because)]] : []
  })
}

function causePage(fix: Fix): string {
  const { title, why, remedy, impact } = causeOf(fix)
  const others = elsewhere(fix).map(
    ({ recipe, removes }) =>
      `- ${escaped(recipe.stack.title)}: [the recipe](../${recipe.path}) for [${recipe.cause}](../${recipe.cause}/README.md) removes ${caseLinks(removes, '../../')}.`,
  )
  const left = leftRows(fix, '../../')
  return [
    `# ${escaped(title)}`,
    `${escaped(why)} Cause \`${fix.cause}\`, impact \`${impact}\` ([all causes with recipes](../README.md)).`,
    `**What to do.** ${escaped(remedy)}`,
    ...recipesOf(fix).map(recipeSection),
    ...(others.length > 0 ? ['## Recipes for other causes', others.join('\n')] : []),
    ...(left.length > 0 ? ['## Without a recipe', table(['stack', 'findings', 'because'], left)] : []),
  ].join('\n\n')
}

function indexPage(): string {
  const linkTo = (fix: Fix) => `[${escaped(causeOf(fix).title)}](${fix.cause}/README.md)`
  const rows = fixes.flatMap((fix) =>
    recipesOf(fix).map(({ stack, path, removes }) => [
      linkTo(fix),
      `[${escaped(stack.title)}](${path})`,
      caseLinks(removes, '../'),
    ]),
  )
  const left = fixes.flatMap((fix) => leftRows(fix, '../').map((cells) => [linkTo(fix), ...cells]))
  return [
    '# Remedies that were tried',
    'Recipes for the most frequent causes of findings in [the published results](../results/README.md). A test starts each server with and without each recipe (`npm run test:fleet`): the findings are there without it and gone with it, and correct handshakes in many forms still open.',
    'A stack without a row for a cause does not have the finding. What no recipe mends is in the second table.',
    '## How to use a recipe',
    stacks
      .map(({ title, program, use }) => `- **${escaped(title)}** ([server](${program})): ${escaped(use)}`)
      .join('\n'),
    '## Recipes',
    table(['cause', 'stack', 'removes'], rows),
    '## Without a recipe',
    table(['cause', 'stack', 'findings', 'because'], left),
  ].join('\n\n')
}

/** The pages of docs/fixes: the index, and a page for each cause with the recipes as their files have them. */
export function fixPages(): Pages {
  const pages = fixes.map((fix): [string, string] => [`${fix.cause}/README.md`, `${causePage(fix)}\n`])
  return new Map([['README.md', `${indexPage()}\n`], ...pages])
}
