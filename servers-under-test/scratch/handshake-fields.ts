import { createHash } from 'node:crypto'
import {
  asciiLower,
  combined,
  type ExtensionOffer,
  type FieldLine,
  isToken,
  members,
  readExtensions,
  sameName,
} from './http/fields'
import type { Request } from './http/request'
import { isAuthority, targetAuthority } from './http/uri'

/** Whether a field asks for something, or does not follow its grammar. */
export type Reading = 'yes' | 'no' | 'malformed'

/** The subprotocol that the server chooses. Without `subprotocol` it chooses none, which RFC 6455 calls null. */
export type Selection = { readonly subprotocol?: string } | 'malformed'

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const KEY = /^[A-Za-z0-9+/]{22}==$/
const PROTOCOL = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+(?:\/[!#$%&'*+\-.^_`|~0-9A-Za-z]+)?$/

/** The field lines with a name. RFC 9110 5.1. */
export function fieldLines(request: Request, name: string): readonly FieldLine[] {
  return request.fields.filter((line) => sameName(line.name, name))
}

/** Whether the client expects a 100 before it sends content. RFC 9110 7.8 puts 100 before 101, also where there is no content. */
export function expectsContinue(request: Request): boolean {
  return asciiLower(combined(fieldLines(request, 'Expect'))) === '100-continue'
}

/** Whether there is exactly one Host with a valid authority. RFC 9112 3.2. */
export function isHost([line, ...more]: readonly FieldLine[]): boolean {
  return line !== undefined && more.length === 0 && isAuthority(line.value)
}

/** The authority that a request is for: that of its target, else that of Host. RFC 9112 3.2.2, 3.3. */
export function authorityOf(target: string, [host]: readonly FieldLine[]): string {
  return targetAuthority(target) ?? host?.value ?? ''
}

/** Whether Upgrade asks for websocket. RFC 6455 4.2.1 item 3. */
export function readUpgrade(lines: readonly FieldLine[]): Reading {
  const protocols = members(combined(lines))
  if (!protocols.every((protocol) => PROTOCOL.test(protocol))) return 'malformed'
  return protocols.some((protocol) => asciiLower(protocol) === 'websocket') ? 'yes' : 'no'
}

/** Whether Connection has the option upgrade. RFC 6455 4.2.1 item 4. */
export function readConnection(lines: readonly FieldLine[]): Reading {
  const options = members(combined(lines))
  if (!options.every(isToken)) return 'malformed'
  return options.some((option) => asciiLower(option) === 'upgrade') ? 'yes' : 'no'
}

/**
 * The key, as the text that the Accept is computed over; `undefined` where there is no valid one. RFC 6455 4.2.1 item 5.
 * 22 characters and "==" are 16 bytes without decoding. The unused bits of the 22nd character are free.
 */
export function readKey(lines: readonly FieldLine[]): string | undefined {
  const key = combined(lines)
  return KEY.test(key) ? key : undefined
}

/** Whether the version is 13. RFC 6455 4.2.1 item 6. */
export function isVersion(lines: readonly FieldLine[]): boolean {
  return combined(lines) === '13'
}

/** Chooses the first subprotocol of the client that is spoken here. RFC 6455 4.2.2 /subprotocol/. */
export function chooseSubprotocol(lines: readonly FieldLine[], spoken: readonly string[]): Selection {
  if (lines.length === 0) return {}
  const offered = members(combined(lines))
  if (offered.length === 0 || !offered.every(isToken)) return 'malformed'
  const subprotocol = offered.find((name) => spoken.includes(name))
  return subprotocol === undefined ? {} : { subprotocol }
}

/** Reads the extension offers; none without the field. RFC 6455 4.2.1 item 9, 9.1. */
export function readOffers(lines: readonly FieldLine[]): readonly ExtensionOffer[] | 'malformed' {
  return lines.length === 0 ? [] : (readExtensions(combined(lines)) ?? 'malformed')
}

/** Sec-WebSocket-Accept: base64(SHA-1(key + GUID)). RFC 6455 4.2.2 step 5.4. */
export function computeAccept(key: string): string {
  return createHash('sha1')
    .update(key + GUID, 'latin1')
    .digest('base64')
}
