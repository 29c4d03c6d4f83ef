import { cpSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { availabilityOf, neededMachine } from './availability'
import { digest, folderDigest, keep } from './cache'
import type { Known } from './known'
import { type InstallOptions, installNpm, isBundled } from './npm'
import { runToEnd } from './processes'
import { StartError } from './start-error'

/** How long a build may take, ms. */
const BUILD_MS = 600_000

/** Where a server or the driver of a client can be started: in which folder, which version, with which environment. */
export interface Place {
  cwd: string
  version: string
  env: Readonly<Record<string, string>>
}

/** How to prepare a server or client. */
export interface PrepareOptions extends InstallOptions {
  /** The folder in which fetched packages and builds are kept. */
  cache: string
}

/** The program is copied next to node_modules, where `require` and `import` of every runtime look for packages. */
async function placeOfNpm(known: Known, { cache, ...options }: PrepareOptions): Promise<Place> {
  const installed = await installNpm(known, cache, options)
  const program = join(installed.folder, `program-${folderDigest(known.folder)}`)
  const cwd = await keep(program, async (draft) => cpSync(known.folder, draft, { recursive: true }))
  const path = [join(installed.folder, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter)
  return { cwd, version: installed.version, env: { PATH: path } }
}

async function build(known: Known, version: string, { cache, signal }: PrepareOptions): Promise<string> {
  const lines = known.install.debian?.build ?? []
  const parts = [folderDigest(known.folder), ...lines, version, process.platform, process.arch]
  const folder = join(cache, 'built', `${known.name}-${digest(...parts)}`)
  return keep(folder, async (draft) => {
    cpSync(known.folder, draft, { recursive: true })
    const command = ['sh', '-e', '-c', lines.join('\n')]
    const { how, output } = await runToEnd(command, { cwd: draft, within: BUILD_MS, signal })
    if (how !== 'exit status 0') throw new StartError(`it does not build (${how})`, output)
  })
}

/**
 * Prepares a server or client so that it can be started: installs its npm packages or builds it, unless the cache has it. Debian
 * packages are not installed.
 * @throws {StartError} that says what is missing and how to install it, or what failed.
 */
export async function prepare(known: Known, options: PrepareOptions): Promise<Place> {
  const { name, folder, install } = known
  const needed = neededMachine(known)
  if (needed !== null) throw new StartError(`${name} runs on ${needed}`)
  if (install.npm && (!isBundled(known) || options.version !== undefined)) return placeOfNpm(known, options)
  const { version, missing, install: lines } = await availabilityOf(known, options.cache)
  if (missing.length > 0 || version === null) {
    const how = lines.length > 0 ? `; install it with: ${lines.join(' && ')}` : ''
    throw new StartError(`${missing.join(', ')} is not installed here${how}`)
  }
  const built = install.debian?.build !== undefined
  return { cwd: built ? await build(known, version, options) : folder, version, env: {} }
}
