import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { digest, keep } from './cache'
import type { KnownServer } from './manifest'
import { startProcess } from './processes'
import { StartError } from './ready'

/** How long an installation may take, and a question to the registry, ms. */
const INSTALL_MS = 300_000
const QUESTION_MS = 60_000

/** How many lines of npm's words are shown where it fails. */
const LAST_LINES = 8

/** The packages of an npm server as they stand, or would stand, in the cache. */
export interface Installation {
  package: string
  version: string
  /** The folder that holds node_modules. */
  folder: string
  isThere: boolean
}

/** True for a server whose package is one that wsspec itself depends on. */
export function isBundled({ install }: KnownServer): boolean {
  return install.npm?.version === 'bundled'
}

/** Where the packages of an npm server stand in the cache, in its usual or another version. */
export function installation(server: KnownServer, cache: string, version?: string): Installation {
  const { npm } = server.install
  if (!npm) throw new Error(`${server.name} does not come from npm`)
  const wanted = version ?? npm.version
  const { modules } = process.versions
  const parts = JSON.stringify([
    npm.package,
    npm.with ?? {},
    npm.scripts ? modules : '',
    process.platform,
    process.arch,
  ])
  const folder = join(cache, 'npm', `${server.name}@${wanted}-${digest(parts)}`)
  return { package: npm.package, version: wanted, folder, isThere: existsSync(folder) }
}

/** What npm says, without what it says of itself. */
function npmWords(output: string): string {
  const lines = output.split('\n').filter((line) => !/^npm warn|A complete log of this run|^\s*$/i.test(line))
  return lines.slice(-LAST_LINES).join('\n')
}

/** Runs npm in `folder`; gives what it wrote. @throws {StartError} with its last lines where it fails. */
async function npm(
  words: readonly string[],
  folder: string,
  within: number,
  what: string,
  signal?: AbortSignal,
): Promise<string> {
  const command = process.platform === 'win32' ? ['cmd', '/c', 'npm', ...words] : ['npm', ...words]
  const running = startProcess(command, { cwd: folder, env: { NODE_ENV: '' } })
  const limit = AbortSignal.any([AbortSignal.timeout(within), ...(signal ? [signal] : [])])
  const cut = new Promise<string>((resolve) => {
    limit.addEventListener('abort', () =>
      resolve(signal?.aborted ? 'it was interrupted' : `it took longer than ${within / 1000} s`),
    )
    if (limit.aborted) resolve('it was interrupted')
  })
  const how = await Promise.race([running.ended, cut])
  await running.stop()
  if (how === 'exit status 0') return running.output()
  throw new StartError(
    `${what}: ${how === 'exit status 127' ? 'there is no npm on PATH' : `npm failed (${how})`}`,
    npmWords(running.output()),
  )
}

/**
 * Installs the packages of an npm server into the cache, unless they are there.
 * @throws {StartError} with npm's last lines where they do not install.
 */
export async function installNpm(
  server: KnownServer,
  cache: string,
  version?: string,
  signal?: AbortSignal,
): Promise<Installation> {
  const wanted = installation(server, cache, version)
  const { with: more = {}, scripts = false } = server.install.npm ?? {}
  const dependencies = { ...more, [wanted.package]: wanted.version }
  const name = `${wanted.package}@${wanted.version}`
  try {
    await keep(wanted.folder, async (draft) => {
      writeFileSync(join(draft, 'package.json'), `${JSON.stringify({ private: true, dependencies }, null, 2)}\n`)
      const flags = ['--no-audit', '--no-fund', '--no-update-notifier', '--prefer-offline', '--legacy-peer-deps']
      const words = ['install', ...flags, scripts ? '--no-ignore-scripts' : '--ignore-scripts']
      await npm(words, draft, INSTALL_MS, `${name} does not install`, signal)
      const got = JSON.parse(readFileSync(join(draft, 'node_modules', wanted.package, 'package.json'), 'utf8'))
      if (got.version !== wanted.version) throw new StartError(`${name} does not install: npm brought ${got.version}`)
    })
  } catch (error) {
    if (error instanceof StartError) throw error
    throw new StartError(`${name} cannot be kept in ${cache}: ${(error as Error).message}`)
  }
  return { ...wanted, isThere: true }
}

/**
 * The versions of a package that the registry has, in the order in which it tells them.
 * @throws {StartError} where the registry cannot be asked.
 */
export async function publishedVersions(name: string, folder: string, signal?: AbortSignal): Promise<string[]> {
  const words = ['view', name, 'versions', '--json', '--loglevel=error']
  const output = await npm(words, folder, QUESTION_MS, `the versions of ${name} cannot be asked for`, signal)
  const told: unknown = JSON.parse(output)
  return [told].flat().map(String)
}
