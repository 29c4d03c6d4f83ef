import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { type KnownServer, readManifests } from '../../../fleet/manifest'
import type { RecipeFile } from '../../../suites/fixes/recipe-files'
import { MARKER, type Stack } from '../../../suites/fixes/stacks'
import { FIXES } from '../../../tools/fixes/fix-pages'

/** The known server that a stack needs. */
export function serverOf({ server: wanted }: Stack): KnownServer {
  const server = readManifests().find(({ name }) => name === wanted)
  if (server === undefined) throw new RangeError(`${wanted}: there is no such server`)
  return server
}

const WRAPPER = /^func (\w+)\(next http\.Handler\) http\.Handler/m

/** The Go file with the list of the recipes, as the server of docs/fixes needs it. */
function goList(recipes: readonly string[]): string {
  const names = recipes.map((text) => WRAPPER.exec(text)?.[1])
  return `package main\n\nimport "net/http"\n\nvar recipes = []func(http.Handler) http.Handler{${names.join(', ')}}\n`
}

/** How a server with recipes differs from the known server: what is started, and where. */
type Changes = Pick<KnownServer, 'folder'> & Partial<KnownServer>

/** A script that gets the recipes as arguments. It runs where it is, so that it finds node_modules. */
function script(program: string, recipes: readonly RecipeFile[], [interpreter = '']: readonly string[]): Changes {
  const files = recipes.map(({ path }) => resolve(FIXES, path))
  return { folder: dirname(program), start: [interpreter, basename(program), ...files] }
}

/** A Go program of the server, the recipes and their list. */
function goProgram(program: string, recipes: readonly RecipeFile[], folder: string, server: KnownServer): Changes {
  cpSync(program, join(folder, 'server.go'))
  const texts = recipes.map(({ path }) => readFileSync(join(FIXES, path), 'utf8'))
  for (const [at, text] of texts.entries()) writeFileSync(join(folder, `recipe${at}.go`), text)
  writeFileSync(join(folder, 'recipes.go'), goList(texts))
  const debian = { packages: [], ...server.install.debian }
  const build = ['GO111MODULE=off GOPATH=/usr/share/gocode go build -o server .']
  return { folder, install: { debian: { ...debian, build } } }
}

/** A configuration with the recipes in the place of its marker. */
function configuration(program: string, recipes: readonly RecipeFile[], folder: string): Changes {
  const text = readFileSync(program, 'utf8')
  if (!text.includes(MARKER)) throw new RangeError(`${program}: the line "${MARKER}" is missing`)
  const pasted = recipes.map(({ path }) => readFileSync(join(FIXES, path), 'utf8')).join('')
  writeFileSync(
    join(folder, basename(program)),
    text.replace(MARKER, () => pasted),
  )
  return { folder }
}

/**
 * The small server of a stack in docs/fixes with recipes applied, to be started as a known server.
 * @param folder an empty folder that it may use
 */
export function withRecipes(stack: Stack, recipes: readonly RecipeFile[], folder: string): KnownServer {
  const server = serverOf(stack)
  const program = join(FIXES, stack.program)
  const { fixture: _, ...rest } = server
  const changes = () => {
    if (extname(program) === '.go') return goProgram(program, recipes, folder, server)
    if (server.kind === 'hop') return configuration(program, recipes, folder)
    return script(program, recipes, server.start)
  }
  return { ...rest, ...changes() }
}
