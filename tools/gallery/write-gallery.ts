import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { availabilityOf, neededMachine } from '../../fleet/availability'
import { cacheFolder } from '../../fleet/cache'
import { type KnownServer, readManifests } from '../../fleet/manifest'
import { writePages } from '../page-folder'
import { fileOf, RESULTS, readGallery } from './gallery'
import { galleryPages } from './gallery-pages'
import { runServer } from './run-server'
import { VERDICTS_FILE, verdictsFile } from './verdicts-file'

/** The older versions that are published next to the usual one, for the history page. */
const OLDER_VERSIONS = ['ws@1.1.5', 'ws@3.3.3', 'ws@7.5.10', 'ws@8.18.2', 'ws@8.18.3']

/** How many servers are run at once. */
const SERVERS_AT_ONCE = 2

/** True for a server that runs here as it is, or that npm can install. */
async function canRunHere(server: KnownServer): Promise<boolean> {
  if (neededMachine(server) !== null) return false
  if (server.install.npm) return true
  return (await availabilityOf(server, cacheFolder(process.env))).runs
}

/** Every server that can run here, and the older versions. */
async function everyServer(): Promise<string[]> {
  const servers = readManifests()
  const canRun = await Promise.all(servers.map(canRunHere))
  const missing = servers.filter((_, at) => !canRun[at]).map(({ name }) => name)
  if (missing.length > 0) console.log(`not installed here, results kept: ${missing.join(', ')}`)
  return [...servers.filter((_, at) => canRun[at]).map(({ name }) => name), ...OLDER_VERSIONS]
}

/** Runs servers and writes their results. Returns a line for each that has none. */
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
      const state = 'text' in outcome ? 'done' : 'no results'
      console.log(`${word}: ${state} in ${Math.round((Date.now() - from) / 1000)} s; ${left.length} left`)
    }
  }
  await Promise.all(Array.from({ length: SERVERS_AT_ONCE }, worker))
  return failed
}

/**
 * `npm run gallery [-- NAME…]`: runs the named servers (`ws`, `ws@8.18.2`), or all that can run here, and writes their
 * results, the pages and the file of verdicts that the package carries. `--pages` runs no server. A server without new
 * results keeps its old ones and is named at the end; then the exit code is 1.
 */
async function main(words: readonly string[]): Promise<void> {
  const unknown = words.find((word) => word.startsWith('-') && word !== '--pages')
  if (unknown !== undefined) throw new RangeError(`${unknown}: npm run gallery takes names of servers, or --pages`)
  const named = words.filter((word) => word !== '--pages')
  const all = words.includes('--pages') ? [] : named.length > 0 ? named : await everyServer()
  const failed = await runAll(all)
  const gallery = readGallery()
  writePages(RESULTS, galleryPages(gallery))
  writeFileSync(VERDICTS_FILE, verdictsFile(gallery))
  for (const line of failed) console.error(`no new results of ${line}`)
  process.exitCode = failed.length > 0 ? 1 : 0
}

void main(process.argv.slice(2))
