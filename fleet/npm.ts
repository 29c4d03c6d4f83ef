import { execFile } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { digest, keep } from './cache'
import type { Known } from './known'
import { runToEnd } from './processes'
import { StartError } from './start-error'

/** The command that is npm. */
const NPM = process.platform === 'win32' ? ['cmd', '/c', 'npm'] : ['npm']

/** How long an installation and a question to the registry may take, ms. */
const INSTALL_MS = 300_000
const QUESTION_MS = 20_000

/** How long one request of an installation may take, ms: packages can be large. */
const REQUEST_MS = 60_000

/** How long npm waits for the registry, unless the environment says otherwise. By itself it tries for minutes. */
const PATIENCE = {
  npm_config_fetch_retries: '1',
  npm_config_fetch_retry_mintimeout: '500',
  npm_config_fetch_retry_maxtimeout: '2000',
}

/** The environment of npm for requests of at most `ms` each. */
function npmEnv(ms: number): Record<string, string | undefined> {
  return { ...PATIENCE, npm_config_fetch_timeout: String(ms), ...process.env }
}

/** How many of npm's last lines an error has. */
const LAST_LINES = 4

/** The packages of a server or client from npm in the cache, installed or not. */
export interface Installation {
  package: string
  version: string
  /** The folder that holds node_modules. */
  folder: string
  isThere: boolean
}

/** True where wsspec itself depends on the package. */
export function isBundled({ install }: Pick<Known, 'install'>): boolean {
  return install.npm?.version === 'bundled'
}

/** Where the packages of a server or client from npm are, or would be, in the cache. Without a version: its usual one. */
export function installation({ name, install: { npm } }: Known, cache: string, version?: string): Installation {
  if (!npm) throw new Error(`${name} does not come from npm`)
  const wanted = version ?? npm.version
  const { modules } = process.versions
  const parts = JSON.stringify([
    npm.package,
    npm.with ?? {},
    npm.scripts ? modules : '',
    process.platform,
    process.arch,
  ])
  const folder = join(cache, 'npm', `${name}@${wanted}-${digest(parts)}`)
  return { package: npm.package, version: wanted, folder, isThere: existsSync(folder) }
}

/** Lines of npm that do not help: warnings, the path of its log, general advice, stack frames, fields of an error. */
const CHAFF =
  /^npm warn|A complete log|In most cases|Note that you can|tarball, folder|^npm error($| +at | {2,}\w+: | *\}$)|If you are behind a proxy/i

/** Why npm failed, in one line: its last useful lines. */
function npmWords(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !CHAFF.test(line))
  const words = lines.map((line) => line.replace(/^npm error (?:(?:notarget|\d{3}|command) (?=[A-Z]))?/, '').trim())
  return words.slice(-LAST_LINES).join('; ')
}

/** Which packages are installed, and how. */
export interface InstallOptions {
  /** Instead of the usual version. */
  version?: string | undefined
  signal?: AbortSignal | undefined
  /** Why the registry cannot be asked: only packages that npm has kept are installed then. */
  offline?: string | undefined
}

/**
 * Installs the packages of a server or client from npm into the cache, unless they are there.
 * @throws {StartError} with npm's last lines where the installation fails.
 */
export async function installNpm(
  known: Known,
  cache: string,
  { version, signal, offline }: InstallOptions,
): Promise<Installation> {
  const wanted = installation(known, cache, version)
  const { with: more = {}, scripts = false } = known.install.npm ?? {}
  const dependencies = { ...more, [wanted.package]: wanted.version }
  // npm 11 and later run only the install scripts that are named.
  const allowScripts = scripts ? Object.fromEntries(Object.keys(dependencies).map((each) => [each, true])) : {}
  const name = `${wanted.package}@${wanted.version}`
  try {
    await keep(wanted.folder, async (draft) => {
      writeFileSync(join(draft, 'package.json'), JSON.stringify({ private: true, dependencies, allowScripts }))
      const source = offline === undefined ? '--prefer-offline' : '--offline'
      const flags = ['--no-audit', '--no-fund', '--no-update-notifier', source, '--legacy-peer-deps']
      const command = [...NPM, 'install', ...flags, scripts ? '--no-ignore-scripts' : '--ignore-scripts']
      const env = npmEnv(REQUEST_MS)
      const { how, output } = await runToEnd(command, { cwd: draft, env, within: INSTALL_MS, signal })
      if (how === 'exit status 127') throw new StartError(`${name} does not install: there is no npm on PATH`)
      if (how !== 'exit status 0')
        throw new StartError(`${name} does not install: ${offline ?? (npmWords(output) || how)}`, output)
      const got = JSON.parse(readFileSync(join(draft, 'node_modules', wanted.package, 'package.json'), 'utf8'))
      if (got.version !== wanted.version)
        throw new StartError(`${name} does not install: npm installed ${got.version} instead`)
    })
  } catch (error) {
    if (error instanceof StartError) throw error
    throw new StartError(`${name} cannot be installed into ${cache}: ${(error as Error).message}`)
  }
  return { ...wanted, isThere: true }
}

/**
 * The versions of a package that the registry has, in the registry's order.
 * @throws {StartError} where the registry does not answer, or does not know the package.
 */
export function publishedVersions(name: string, signal?: AbortSignal): Promise<string[]> {
  const [npm = '', ...words] = [...NPM, 'view', name, 'versions', '--json', '--loglevel=error']
  const env = npmEnv(QUESTION_MS / 2)
  const options = { cwd: tmpdir(), env, timeout: QUESTION_MS, maxBuffer: 1 << 26, ...(signal ? { signal } : {}) }
  return new Promise((resolve, reject) => {
    execFile(npm, words, options, (error, stdout, stderr) => {
      if (error === null) resolve([JSON.parse(stdout)].flat() as string[])
      else {
        const late = error.killed ? `no answer within ${QUESTION_MS / 1000} s` : error.message
        reject(new StartError(`the npm registry gives no versions of ${name}: ${npmWords(stderr) || late}`))
      }
    })
  })
}
