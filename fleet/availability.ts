import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { aptLine, type Installed, installedPackages } from './debian'
import { commandOf, commandWord, type Known } from './known'
import { installation, isBundled } from './npm'

import satisfies = require('semver/functions/satisfies')

/** How long the command that prints a version may take, ms. */
const VERSION_MS = 10_000

/**
 * What a known server or client needs to run on this machine: `runs` nothing, `npm` its package is fetched on first use, `debian`
 * Debian packages have to be installed first, `none` it cannot run here.
 */
export type Readiness = 'runs' | 'npm' | 'debian' | 'none'

/** Whether a known server or client runs on this machine, and what it needs for that. */
export interface Availability<K extends Known = Known> {
  known: K
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

/** The version that the command of a manifest prints, without a leading `v`; null where there is no command or it fails. */
export function versionOf(known: Known): Promise<string | null> {
  if (known.version === undefined) return Promise.resolve(null)
  if (known.version === 'own') return Promise.resolve(packageVersion(known.folder))
  const [program = '', ...args] = commandHere(known.version, known.folder)
  return new Promise((resolve) => {
    execFile(program, args, { cwd: known.folder, timeout: VERSION_MS }, (error, stdout) => {
      const version = (stdout.trim().split('\n', 1)[0] ?? '').replace(/^v(?=\d)/, '')
      resolve(error || version === '' ? null : version)
    })
  })
}

/** The machines that it runs on, where this is none of them; null where it is one. */
export function neededMachine({ platforms, node }: Known): string | null {
  const here = `${process.platform}-${process.arch}`
  if (platforms && !platforms.some((name) => name === here || name === process.platform))
    return `${platforms.join(' or ')} only (this is ${here})`
  if (node !== undefined && !satisfies(process.versions.node, node))
    return `Node ${node} (this is ${process.versions.node})`
  return null
}

/** What nothing installs: it runs where no program is missing and its version is known. */
function builtIn<K extends Known>(known: K, version: string | null, absent: readonly string[]): Availability<K> {
  const missing = version === null && absent.length === 0 ? [known.name] : [...absent]
  const runs = missing.length === 0
  return { known, readiness: runs ? 'runs' : 'none', version, runs, missing, install: [] }
}

function ofNpm<K extends Known>(known: K, cache: string): Availability<K> {
  const { isThere: runs, version, ...here } = installation(known, cache)
  const missing = runs ? [] : [`${here.package}@${version}`]
  const install = runs ? [] : [`wsspec ${commandWord(known)} install ${known.name} --yes`]
  return { known, readiness: runs ? 'runs' : 'npm', version, runs, missing, install }
}

async function ofDebian<K extends Known>(known: K, installed: Installed): Promise<Availability<K>> {
  const { packages = [], build = [] } = known.install.debian ?? {}
  const absent = packages.filter((name) => !installed.has(name))
  const printed = await versionOf(known)
  const [first = ''] = packages
  if (absent.length === 0) return builtIn(known, printed ?? installed.get(first) ?? null, [])
  // The program may have been installed in another way than as a Debian package.
  const programs = build.length > 0 ? ['sh'] : commandOf(known).slice(0, 1)
  if (printed !== null && programs.every(isExecutable)) return builtIn(known, printed, [])
  const install = [aptLine(packages), ...build]
  return { known, readiness: 'debian', version: null, runs: false, missing: absent, install }
}

async function ofBuiltin<K extends Known>(known: K): Promise<Availability<K>> {
  const version = await versionOf(known)
  const absent = commandOf(known)
    .slice(0, 1)
    .filter((program) => !isExecutable(program))
  return builtIn(known, version, absent)
}

/**
 * Checks whether a server or client can run on this machine. No network is used.
 * @param cache the folder that holds packages of npm
 * @param installed the Debian packages that are installed, where the caller has asked for them before
 */
export async function availabilityOf<K extends Known>(
  known: K,
  cache: string,
  installed?: Installed,
): Promise<Availability<K>> {
  const needed = neededMachine(known)
  if (needed !== null) return builtIn(known, null, [needed])
  if (known.install.npm && !isBundled(known)) return ofNpm(known, cache)
  if (known.install.debian) return ofDebian(known, installed ?? (await installedPackages()))
  return ofBuiltin(known)
}

/** Checks servers or clients, a few at a time, and returns them in their order. */
export async function availabilityOfAll<K extends Known>(cache: string, all: readonly K[]): Promise<Availability<K>[]> {
  const installed = await installedPackages()
  const results: Availability<K>[] = []
  // A few at a time: some start an interpreter to print their version.
  const left = all.entries()
  const worker = async () => {
    for (const [at, known] of left) results[at] = await availabilityOf(known, cache, installed)
  }
  await Promise.all(Array.from({ length: 4 }, worker))
  return results
}
