import type { ClientFunctions, Opening } from './functions'
import type { Head } from './response'

const STATUSES: readonly number[] = [301, 302, 303, 307, 308]

/** Where a Location leads from a URL; `undefined` for one that names no WebSocket, or leaves TLS. */
function target(location: string, from: URL): URL | undefined {
  const base = new URL(from.href.replace(/^ws/, 'http'))
  if (!URL.canParse(location, base)) return undefined
  const url = new URL(new URL(location, base).href.replace(/^http/, 'ws'))
  return url.protocol === from.protocol || url.protocol === 'wss:' ? url : undefined
}

/**
 * The whole handshake again, with a new key. RFC 6455 4.1 response item 1 allows it. Credentials of the caller stay at
 * their origin. RFC 9110 15.4.
 */
export function redirected(
  { status, fields }: Head,
  { url, protocols }: Opening,
  client: ClientFunctions,
): Opening | undefined {
  const [, location] = fields.find(([name]) => name === 'location') ?? []
  if (!STATUSES.includes(status) || location === undefined) return undefined
  const next = target(location, url)
  if (next === undefined) return undefined
  if (next.host === url.host) {
    next.username = url.username
    next.password = url.password
  }
  return { url: next, protocols, key: client.chooseKey() }
}
