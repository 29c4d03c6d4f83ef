import { randomBytes } from 'node:crypto'
import { request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { setTimeout as delay } from 'node:timers/promises'
import { accepts } from './ports'
import type { Running } from './processes'
import { StartError } from './start-error'

/** How long a server has to become ready where its manifest says nothing, ms. */
export const START_MS = 10_000

/** The pause between two tries, and the longest time of one handshake, ms. */
const BETWEEN_MS = 25
const TRY_MS = 2000

/** Field values by name. */
export type Fields = Readonly<Record<string, string>>

/** The status of the answer to a correct handshake with these further fields, or null where there was no answer. */
function handshakeStatus(url: URL, fields: Fields): Promise<number | null> {
  const secure = url.protocol === 'wss:'
  const headers = {
    ...fields,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
  }
  return new Promise((resolve) => {
    const send = secure ? secureRequest : plainRequest
    const options = { headers, agent: false, timeout: TRY_MS, ...(secure ? { rejectUnauthorized: false } : {}) }
    const request = send(url.href.replace(/^ws/, 'http'), options)
    const settle = (status: number | null) => {
      request.destroy()
      resolve(status)
    }
    request.once('upgrade', (response, socket) => {
      socket.destroy()
      settle(response.statusCode ?? null)
    })
    request.once('response', (response) => settle(response.statusCode ?? null))
    request.once('timeout', () => settle(null))
    request.on('error', () => settle(null))
    request.end()
  })
}

async function until(
  met: () => Promise<boolean>,
  limit: number,
  running: Running,
  signal?: AbortSignal,
): Promise<boolean> {
  while (!running.hasEnded() && !signal?.aborted) {
    if (await met()) return true
    if (performance.now() >= limit) return false
    await delay(BETWEEN_MS)
  }
  return false
}

/** How long to wait for a server, and when it is ready. */
export interface ReadyOptions {
  /** The longest time, ms. */
  startMs: number
  /** Further field lines of the handshake. */
  fields?: Fields
  /** True for the status that a ready server answers with. Default: any but a 5xx. */
  isReady?: (status: number) => boolean
  /** Where the server has to be asked for its URL: called when it listens, again and again until it resolves to true. */
  locate?: () => Promise<boolean>
  /** Stops the waiting. */
  signal?: AbortSignal
}

/**
 * Waits until `running` accepts TCP connections at `url`, and then until it answers a correct handshake as `isReady` asks
 * for, or `startMs` are over. Resolves early when `signal` aborts.
 * @throws {StartError} where the process ends or never listens.
 */
export async function waitUntilReady(running: Running, url: URL, options: ReadyOptions): Promise<void> {
  const { startMs, fields = {}, isReady = (status: number) => status < 500, locate, signal } = options
  const limit = performance.now() + startMs
  const listens = await until(() => accepts(url), limit, running, signal)
  const answers = async () => {
    const status = await handshakeStatus(url, fields)
    return status !== null && isReady(status)
  }
  const located = listens && (locate === undefined || (await until(locate, limit, running, signal)))
  if (located) await until(answers, limit, running, signal)
  if (signal?.aborted) return
  if (running.hasEnded())
    throw new StartError(`it ended (${await running.ended}) before it answered at ${url.host}`, running.output())
  if (!listens) throw new StartError(`it did not listen on ${url.host} within ${startMs} ms`, running.output())
}
