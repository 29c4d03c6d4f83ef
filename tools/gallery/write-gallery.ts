import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { availabilityOf, neededMachine } from '../../fleet/availability'
import { cacheFolder } from '../../fleet/cache'
import { type KnownServer, readManifests } from '../../fleet/manifest'
import { writePages } from '../page-folder'
import { fileOf, RESULTS, readGallery } from './gallery'
import { type GalleryArguments, galleryArguments } from './gallery-arguments'
import { galleryPages } from './gallery-pages'
import { runServer } from './run-server'
import { slowestFirst } from './slowest-first'
import { VERDICTS_FILE, verdictsFile } from './verdicts-file'

/** The older versions that are published next to the usual one, for the history page. */
const OLDER_VERSIONS = ['ws@1.1.5', 'ws@3.3.3', 'ws@7.5.10', 'ws@8.18.2', 'ws@8.18.3']

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

/** Runs servers, `jobs` at once, and writes their results into the folder. Returns a line for each that has none. */
async function runAll(words: readonly string[], folder: string, jobs: number): Promise<string[]> {
  const left = [...words]
  const failed: string[] = []
  const worker = async (): Promise<void> => {
    for (let word = left.shift(); word !== undefined; word = left.shift()) {
      const from = Date.now()
      const outcome = await runServer(word)
      const file = join(folder, fileOf(word))
      mkdirSync(dirname(file), { recursive: true })
      if ('text' in outcome) writeFileSync(file, outcome.text)
      else failed.push(`${word}: ${outcome.reason}`)
      const state = 'text' in outcome ? 'done' : 'no results'
      console.log(`${word}: ${state} in ${Math.round((Date.now() - from) / 1000)} s; ${left.length} left`)
    }
  }
  await Promise.all(Array.from({ length: jobs }, worker))
  return failed
}

/** Which servers to run: the named ones or all, without those that have results in the folder where `missing` says so. */
async function wanted({ names, pages, missing }: GalleryArguments, folder: string): Promise<string[]> {
  if (pages) return []
  const all = names.length > 0 ? names : slowestFirst(RESULTS, await everyServer())
  return missing ? all.filter((word) => !existsSync(join(folder, fileOf(word)))) : all
}

/**
 * `npm run gallery [-- NAME…]`: runs the named servers (`ws`, `ws@8.18.2`), or all that can run here, and writes their
 * results, the pages and the file of verdicts that the package carries. `gallery-arguments.ts` documents the flags. A server
 * without new results keeps its old ones and is named at the end; then the exit code is 1.
 */
async function main(words: readonly string[]): Promise<void> {
  const given = galleryArguments(words)
  const folder = given.to === undefined ? RESULTS : resolve(given.to)
  const failed = await runAll(await wanted(given, folder), folder, given.jobs)
  const gallery = readGallery(folder)
  writePages(folder, galleryPages(gallery))
  writeFileSync(given.to === undefined ? VERDICTS_FILE : join(folder, basename(VERDICTS_FILE)), verdictsFile(gallery))
  for (const line of failed) console.error(`no new results of ${line}`)
  process.exitCode = failed.length > 0 ? 1 : 0
}

void main(process.argv.slice(2))
