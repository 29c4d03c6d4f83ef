import { randomBytes } from 'node:crypto'
import type { ClientFunctions, Field, Opening } from './functions'

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

/** The URL in a text; undefined where it is none. RFC 6455 4.1 step 1. */
export function readUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}

/** Unique tokens. RFC 6455 4.1 request item 10. */
export function mayOffer(protocols: readonly string[]): boolean {
  return new Set(protocols).size === protocols.length && protocols.every((name) => TOKEN.test(name))
}

/** The credentials of a URL. RFC 7617 2. */
function basic({ username, password }: URL): string {
  return `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`
}

/** 16 random bytes in base64. RFC 6455 4.1 request item 7. */
export function chooseKey(): string {
  return randomBytes(16).toString('base64')
}

/** The resource name: path and query, without the fragment. RFC 6455 3. */
export function targetOf(url: URL): string {
  return `${url.pathname}${url.search}`
}

/** The authority without userinfo, and with a port that is not the default. RFC 9112 3.2. */
export function hostOf(url: URL): string {
  return url.host
}

/** RFC 6455 4.1 request items 2 and 3. */
export function requestLine(url: URL, client: ClientFunctions): string {
  return `GET ${client.targetOf(url)} HTTP/1.1`
}

/** RFC 6455 4.1 request items 4 to 10. */
export function requestFields({ url, protocols, key }: Opening, client: ClientFunctions): readonly Field[] {
  return [
    ['Host', client.hostOf(url)],
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Key', key],
    ['Sec-WebSocket-Version', '13'],
    ...(url.username === '' ? [] : [['Authorization', basic(url)] as const]),
    ...client.offers().map((offer) => ['Sec-WebSocket-Extensions', offer] as const),
    ...(protocols.length > 0 ? [['Sec-WebSocket-Protocol', protocols.join(', ')] as const] : []),
  ]
}

/** The request as it is sent. RFC 9112 2.1. */
export function writeRequest(opening: Opening, client: ClientFunctions): string {
  const lines = client.requestFields(opening, client).map(([name, value]) => `${name}: ${value}`)
  return [client.requestLine(opening.url, client), ...lines, '', ''].join('\r\n')
}
