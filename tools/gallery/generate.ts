import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { look, wrongMachine } from '../../fleet/availability'
import { cacheFolder } from '../../fleet/cache'
import { type KnownServer, readManifests } from '../../fleet/manifest'
import { pagesOf } from './pages'
import { fileOf, RESULTS, readGallery } from './published'
import { runServer } from './run'
import { VERDICTS_FILE, verdictsFile } from './verdicts-file'

/** The versions whose results stand beside those of the usual one, so that the history page tells what changed when. */
const HISTORY = ['ws@1.1.5', 'ws@3.3.3', 'ws@7.5.10', 'ws@8.18.2', 'ws@8.18.3']

/** How many servers are run at once. */
const SIDE_BY_SIDE = 2

/** True for a server that runs here as it is, or that npm brings. */
async function runsHere(server: KnownServer): Promise<boolean> {
  if (wrongMachine(server) !== null) return false
  if (server.install.npm) return true
  return (await look(server, cacheFolder(process.env))).runs
}

/** Every server that can run here, and the older versions. */
async function everything(): Promise<string[]> {
  const servers = readManifests()
  const here = await Promise.all(servers.map(runsHere))
  const absent = servers.filter((_, at) => !here[at]).map(({ name }) => name)
  if (absent.length > 0) console.log(`not here, and left as they are: ${absent.join(', ')}`)
  return [...servers.filter((_, at) => here[at]).map(({ name }) => name), ...HISTORY]
}

/** Writes the pages that the published results give, and removes those that they do not. */
function writePages(): void {
  const gallery = readGallery()
  const pages = pagesOf(gallery)
  writeFileSync(VERDICTS_FILE, verdictsFile(gallery))
  for (const [path, text] of pages) {
    mkdirSync(dirname(join(RESULTS, path)), { recursive: true })
    writeFileSync(join(RESULTS, path), text)
  }
  const there = readdirSync(RESULTS, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'))
  for (const path of there.filter((each) => !pages.has(each))) rmSync(join(RESULTS, path))
}

/** Runs servers and writes their results; gives a line for each that has none. */
async function runAll(words: readonly string[]): Promise<string[]> {
  const left = [...words]
  const failed: string[] = []
  const worker = async (): Promise<void> => {
    for (let word = left.shift(); word !== undefined; word = left.shift()) {
      const from = Date.now()
      const outcome = await runServer(word)
      const file = join(RESULTS, fileOf(word))
      mkdirSync(dirname(file), { recursive: true })
      if ('text' in outcome) writeFileSync(file, outcome.text)
      else failed.push(`${word}: ${outcome.reason}`)
      const told = 'text' in outcome ? 'done' : 'no results'
      console.log(`${word}: ${told} in ${Math.round((Date.now() - from) / 1000)} s; ${left.length} left`)
    }
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker))
  return failed
}

/**
 * `npm run gallery [-- NAME…]`: runs the servers that are named (`ws`, `ws@8.18.2`), or all that can run here, publishes
 * what they came to, and writes the pages; with `--pages` only the pages. A server that gives no results keeps those it
 * had and is told at the end; the exit code is 1 then.
 */
async function main(words: readonly string[]): Promise<void> {
  const strange = words.find((word) => word.startsWith('-') && word !== '--pages')
  if (strange !== undefined) throw new RangeError(`${strange}: npm run gallery takes names of servers, or --pages`)
  const named = words.filter((word) => word !== '--pages')
  const asked = words.includes('--pages') ? [] : named.length > 0 ? named : await everything()
  const failed = await runAll(asked)
  writePages()
  for (const line of failed) console.error(`no new results of ${line}`)
  process.exitCode = failed.length > 0 ? 1 : 0
}

void main(process.argv.slice(2))
