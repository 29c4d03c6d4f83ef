import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Role } from '../../harness/case/role'
import { readRecipes } from '../../settings/recipes'
import { RESULTS, readAllResults } from '../gallery/gallery'
import { repositoryUrl } from './homepage'
import type { Upstream } from './newest-version'
import type { SiteSource } from './site-data'
import { sitePages } from './site-pages'

const ASSET_FOLDER = join(__dirname, 'assets')

/** The scripts of the pages, as they are. */
const SCRIPTS = ['site.js', 'table.js', 'compare.js']

/** The parts of the style sheet, in the order in which a later rule wins. */
const STYLES = [
  ...['palette', 'base', 'top', 'controls', 'words', 'tables', 'heat-map', 'peer', 'case', 'compare'],
  ...['narrow', 'print'],
]

/** The style sheet of every page. It names no URL. */
export function styleSheet(): string {
  return STYLES.map((name) => readFileSync(join(ASSET_FOLDER, 'style', `${name}.css`), 'utf8')).join('\n')
}

/** The file that tells a later run that it may empty the folder. */
const MARK = '.wsspec-site'

/** What the site is made of: the published results of one side below `root`, and files of this project. */
export function readSource(root: string = RESULTS, role: Role = 'server'): SiteSource {
  const { gallery, broken } = readAllResults(root, role)
  const upstream = JSON.parse(readFileSync(join(__dirname, 'upstream.json'), 'utf8')) as Upstream
  return { gallery, broken, upstream, recipes: role === 'server' ? readRecipes() : [], repository: repositoryUrl() }
}

/**
 * Empties the folder of an earlier site.
 * @throws {RangeError} where the folder has something else.
 */
function emptied(folder: string): void {
  if (existsSync(folder)) {
    const isOurs = existsSync(join(folder, MARK)) || readdirSync(folder).length === 0
    if (!isOurs) throw new RangeError(`${folder} is not empty and holds no site: name another folder`)
    rmSync(folder, { recursive: true })
  }
  mkdirSync(folder, { recursive: true })
}

/** Writes the site into a folder, and removes what an earlier site left there. Returns how many files it wrote. */
export function writeSite(folder: string, source: SiteSource, clients?: SiteSource): number {
  const files = sitePages(source, clients)
  emptied(folder)
  writeFileSync(join(folder, MARK), '')
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  for (const name of SCRIPTS) cpSync(join(ASSET_FOLDER, name), join(folder, name))
  writeFileSync(join(folder, 'site.css'), styleSheet())
  return files.size + SCRIPTS.length + 1
}

/**
 * `npm run site [-- --to FOLDER]`: writes the site of the published results into `site/`, or another folder. A results file
 * that cannot be read is named, and the rest is written; then the exit code is 1.
 */
function main(words: readonly string[]): void {
  const { values } = parseArgs({ args: [...words], options: { to: { type: 'string' }, from: { type: 'string' } } })
  const folder = resolve(values.to ?? join(__dirname, '..', '..', 'site'))
  const start = performance.now()
  const from = values.from === undefined ? RESULTS : resolve(values.from)
  const [source, clients] = [readSource(from), readSource(from, 'client')]
  const number = writeSite(folder, source, clients)
  const broken = [...source.broken, ...clients.broken]
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(`${number} files in ${seconds} s: open ${join(folder, 'index.html')}`)
  for (const line of broken) console.error(`left out: ${line}`)
  process.exitCode = broken.length > 0 ? 1 : 0
}

if (require.main === module) main(process.argv.slice(2))
