import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { aptLine, type Installed, installedPackages } from './debian'
import type { KnownServer } from './manifest'
import { installation, isBundled } from './npm'

import satisfies = require('semver/functions/satisfies')

/** How long the command that prints a server's version may take, ms. */
const VERSION_MS = 10_000

/**
 * What a known server needs to run on this machine: `runs` nothing, `npm` its package is fetched on first use, `debian`
 * Debian packages have to be installed first, `none` it cannot run here.
 */
export type Readiness = 'runs' | 'npm' | 'debian' | 'none'

/** Whether a known server runs on this machine, and what it needs for that. */
export interface Availability {
  server: KnownServer
  readiness: Readiness
  /** The version that runs here, or would run once it is installed; null where it is not known. */
  version: string | null
  runs: boolean
  /** The packages or programs that are missing, or why this machine cannot run it. */
  missing: string[]
  /** The command lines that install what is missing. */
  install: string[]
}

/**
 * The command of a manifest as it is run here: `node` becomes the Node that runs wsspec. In a checkout, where a program
 * exists as .ts and not as .js, the TypeScript is run.
 */
export function commandHere(command: readonly string[], folder: string): string[] {
  const [program = '', ...rest] = command
  if (program !== 'node') return [...command]
  const script = rest[0] ?? ''
  const source = script.replace(/\.js$/, '.ts')
  if (source === script || existsSync(join(folder, script)) || !existsSync(join(folder, source)))
    return [process.execPath, ...rest]
  return [process.execPath, '-r', join(__dirname, '..', 'tools', 'typescript.js'), source, ...rest.slice(1)]
}

function isExecutable(program: string): boolean {
  if (program === 'node') return true
  const folders = program.includes('/') ? [''] : (process.env['PATH'] ?? '').split(delimiter)
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** The version of the npm package that a folder is part of. */
function packageVersion(folder: string): string {
  const path = join(folder, 'package.json')
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).version : packageVersion(dirname(folder))
}

/** The version that a server's own command prints, without a leading `v`; null where there is no command or it fails. */
export function versionOf(server: KnownServer): Promise<string | null> {
  if (server.version === undefined) return Promise.resolve(null)
  if (server.version === 'own') return Promise.resolve(packageVersion(server.folder))
  const [program = '', ...args] = commandHere(server.version, server.folder)
  return new Promise((resolve) => {
    execFile(program, args, { cwd: server.folder, timeout: VERSION_MS }, (error, stdout) => {
      const version = (stdout.trim().split('\n', 1)[0] ?? '').replace(/^v(?=\d)/, '')
      resolve(error || version === '' ? null : version)
    })
  })
}

/** The machines that a server runs on, where this is none of them; null where it is one. */
export function neededMachine({ platforms, node }: KnownServer): string | null {
  const here = `${process.platform}-${process.arch}`
  if (platforms && !platforms.some((name) => name === here || name === process.platform))
    return `${platforms.join(' or ')} only (this is ${here})`
  if (node !== undefined && !satisfies(process.versions.node, node))
    return `Node ${node} (this is ${process.versions.node})`
  return null
}

/** A server that nothing installs: it runs where no program is missing and its version is known. */
function builtIn(server: KnownServer, version: string | null, absent: readonly string[]): Availability {
  const missing = version === null && absent.length === 0 ? [server.name] : [...absent]
  const runs = missing.length === 0
  return { server, readiness: runs ? 'runs' : 'none', version, runs, missing, install: [] }
}

async function ofNpm(server: KnownServer, cache: string): Promise<Availability> {
  const here = installation(server, cache)
  const missing = here.isThere ? [] : [`${here.package}@${here.version}`]
  const install = missing.length > 0 ? [`wsspec servers install ${server.name} --yes`] : []
  return {
    server,
    readiness: here.isThere ? 'runs' : 'npm',
    version: here.version,
    runs: here.isThere,
    missing,
    install,
  }
}

async function ofDebian(server: KnownServer, installed: Installed): Promise<Availability> {
  const { packages = [], build = [] } = server.install.debian ?? {}
  const absent = packages.filter((name) => !installed.has(name))
  const printed = await versionOf(server)
  const [first = ''] = packages
  if (absent.length === 0) {
    return builtIn(server, printed ?? installed.get(first) ?? null, [])
  }
  // The program may have been installed in another way than as a Debian package.
  const programs = build.length > 0 ? ['sh'] : server.start.slice(0, 1)
  if (printed !== null && programs.every(isExecutable)) return builtIn(server, printed, [])
  const install = [aptLine(packages), ...build]
  return { server, readiness: 'debian', version: null, runs: false, missing: absent, install }
}

async function ofBuiltin(server: KnownServer): Promise<Availability> {
  const version = await versionOf(server)
  return builtIn(
    server,
    version,
    server.start.slice(0, 1).filter((program) => !isExecutable(program)),
  )
}

/**
 * Checks whether a server can run on this machine. No network is used.
 * @param cache the folder that holds servers of npm
 * @param installed the Debian packages that are installed, where the caller has asked for them before
 */
export async function availabilityOf(server: KnownServer, cache: string, installed?: Installed): Promise<Availability> {
  const needed = neededMachine(server)
  if (needed !== null) return builtIn(server, null, [needed])
  if (server.install.npm && !isBundled(server)) return ofNpm(server, cache)
  if (server.install.debian) return ofDebian(server, installed ?? (await installedPackages()))
  return ofBuiltin(server)
}

/** Checks the servers, a few at a time, and returns them in their order. */
export async function availabilityOfAll(cache: string, servers: readonly KnownServer[]): Promise<Availability[]> {
  const installed = await installedPackages()
  const all: Availability[] = []
  // A few at a time: some start an interpreter to print their version.
  const left = servers.entries()
  const worker = async () => {
    for (const [at, server] of left) all[at] = await availabilityOf(server, cache, installed)
  }
  await Promise.all(Array.from({ length: 4 }, worker))
  return all
}
