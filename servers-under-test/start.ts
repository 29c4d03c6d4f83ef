import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { type Launched, launch } from './launch'
import { type KnownServer, readManifests } from './manifest'
import { freePort, START_MS, StartError } from './ready'

/** How long a server may take to say its version, ms. */
const VERSION_MS = 10_000

/** A known server as it stands on this machine. */
export interface ServerHere {
  server: KnownServer
  /** Null where it cannot be asked. */
  version: string | null
  runs: boolean
  /** What is missing for it to run. */
  missing: string[]
}

/** A known server that was started and is ready. */
export interface StartedServer extends Launched {
  name: string
  version: string
  language: string
  /** Where its WebSocket is: `ws://127.0.0.1:PORT/`. */
  url: URL
}

/**
 * A command of a manifest as it is run: `node` is the one that runs now, and a .js program that stands there as .ts,
 * in the sources, is run through ts-node.
 */
export function runnable(command: readonly string[], folder: string): string[] {
  const [program = '', ...rest] = command
  if (program !== 'node') return [...command]
  const script = rest[0] ?? ''
  const source = script.replace(/\.js$/, '.ts')
  if (source === script || existsSync(join(folder, script)) || !existsSync(join(folder, source)))
    return [process.execPath, ...rest]
  return [process.execPath, '-r', require.resolve('ts-node/register'), source, ...rest.slice(1)]
}

function isInstalled(program: string): boolean {
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

/** The version of the package that a folder is part of. */
function packageVersion(folder: string): string {
  const path = join(folder, 'package.json')
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).version : packageVersion(dirname(folder))
}

/** The version that a server's own command tells; null where it fails. */
export function versionOf(server: KnownServer): Promise<string | null> {
  if (server.version === 'own') return Promise.resolve(packageVersion(server.folder))
  const [program = '', ...args] = runnable(server.version, server.folder)
  return new Promise((resolve) => {
    execFile(program, args, { cwd: server.folder, timeout: VERSION_MS }, (error, stdout) => {
      const version = stdout.trim().split('\n', 1)[0] ?? ''
      resolve(error || version === '' ? null : version)
    })
  })
}

/** Finds out whether a server can run on this machine. */
export async function look(server: KnownServer): Promise<ServerHere> {
  const programs = [server.start, server.version].flatMap((command) => (command === 'own' ? [] : (command[0] ?? [])))
  const missing = [...new Set(programs)].filter((program) => !isInstalled(program))
  const version = missing.length > 0 ? null : await versionOf(server)
  if (version === null && missing.length === 0) missing.push(server.name)
  return { server, version, runs: missing.length === 0, missing }
}

/** Every known server as it stands on this machine, by name. */
export function lookAtAll(root?: string): Promise<ServerHere[]> {
  return Promise.all(readManifests(root).map(look))
}

/**
 * Starts a known server on a free port and waits until it is ready; `signal` ends the waiting.
 * @throws {StartError} where it cannot run here or does not get ready; what it wrote is in the message.
 */
export async function startServer(server: KnownServer, signal?: AbortSignal): Promise<StartedServer> {
  const { version, runs, missing } = await look(server)
  if (!runs || version === null) {
    const how = server.install.length > 0 ? `; install it with: ${server.install.join(' && ')}` : ''
    throw new StartError(`${missing.join(', ')} is not installed here${how}`)
  }
  const port = await freePort()
  const url = new URL(`ws://127.0.0.1:${port}${server.path ?? '/'}`)
  const { name, language, folder: cwd, startMs = START_MS } = server
  const command = runnable(server.start, cwd)
  const place = { command, cwd, env: { PORT: String(port) }, url, startMs }
  const launched = await launch(signal ? { ...place, signal } : place)
  return { name, version, language, url, ...launched }
}
