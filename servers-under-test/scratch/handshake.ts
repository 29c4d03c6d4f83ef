import type { Connection } from './connection'
import type { ServerFunctions } from './functions'
import type { Answer } from './http/answer'
import { asciiLower, combined } from './http/fields'
import type { Refusal, ResponseField } from './http/refusal'
import type { Request } from './http/request'
import type { DeflateAgreement } from './websocket/deflate-offer'

/** The subprotocols that are spoken here. The order of the client decides which one is chosen. */
export const SUBPROTOCOLS: readonly string[] = ['chat', 'superchat']

/** An opening handshake that is accepted, and what is agreed. */
export interface Opening {
  readonly request: Request
  readonly key: string
  readonly subprotocol?: string | undefined
  readonly deflate?: DeflateAgreement | undefined
}

/** What a request gets: a WebSocket, the page for people, or a refusal. */
export type Decision =
  | { readonly kind: 'open'; readonly opening: Opening }
  | { readonly kind: 'page' }
  | { readonly kind: 'refuse'; readonly refusal: Refusal }

/** Answers a request that has been read as a whole. */
export function answer(request: Request, connection: Connection, server: ServerFunctions): void {
  const decision = server.decide(request, server)
  if (decision.kind === 'open') connection.open(decision.opening)
  else if (decision.kind === 'refuse') connection.refuse(decision.refusal, request)
  else connection.respond(server.page(request), { request })
}

/**
 * Decides what a request gets. The guards follow the items of RFC 6455 4.2.1; the first that objects decides. What the server
 * chooses then is 4.2.2.
 */
export function decide(request: Request, server: ServerFunctions): Decision {
  const lines = (name: string) => server.fieldLines(request, name)

  // Item 1: a GET for a resource. HEAD gets what a GET without an upgrade gets.
  const { method, target } = request
  if (method !== 'GET' && method !== 'HEAD') return refuseMethod(method)
  if (!server.isTarget(target)) return refuse(400, NO_TARGET)

  // Item 2: Host. The authority and the path select the resource (4.2.2 steps 2 to 4).
  const authority = server.authorityOf(target, lines('Host'))
  if (!server.isHost(lines('Host'))) return refuse(400, NO_HOST)
  if (!server.isServed(authority)) return refuse(421, OTHER_AUTHORITY)
  const objection = server.resource(request, authority, server.pathOf(target))
  if (objection !== undefined)
    return { kind: 'refuse', refusal: { ...objection, clause: 'RFC 6455 4.2.2 steps 2 to 4' } }
  const expectation = asciiLower(combined(lines('Expect')))
  if (expectation !== '' && expectation !== '100-continue') return refuse(417, OTHER_EXPECTATION)

  // Items 3 and 4: Upgrade and Connection. A request for no upgrade gets the page.
  const upgrade = server.readUpgrade(lines('Upgrade'))
  if (upgrade === 'malformed') return refuse(400, BAD_UPGRADE)
  if (upgrade === 'no' || method === 'HEAD') return { kind: 'page' }
  const connection = server.readConnection(lines('Connection'))
  if (connection === 'malformed') return refuse(400, BAD_CONNECTION)
  if (connection === 'no') return { kind: 'page' }

  // Items 5 and 6: key and version.
  const key = server.readKey(lines('Sec-WebSocket-Key'))
  if (key === undefined) return refuse(400, BAD_KEY)
  if (!server.isVersion(lines('Sec-WebSocket-Version'))) return refuse(426, OTHER_VERSION, UPGRADE_TO_13)

  // Items 8 and 9: subprotocols and extensions. Item 7: the origin (10.2).
  const selection = server.chooseSubprotocol(lines('Sec-WebSocket-Protocol'), SUBPROTOCOLS)
  if (selection === 'malformed') return refuse(400, BAD_SUBPROTOCOLS)
  const offers = server.readOffers(lines('Sec-WebSocket-Extensions'))
  if (offers === 'malformed') return refuse(400, BAD_EXTENSIONS)
  if (!server.isAllowedOrigin(lines('Origin'), authority)) return refuse(403, FOREIGN_ORIGIN)

  return { kind: 'open', opening: { request, key, ...selection, deflate: server.agreeDeflate(offers) } }
}

/** The 101 that opens a WebSocket. RFC 6455 4.2.2 step 5. */
export function switchingProtocols(opening: Opening, server: ServerFunctions): Answer {
  const fields: ResponseField[] = [
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Accept', server.computeAccept(opening.key)],
  ]
  if (opening.subprotocol !== undefined) fields.push(['Sec-WebSocket-Protocol', opening.subprotocol])
  if (opening.deflate !== undefined) fields.push(['Sec-WebSocket-Extensions', opening.deflate.answer])
  return { status: 101, fields }
}

/** Why a request is refused: the sentence, and the clause. */
type Reason = readonly [because: string, clause: string]

const OTHER_METHOD: Reason = ['Only GET opens a WebSocket.', 'RFC 6455 4.2.1 item 1; RFC 9110 15.5.6, 15.6.2']
const NO_METHOD: Reason = ['This method is not implemented.', 'RFC 6455 4.2.1 item 1; RFC 9110 15.5.6, 15.6.2']
const NO_TARGET: Reason = ['The request target names no resource.', 'RFC 6455 4.2.1 item 1; RFC 9112 3.2']
const NO_HOST: Reason = ['There is not exactly one Host with a valid authority.', 'RFC 6455 4.2.1 item 2; RFC 9112 3.2']
const OTHER_AUTHORITY: Reason = [
  'This server is not there for that authority.',
  'RFC 6455 4.2.1 item 2; RFC 9110 7.4, 15.5.20',
]
const OTHER_EXPECTATION: Reason = ['This expectation cannot be met.', 'RFC 9110 10.1.1']
const BAD_UPGRADE: Reason = ['Upgrade is not a list of protocols.', 'RFC 6455 4.2.1 item 3; RFC 9110 7.8']
const BAD_CONNECTION: Reason = ['Connection is not a list of tokens.', 'RFC 6455 4.2.1 item 4; RFC 9110 7.6.1']
const BAD_KEY: Reason = ['Sec-WebSocket-Key is not one base64 value of 16 octets.', 'RFC 6455 4.2.1 item 5']
const OTHER_VERSION: Reason = ['Sec-WebSocket-Version is not 13.', 'RFC 6455 4.2.1 item 6, 4.4']
const BAD_SUBPROTOCOLS: Reason = ['Sec-WebSocket-Protocol is not a list of tokens.', 'RFC 6455 4.2.1 item 8, 4.3']
const BAD_EXTENSIONS: Reason = [
  'Sec-WebSocket-Extensions is not a list of extension offers.',
  'RFC 6455 4.2.1 item 9, 9.1',
]
const FOREIGN_ORIGIN: Reason = [
  'Scripts of that origin may not open a WebSocket here.',
  'RFC 6455 4.2.2 /origin/, 10.2',
]

const UPGRADE_TO_13: readonly ResponseField[] = [
  ['Upgrade', 'websocket'],
  ['Connection', 'Upgrade'],
  ['Sec-WebSocket-Version', '13'],
]

const KNOWN_METHODS = ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'CONNECT']

function refuseMethod(method: string): Decision {
  return KNOWN_METHODS.includes(method) ? refuse(405, OTHER_METHOD, [['Allow', 'GET, HEAD']]) : refuse(501, NO_METHOD)
}

function refuse(status: number, [because, clause]: Reason, fields: readonly ResponseField[] = []): Decision {
  return { kind: 'refuse', refusal: { status, because, clause, fields } }
}
