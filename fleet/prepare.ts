import { cpSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { availabilityOf, neededMachine } from './availability'
import { digest, folderDigest, keep } from './cache'
import type { KnownServer } from './manifest'
import { type InstallOptions, installNpm, isBundled } from './npm'
import { runToEnd } from './processes'
import { StartError } from './start-error'

/** How long the build of a server may take, ms. */
const BUILD_MS = 600_000

/** A server that is ready to be started: in which folder, which version, with which environment. */
export interface Place {
  cwd: string
  version: string
  env: Readonly<Record<string, string>>
}

/** How to prepare a server. */
export interface PrepareOptions extends InstallOptions {
  /** The folder in which fetched and built servers are kept. */
  cache: string
}

/** The program is copied next to node_modules, where `require` and `import` of every runtime look for packages. */
async function placeOfNpm(server: KnownServer, { cache, ...options }: PrepareOptions): Promise<Place> {
  const installed = await installNpm(server, cache, options)
  const program = join(installed.folder, `program-${folderDigest(server.folder)}`)
  const cwd = await keep(program, async (draft) => cpSync(server.folder, draft, { recursive: true }))
  const path = [join(installed.folder, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter)
  return { cwd, version: installed.version, env: { PATH: path } }
}

async function build(server: KnownServer, version: string, { cache, signal }: PrepareOptions): Promise<string> {
  const lines = server.install.debian?.build ?? []
  const parts = [folderDigest(server.folder), ...lines, version, process.platform, process.arch]
  const folder = join(cache, 'built', `${server.name}-${digest(...parts)}`)
  return keep(folder, async (draft) => {
    cpSync(server.folder, draft, { recursive: true })
    const command = ['sh', '-e', '-c', lines.join('\n')]
    const { how, output } = await runToEnd(command, { cwd: draft, within: BUILD_MS, signal })
    if (how !== 'exit status 0') throw new StartError(`it does not build (${how})`, output)
  })
}

/**
 * Prepares a server so that it can be started: installs its npm packages or builds it, unless the cache has it. Debian
 * packages are not installed.
 * @throws {StartError} that says what is missing and how to install it, or what failed.
 */
export async function prepare(server: KnownServer, options: PrepareOptions): Promise<Place> {
  const { name, folder, install } = server
  const needed = neededMachine(server)
  if (needed !== null) throw new StartError(`${name} runs on ${needed}`)
  if (install.npm && (!isBundled(server) || options.version !== undefined)) return placeOfNpm(server, options)
  const { version, missing, install: lines } = await availabilityOf(server, options.cache)
  if (missing.length > 0 || version === null) {
    const how = lines.length > 0 ? `; install it with: ${lines.join(' && ')}` : ''
    throw new StartError(`${missing.join(', ')} is not installed here${how}`)
  }
  const built = install.debian?.build !== undefined
  return { cwd: built ? await build(server, version, options) : folder, version, env: {} }
}
