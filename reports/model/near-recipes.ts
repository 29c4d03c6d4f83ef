import { identityOf, type TargetResult } from '../../harness/case/results'
import { readableEntries } from '../../published/servers'
import { commandWords } from '../command-words'
import { wasStarted } from '../repeat-command'
import { decoded } from '../wire/stored-bytes'
import type { CauseGroup } from './cause-group'
import type { Recipe } from './recipe'

/** A recipe for a cause, as a target can use it. */
export interface NearRecipe {
  recipe: Recipe
  /**
   * `own`: it is for the target's server, for its hop, or for the server that the target behaves like. `language`: it is for
   * another server in the same language. Null: for another stack, or the target's is not known.
   */
  near: 'own' | 'language' | null
  /** Which of the findings of the cause it removes, and which it leaves; ids. */
  removes: string[]
  leaves: string[]
}

/** The languages of programs that start a server. Bun and Deno are left out: their servers are not those of Node.js. */
const PROGRAMS: readonly [RegExp, string][] = [
  [/^(?:node|nodejs|npm|npx|pnpm|yarn|tsx|ts-node)$/, 'JavaScript'],
  [/^(?:python[\d.]*|uvicorn|gunicorn|hypercorn|daphne)$/, 'Python'],
  [/^go$/, 'Go'],
]

/** The languages of servers that name themselves in the field Server. */
const SERVER_FIELD: readonly [RegExp, string][] = [
  [/\bPython\/|\b(?:aiohttp|uvicorn|gunicorn|hypercorn|daphne|TornadoServer)\b/i, 'Python'],
]

function firstMatch(rows: readonly [RegExp, string][], text: string): string | null {
  return rows.find(([pattern]) => pattern.test(text))?.[1] ?? null
}

/** The field Server of the answer to the correct handshake; empty where there is none. */
function serverField({ controls: [control] }: TargetResult): string {
  if (control === undefined) return ''
  const [head = ''] = decoded(control.received).toString('latin1').split('\r\n\r\n')
  return /^server:[ \t]*(.*)$/im.exec(head)?.[1] ?? ''
}

/**
 * The language that a target is written in: as the known servers say, else by the program that started it, else by its field
 * Server. Null where nothing shows it.
 * @param command the words of the command line of the run
 */
export function languageOf(target: TargetResult, command: readonly string[]): string | null {
  const known = identityOf(target)
  if (known) return known.language
  const { like } = target
  const alike = like && readableEntries().find(({ name }) => name === like.name)
  if (alike) return alike.language
  const words = commandWords(command)
  const [program = ''] = wasStarted(target, words) ? words.started : []
  return firstMatch(PROGRAMS, program.split(/[/\\]/).at(-1) ?? '') ?? firstMatch(SERVER_FIELD, serverField(target))
}

function ownNames({ server, via, like }: TargetResult): (string | undefined)[] {
  return [server?.name, via?.name, like?.name, like?.core, like?.inFrontOf?.split(' ')[0]]
}

/** The same language, for a recipe: what is written in TypeScript runs on Node.js, too. */
function plainLanguage(language: string | null | undefined): string | null {
  return language === 'TypeScript' ? 'JavaScript' : (language ?? null)
}

/**
 * The recipes that remove a finding of a cause: those for the target's own server first, then those in its language, then the
 * others, each in their old order.
 * @param command the words of the command line of the run
 */
export function nearRecipes(
  { id, findings }: Pick<CauseGroup, 'id' | 'findings'>,
  target: TargetResult,
  command: readonly string[],
  recipes: readonly Recipe[],
): NearRecipe[] {
  const own = ownNames(target)
  const language = plainLanguage(languageOf(target, command))
  const found = recipes
    .filter(({ cause }) => cause === id)
    .map((recipe): NearRecipe => {
      const isLanguage = language !== null && plainLanguage(recipe.language) === language
      const near = own.includes(recipe.server) ? 'own' : isLanguage ? 'language' : null
      const ids = findings.map((each) => each.id)
      const isRemoved = (each: string) => recipe.removes.includes(each)
      return { recipe, near, removes: ids.filter(isRemoved), leaves: ids.filter((each) => !isRemoved(each)) }
    })
    .filter(({ removes }) => removes.length > 0)
  const rank = ({ near, recipe }: NearRecipe) =>
    near === 'own' ? own.indexOf(recipe.server) : near === 'language' ? own.length : own.length + 1
  return found.toSorted((a, b) => rank(a) - rank(b))
}
