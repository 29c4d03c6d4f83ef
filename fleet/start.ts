import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commandHere } from './availability'
import { filled, type Launched, launch } from './launch'
import type { KnownServer, Needs } from './manifest'
import { freePort } from './ports'
import { type PrepareOptions, prepare } from './prepare'
import { type Fields, START_MS } from './ready'
import { StartError } from './start-error'

/** How long the question for a server's path may take, ms. */
const PATH_MS = 2000

/** How to start a known server. */
export interface StartOptions extends PrepareOptions {
  /** `host:port` that a hop passes connections on to. */
  upstream?: string | undefined
}

/** A known server that was started and is ready. */
export interface StartedServer extends Launched {
  name: string
  version: string
  language: string
  /** Where its WebSocket is: `ws://127.0.0.1:PORT/`. */
  url: URL
  /** The fields that a handshake must have to be accepted. */
  needs: Needs
}

function filledNeeds({ origin, subprotocol, headers = {} }: Needs, values: Readonly<Record<string, string>>): Needs {
  return {
    ...(origin === undefined ? {} : { origin: filled(origin, values) }),
    ...(subprotocol === undefined ? {} : { subprotocol }),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, filled(value, values)])),
  }
}

function fieldsOf({ origin, subprotocol, headers }: Needs): Fields {
  return {
    ...headers,
    ...(origin === undefined ? {} : { Origin: origin }),
    ...(subprotocol === undefined ? {} : { 'Sec-WebSocket-Protocol': subprotocol }),
  }
}

/** The variables that name a hop's upstream: `host:port`, and both alone, the host without brackets. */
function upstreamWords(upstream: string): Record<string, string> {
  const colon = upstream.lastIndexOf(':')
  const host = upstream.slice(0, colon).replace(/^\[|\]$/g, '')
  return { UPSTREAM: upstream, UPSTREAM_HOST: host, UPSTREAM_PORT: upstream.slice(colon + 1) }
}

/** The texts of the files `names` in `folder`, with their variables filled in, by name. */
function filledFiles(
  folder: string,
  names: readonly string[],
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, filled(readFileSync(join(folder, name), 'utf8'), values)]))
}

/** Creates the folder that a server may write into. */
function workFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'wsspec-work-'))
  } catch (error) {
    throw new StartError(
      `cannot create a folder in ${tmpdir()} (set TMPDIR to use another): ${(error as Error).message}`,
    )
  }
}

/** Asks a server for the path of its WebSocket and sets it in `url`. False where the server gives no path. */
async function askForPath(from: string, url: URL): Promise<boolean> {
  try {
    const response = await fetch(`http://${url.host}${from}`, { signal: AbortSignal.timeout(PATH_MS) })
    const document = (await response.json()) as unknown
    const { webSocketDebuggerUrl } = [document].flat()[0] as { webSocketDebuggerUrl: string }
    const { pathname, search } = new URL(webSocketDebuggerUrl)
    Object.assign(url, { pathname, search })
    return true
  } catch {
    return false
  }
}

/**
 * Starts a known server on a free port and waits until it answers 101, but not longer than its `startMs`. A server that
 * listens and does not answer 101 by then is returned all the same. `signal` stops the waiting.
 * @throws {StartError} where it cannot run here, ends or does not listen; its output is in the error.
 */
export async function startServer(server: KnownServer, options: StartOptions): Promise<StartedServer> {
  const { name, language, path = '/', pathFrom, pidFile, startMs = START_MS } = server
  const { cwd, version, env } = await prepare(server, options)
  const port = await freePort()
  const work = workFolder()
  const given = { PORT: String(port), WORK: work, ...(options.upstream ? upstreamWords(options.upstream) : {}) }
  const needs = filledNeeds(server.needs ?? {}, given)
  const url = new URL(`ws://127.0.0.1:${port}${path}`)
  const launched = await launch({
    command: commandHere(server.start, cwd).map((word) => filled(word, given)),
    cwd,
    env: { ...env, ...given },
    work,
    files: filledFiles(cwd, server.config ?? [], given),
    url,
    startMs,
    fields: fieldsOf(needs),
    isReady: (status) => status === 101,
    ...(pidFile === undefined ? {} : { pidFile }),
    ...(pathFrom === undefined ? {} : { locate: () => askForPath(pathFrom, url) }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  })
  return { name, version, language, url, needs, ...launched }
}
