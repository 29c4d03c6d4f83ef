import { createHash } from 'node:crypto'
import type { Answer } from './answer'
import { agreeDeflate, type DeflateAgreement } from './deflate-offer'
import {
  asciiLower,
  combined,
  type ExtensionOffer,
  type FieldLine,
  isToken,
  members,
  readExtensions,
  sameName,
} from './fields'
import { LINK_STEPS, type LinkSteps } from './link-steps'
import type { Refusal } from './refusal'
import type { Request } from './request'
import { SITE_STEPS, type SiteSteps } from './site-steps'
import { WIRE_STEPS, type WireSteps } from './wire-steps'

/** What the lines of a field say about one thing the handshake asks for. */
export type Reading = 'yes' | 'no' | 'malformed'

/** What the server chose of the client's subprotocols; no `subprotocol` is the RFC's null. */
export type Selection = { readonly subprotocol?: string } | 'malformed'

/** Octets that follow the 101 on the server's own motion, `afterMs` later unless the client speaks first. */
export interface Greeting {
  readonly bytes: Buffer
  readonly afterMs: number
}

/**
 * The single steps of the opening handshake, each a small function that stands alone, so that a defect can replace one and
 * leave the others as they are. The steps in the second half do nothing in the intact server.
 */
export interface Steps extends SiteSteps, WireSteps, LinkSteps {
  /** Is it an HTTP version that can be upgraded from? RFC 6455 4.2.1 item 1, RFC 9110 6.2, 7.8. */
  speaks(version: Request['version']): boolean
  /** The field lines of a name, which is given in its RFC spelling. RFC 9110 5.1. */
  lines(request: Request, name: string): readonly FieldLine[]
  /** Does Upgrade ask for websocket? RFC 6455 4.2.1 item 3. */
  upgrade(lines: readonly FieldLine[]): Reading
  /** Does Connection have the upgrade option? RFC 6455 4.2.1 item 4. */
  connection(lines: readonly FieldLine[]): Reading
  /** The key as the string that the Accept is computed over; `undefined` where there is no valid one. RFC 6455 4.2.1 item 5. */
  key(lines: readonly FieldLine[]): string | undefined
  /** Is it a version that is spoken here? RFC 6455 4.2.1 item 6. */
  version(lines: readonly FieldLine[]): boolean
  /** Sec-WebSocket-Version of a refusal, `undefined` for none. RFC 6455 4.4. */
  advertised(lines: readonly FieldLine[]): string | undefined
  /** The first of the client's subprotocols that is spoken here. RFC 6455 4.2.2 /subprotocol/. */
  subprotocol(lines: readonly FieldLine[], spoken: readonly string[]): Selection
  /** The extension offers; none without the field. RFC 6455 4.2.1 item 9, 9.1. */
  offers(lines: readonly FieldLine[]): readonly ExtensionOffer[] | 'malformed'
  /** What is agreed of them. RFC 7692 5, 7. */
  agree(offers: readonly ExtensionOffer[]): DeflateAgreement | undefined
  /** Sec-WebSocket-Accept. RFC 6455 4.2.2 step 5.4. */
  accept(key: string): string
  /** Last look at the 101 before it is written. */
  switching(answer: Answer, request: Request): Answer

  /** Refuses what the rules do not; `nth` requests came before it on the connection. */
  further(request: Request, nth: number): Refusal | undefined
  /** Milliseconds to hold the answer back. */
  holds(request: Request): number
  /** Does the server stop listening after this request? */
  dies(request: Request): boolean
  /** What is sent behind the 101 without being asked. */
  greeting(): Greeting | undefined
  /** Are the bytes behind the 101 read as frames? */
  hears(): boolean
  /** Milliseconds of silence after which a header section without its empty line is taken for whole. */
  impatientMs(): number | undefined
}

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const KEY = /^[A-Za-z0-9+/]{22}==$/
const PROTOCOL = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+(?:\/[!#$%&'*+\-.^_`|~0-9A-Za-z]+)?$/

/** base64(SHA-1(text + GUID)). RFC 6455 4.2.2 step 5.4. */
export function acceptOf(text: string): string {
  return createHash('sha1')
    .update(text + GUID, 'latin1')
    .digest('base64')
}

/** The steps as the RFCs have them. */
export const STEPS: Steps = {
  ...SITE_STEPS,
  ...WIRE_STEPS,
  ...LINK_STEPS,
  speaks: ({ major, minor }) => major === 1 && minor >= 1,
  lines: (request, name) => request.fields.filter((line) => sameName(line.name, name)),
  upgrade(lines) {
    const protocols = members(combined(lines))
    if (!protocols.every((protocol) => PROTOCOL.test(protocol))) return 'malformed'
    return protocols.some((protocol) => asciiLower(protocol) === 'websocket') ? 'yes' : 'no'
  },
  connection(lines) {
    const options = members(combined(lines))
    if (!options.every(isToken)) return 'malformed'
    return options.some((option) => asciiLower(option) === 'upgrade') ? 'yes' : 'no'
  },
  // 22 characters and "==" are 16 octets, which shows without decoding; the unused bits of the 22nd are the client's business.
  key: (lines) => (KEY.test(combined(lines)) ? combined(lines) : undefined),
  version: (lines) => combined(lines) === '13',
  advertised: () => '13',
  subprotocol(lines, spoken) {
    if (lines.length === 0) return {}
    const offered = members(combined(lines))
    if (offered.length === 0 || !offered.every(isToken)) return 'malformed'
    const subprotocol = offered.find((name) => spoken.includes(name))
    return subprotocol === undefined ? {} : { subprotocol }
  },
  offers: (lines) => (lines.length === 0 ? [] : (readExtensions(combined(lines)) ?? 'malformed')),
  agree: agreeDeflate,
  accept: acceptOf,
  switching: (answer) => answer,

  further: () => undefined,
  holds: () => 0,
  dies: () => false,
  greeting: () => undefined,
  hears: () => true,
  impatientMs: () => undefined,
}
