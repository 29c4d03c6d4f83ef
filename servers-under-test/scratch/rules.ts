import type { DeflateAgreement } from './deflate-offer'
import { asciiLower, combined } from './fields'
import type { Refusal } from './refusal'
import type { Request } from './request'
import type { Objection } from './site-steps'
import type { Steps } from './steps'

/** The subprotocols spoken here; which one is taken is the client's preference. */
export const SUBPROTOCOLS: readonly string[] = ['chat', 'superchat']

/** What becomes of a well-framed request. */
export type Decision =
  | { readonly kind: 'open'; readonly key: string; readonly subprotocol?: string; readonly deflate?: DeflateAgreement }
  | { readonly kind: 'page' }
  | { readonly kind: 'refuse'; readonly rule: string; readonly refusal: Refusal }

/** One rule of the opening handshake. `objects` gives a refusal, `page` for a plain HTTP request, or `undefined`. */
export interface Rule {
  readonly name: string
  readonly clause: string
  objects(request: Request, steps: Steps): Objection | 'page' | undefined
}

const KNOWN_METHODS = ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'CONNECT']

/** The rules in the order of RFC 6455 4.2.1; the first that objects decides. */
export const RULES: readonly Rule[] = [
  {
    name: 'method',
    clause: 'RFC 6455 4.2.1 item 1; RFC 9110 15.5.6, 15.6.2',
    objects(request, steps) {
      const method = steps.method(request)
      if (method === 'GET' || method === 'HEAD') return undefined
      if (!KNOWN_METHODS.includes(method)) return { status: 501, because: 'This method is not implemented.' }
      return { status: 405, because: 'Only GET opens a WebSocket.', fields: [['Allow', 'GET, HEAD']] }
    },
  },
  {
    name: 'request target',
    clause: 'RFC 6455 4.2.1 item 1; RFC 9112 3.2',
    objects: ({ target }, steps) =>
      steps.target(target) ? undefined : { status: 400, because: 'The request target names no resource.' },
  },
  {
    name: 'host',
    clause: 'RFC 6455 4.2.1 item 2; RFC 9112 3.2',
    objects(request, steps) {
      if (steps.host(steps.lines(request, 'Host'))) return undefined
      return { status: 400, because: 'There is not exactly one Host with a valid authority.' }
    },
  },
  {
    name: 'authority',
    clause: 'RFC 6455 4.2.1 item 2; RFC 9110 7.4, 15.5.20',
    objects(request, steps) {
      if (steps.serves(steps.authority(request, steps.lines(request, 'Host')))) return undefined
      return { status: 421, because: 'This server is not there for that authority.' }
    },
  },
  {
    name: 'resource',
    clause: 'RFC 6455 4.2.2 steps 2 to 4',
    objects(request, steps) {
      const authority = steps.authority(request, steps.lines(request, 'Host'))
      return steps.resource(request, authority, steps.path(request.target))
    },
  },
  {
    name: 'expectation',
    clause: 'RFC 9110 10.1.1',
    objects(request, steps) {
      const expectation = asciiLower(combined(steps.lines(request, 'Expect')))
      if (expectation === '' || expectation === '100-continue') return undefined
      return { status: 417, because: 'This expectation cannot be met.' }
    },
  },
  {
    name: 'upgrade',
    clause: 'RFC 6455 4.2.1 item 3; RFC 9110 7.8',
    objects(request, steps) {
      const reading = steps.upgrade(steps.lines(request, 'Upgrade'))
      if (reading === 'malformed') return { status: 400, because: 'Upgrade is not a list of protocols.' }
      return reading === 'yes' && steps.method(request) === 'GET' ? undefined : 'page'
    },
  },
  {
    name: 'connection',
    clause: 'RFC 6455 4.2.1 item 4; RFC 9110 7.6.1',
    objects(request, steps) {
      const reading = steps.connection(steps.lines(request, 'Connection'))
      if (reading === 'malformed') return { status: 400, because: 'Connection is not a list of tokens.' }
      return reading === 'yes' ? undefined : 'page'
    },
  },
  {
    name: 'key',
    clause: 'RFC 6455 4.2.1 item 5',
    objects(request, steps) {
      if (steps.key(steps.lines(request, 'Sec-WebSocket-Key')) !== undefined) return undefined
      return { status: 400, because: 'Sec-WebSocket-Key is not one base64 value of 16 octets.' }
    },
  },
  {
    name: 'version',
    clause: 'RFC 6455 4.2.1 item 6, 4.4',
    objects(request, steps) {
      const lines = steps.lines(request, 'Sec-WebSocket-Version')
      if (steps.version(lines)) return undefined
      const advertised = steps.advertised(lines)
      return {
        status: 426,
        because: 'Sec-WebSocket-Version is not 13.',
        fields: [
          ['Upgrade', 'websocket'],
          ['Connection', 'Upgrade'],
          ...(advertised === undefined ? [] : [['Sec-WebSocket-Version', advertised] as const]),
        ],
      }
    },
  },
  {
    name: 'subprotocol',
    clause: 'RFC 6455 4.2.1 item 8, 4.3',
    objects(request, steps) {
      if (steps.subprotocol(steps.lines(request, 'Sec-WebSocket-Protocol'), SUBPROTOCOLS) !== 'malformed')
        return undefined
      return { status: 400, because: 'Sec-WebSocket-Protocol is not a list of tokens.' }
    },
  },
  {
    name: 'extensions',
    clause: 'RFC 6455 4.2.1 item 9, 9.1',
    objects(request, steps) {
      if (steps.offers(steps.lines(request, 'Sec-WebSocket-Extensions')) !== 'malformed') return undefined
      return { status: 400, because: 'Sec-WebSocket-Extensions is not a list of extension offers.' }
    },
  },
  {
    name: 'origin',
    clause: 'RFC 6455 4.2.2 /origin/, 10.2',
    objects(request, steps) {
      const authority = steps.authority(request, steps.lines(request, 'Host'))
      if (steps.origin(steps.lines(request, 'Origin'), authority)) return undefined
      return { status: 403, because: 'Scripts of that origin may not open a WebSocket here.' }
    },
  },
]

/** Runs the rules over a request and, where none objects, chooses what is agreed. RFC 6455 4.2.1, 4.2.2. */
export function decide(request: Request, steps: Steps, nth = 0): Decision {
  for (const rule of RULES) {
    const objection = rule.objects(request, steps)
    if (objection === 'page') return { kind: 'page' }
    if (objection !== undefined) {
      return { kind: 'refuse', rule: rule.name, refusal: { ...objection, clause: rule.clause } }
    }
  }
  const further = steps.further(request, nth)
  if (further !== undefined) return { kind: 'refuse', rule: 'further', refusal: further }
  const selection = steps.subprotocol(steps.lines(request, 'Sec-WebSocket-Protocol'), SUBPROTOCOLS)
  const subprotocol = selection === 'malformed' ? undefined : selection.subprotocol
  const offers = steps.offers(steps.lines(request, 'Sec-WebSocket-Extensions'))
  const deflate = offers === 'malformed' ? undefined : steps.agree(offers)
  return {
    kind: 'open',
    key: steps.key(steps.lines(request, 'Sec-WebSocket-Key')) ?? '',
    ...(subprotocol === undefined ? {} : { subprotocol }),
    ...(deflate === undefined ? {} : { deflate }),
  }
}
