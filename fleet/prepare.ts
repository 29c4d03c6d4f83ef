import { cpSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { look, wrongMachine } from './availability'
import { digest, folderDigest, keep } from './cache'
import type { KnownServer } from './manifest'
import { installNpm, isBundled } from './npm'
import { runToEnd } from './processes'
import { StartError } from './ready'

/** How long the commands that build a server may take together, ms. */
const BUILD_MS = 600_000

/** Where and how a server is started. */
export interface Place {
  cwd: string
  version: string
  env: Readonly<Record<string, string>>
}

/** What a server may be prepared with. */
export interface PrepareOptions {
  /** The folder in which fetched and built servers are kept. */
  cache: string
  /** A published version of its npm package, instead of the usual one. */
  version?: string | undefined
  signal?: AbortSignal | undefined
}

/** Its program stands beside node_modules, where `require` and `import` of any runtime look for packages. */
async function placeOfNpm(server: KnownServer, { cache, version, signal }: PrepareOptions): Promise<Place> {
  const installed = await installNpm(server, cache, version, signal)
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
 * Gets a server ready to be started: installs its npm packages, or builds it, into the cache where that was not done
 * before. Debian packages are not installed here.
 * @throws {StartError} saying what is missing and how to get it, or what went wrong.
 */
export async function prepare(server: KnownServer, options: PrepareOptions): Promise<Place> {
  const { name, folder, install } = server
  const wrong = wrongMachine(server)
  if (wrong !== null) throw new StartError(`${name} runs on ${wrong}`)
  if (install.npm && (!isBundled(server) || options.version !== undefined)) return placeOfNpm(server, options)
  const { version, missing, install: lines } = await look(server, options.cache)
  if (missing.length > 0 || version === null) {
    const how = lines.length > 0 ? `; install it with: ${lines.join(' && ')}` : ''
    throw new StartError(`${missing.join(', ')} is not installed here${how}`)
  }
  const built = install.debian?.build !== undefined
  return { cwd: built ? await build(server, version, options) : folder, version, env: {} }
}
