import { cpSync, existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { availabilityOf, neededMachine } from './availability'
import { digest, folderDigest, keep } from './cache'
import type { Known } from './known'
import { type InstallOptions, installNpm, isBundled } from './npm'
import { runToEnd } from './processes'
import { StartError } from './start-error'

/** How long a build may take, ms. */
const BUILD_MS = 600_000

/** A server or the driver of a client that can be started: its folder, its version and its environment. */
export interface Prepared {
  cwd: string
  version: string
  env: Readonly<Record<string, string>>
}

/** How to prepare a server or client. */
export interface PrepareOptions extends InstallOptions {
  /** The folder in which fetched packages and builds are kept. */
  cache: string
}

/** The folder beside those of the manifests that holds what several programs have in common. */
function kitOf({ folder }: Known): string | null {
  const kit = join(dirname(folder), 'kit')
  return existsSync(kit) ? kit : null
}

/** A digest of everything that `copyInto` copies. */
function programDigest(known: Known): string {
  const kit = kitOf(known)
  return digest(folderDigest(known.folder), kit === null ? '' : folderDigest(kit))
}

/** Copies the program, and the kit beside it, into a folder, so that `../kit` is the same in the copy. */
function copyInto(draft: string, known: Known): void {
  const kit = kitOf(known)
  cpSync(known.folder, join(draft, known.name), { recursive: true })
  if (kit !== null) cpSync(kit, join(draft, 'kit'), { recursive: true })
}

/** The program is copied next to node_modules, where `require` and `import` of every runtime look for packages. */
async function preparedFromNpm(known: Known, { cache, ...options }: PrepareOptions): Promise<Prepared> {
  const installed = await installNpm(known, cache, options)
  const program = join(installed.folder, `program-${programDigest(known)}`)
  const copy = await keep(program, async (draft) => copyInto(draft, known))
  const cwd = join(copy, known.name)
  const path = [join(installed.folder, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter)
  return { cwd, version: installed.version, env: { PATH: path } }
}

async function build(known: Known, version: string, { cache, signal }: PrepareOptions): Promise<string> {
  const lines = known.install.debian?.build ?? []
  const parts = [programDigest(known), ...lines, version, process.platform, process.arch]
  const folder = join(cache, 'built', `${known.name}-${digest(...parts)}`)
  const copy = await keep(folder, async (draft) => {
    copyInto(draft, known)
    const command = ['sh', '-e', '-c', lines.join('\n')]
    const { how, output } = await runToEnd(command, { cwd: join(draft, known.name), within: BUILD_MS, signal })
    if (how !== 'exit status 0') throw new StartError(`it does not build (${how})`, output)
  })
  return join(copy, known.name)
}

/**
 * Prepares a server or client so that it can be started: installs its npm packages or builds it, unless the cache has it. Debian
 * packages are not installed.
 * @throws {StartError} that says what is missing and how to install it, or what failed.
 */
export async function prepare(known: Known, options: PrepareOptions): Promise<Prepared> {
  const { name, folder, install } = known
  const needed = neededMachine(known)
  if (needed !== null) throw new StartError(`${name} runs on ${needed}`)
  if (install.npm && (!isBundled(known) || options.version !== undefined)) return preparedFromNpm(known, options)
  const { version, missing, install: lines } = await availabilityOf(known, options.cache)
  if (missing.length > 0 || version === null) {
    const how = lines.length > 0 ? `; install it with: ${lines.join(' && ')}` : ''
    throw new StartError(`${missing.join(', ')} is not installed here${how}`)
  }
  const built = install.debian?.build !== undefined
  return { cwd: built ? await build(known, version, options) : folder, version, env: {} }
}
