import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { availabilityOf, neededMachine } from '../../fleet/availability'
import { cacheFolder } from '../../fleet/cache'
import { type KnownClient, readClientManifests } from '../../fleet/client-manifest'
import { type KnownServer, readManifests } from '../../fleet/manifest'
import type { Role } from '../../harness/case/role'
import { writePages } from '../page-folder'
import { fileOf, RESULTS, readGallery } from './gallery'
import { type GalleryArguments, galleryArguments } from './gallery-arguments'
import { galleryPages } from './gallery-pages'
import { runServer } from './run-server'
import { slowestFirst } from './slowest-first'
import { verdictsFile, verdictsPath } from './verdicts-file'

/** The older versions that are published next to the usual one, for the history page. */
const OLDER_VERSIONS: Readonly<Record<Role, readonly string[]>> = {
  server: ['ws@1.1.5', 'ws@3.3.3', 'ws@7.5.10', 'ws@8.18.2', 'ws@8.18.3'],
  client: [],
}

/** A server or client to run, as the command line names it. */
interface Peer {
  word: string
  role: Role
}

/** True for a server or client that runs here as it is, or that npm can install. */
async function canRunHere(peer: KnownServer | KnownClient): Promise<boolean> {
  // Of a manifest, only what servers and clients both have is read.
  const of = peer as KnownServer
  if (neededMachine(of) !== null) return false
  if (of.install.npm) return true
  return (await availabilityOf(of, cacheFolder(process.env))).runs
}

/** Every server, or every client, that can run here, and the older versions. */
async function everyName(role: Role): Promise<string[]> {
  const all = role === 'client' ? readClientManifests() : readManifests()
  const canRun = await Promise.all(all.map(canRunHere))
  const missing = all.filter((_, at) => !canRun[at]).map(({ name }) => name)
  if (missing.length > 0) console.log(`not installed here, results of ${role}s kept: ${missing.join(', ')}`)
  const here = all.filter((_, at) => canRun[at]).map(({ name }) => name)
  return slowestFirst(RESULTS, [...here, ...OLDER_VERSIONS[role]], role)
}

/** Runs servers and clients, `jobs` at once, and writes their results into the folder. Returns a line for each that has none. */
async function runAll(peers: readonly Peer[], folder: string, jobs: number): Promise<string[]> {
  const left = [...peers]
  const failed: string[] = []
  const worker = async (): Promise<void> => {
    for (let peer = left.shift(); peer !== undefined; peer = left.shift()) {
      const { word, role } = peer
      const from = Date.now()
      const outcome = await runServer(word, role)
      const file = join(folder, fileOf(word, role))
      mkdirSync(dirname(file), { recursive: true })
      if ('text' in outcome) writeFileSync(file, outcome.text)
      else failed.push(`${role} ${word}: ${outcome.reason}`)
      const state = 'text' in outcome ? 'done' : 'no results'
      console.log(`${role} ${word}: ${state} in ${Math.round((Date.now() - from) / 1000)} s; ${left.length} left`)
    }
  }
  await Promise.all(Array.from({ length: jobs }, worker))
  return failed
}

/** What to run: the named ones or all, without those that have results in the folder where `missing` says so. */
async function wanted({ names, clients, pages, missing }: GalleryArguments, folder: string): Promise<Peer[]> {
  if (pages) return []
  const roles: readonly Role[] = clients ? ['client'] : names.length > 0 ? ['server'] : ['server', 'client']
  const lists = await Promise.all(
    roles.map(async (role) => (names.length > 0 ? names : await everyName(role)).map((word): Peer => ({ word, role }))),
  )
  const all = lists.flat()
  return missing ? all.filter(({ word, role }) => !existsSync(join(folder, fileOf(word, role)))) : all
}

/**
 * `npm run gallery [-- [--clients] NAME…]`: runs the named servers (`ws`, `ws@8.18.2`) or clients, or all that can run here,
 * and writes their results, the pages and the files of verdicts that the package carries. `gallery-arguments.ts` documents
 * the flags. What has no new results keeps its old ones and is named at the end; then the exit code is 1.
 */
async function main(words: readonly string[]): Promise<void> {
  const given = galleryArguments(words)
  const folder = given.to === undefined ? RESULTS : resolve(given.to)
  const failed = await runAll(await wanted(given, folder), folder, given.jobs)
  const galleries = [readGallery(folder, 'server'), readGallery(folder, 'client')] as const
  writePages(folder, galleryPages(...galleries))
  for (const gallery of galleries) {
    const path = verdictsPath(gallery.role)
    writeFileSync(given.to === undefined ? path : join(folder, basename(path)), verdictsFile(gallery))
  }
  for (const line of failed) console.error(`no new results of ${line}`)
  process.exitCode = failed.length > 0 ? 1 : 0
}

void main(process.argv.slice(2))
