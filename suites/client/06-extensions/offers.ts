import type { RequestHead } from '../../../harness/case/client-observation'
import { requested } from '../../../harness/judge/client/attempt'
import { type Extension, readExtensions } from '../../../harness/wire/http1/extensions'
import { bitsOf, DEFLATE, isNamed, PARAMS, paramsOf } from '../../../harness/wire/http1/permessage-deflate'

// Reads what a client offers, and makes the answers that accept it.

export const FIELD = 'Sec-WebSocket-Extensions'

/** A valid offer of permessage-deflate (RFC 7692 7.1). */
export interface DeflateOffer {
  serverNoContextTakeover: boolean
  clientNoContextTakeover: boolean
  /** The value of server_max_window_bits; null where the offer has no such parameter. */
  serverBits: number | null
  /** The value of client_max_window_bits, or `any` where it has none; null where the offer has no such parameter. */
  clientBits: number | 'any' | null
}

/** The parameters of an answer, in their order; null is a parameter without a value. */
export type AnswerParams = Readonly<Record<string, string | null>>

const KNOWN: readonly string[] = Object.values(PARAMS)

/** The offer in an element; null where the element is no valid offer (RFC 7692 7), which C0.26 and C0.27 score. */
function offerOf(element: Extension): DeflateOffer | null {
  const names = element.params.map(({ name }) => name)
  if (new Set(names).size < names.length || names.some((name) => !KNOWN.includes(name))) return null
  const [server] = paramsOf(element, PARAMS.serverBits)
  const [client] = paramsOf(element, PARAMS.clientBits)
  const serverBits = bitsOf(server?.value)
  const clientBits = client?.value === null ? 'any' : bitsOf(client?.value)
  const flags = [PARAMS.serverNoContextTakeover, PARAMS.clientNoContextTakeover].map(
    (name) => paramsOf(element, name)[0],
  )
  if ((server && serverBits === null) || (client && clientBits === null)) return null
  if (flags.some((flag) => flag !== undefined && flag.value !== null)) return null
  const [serverNoContextTakeover, clientNoContextTakeover] = flags.map((flag) => flag !== undefined)
  return {
    serverNoContextTakeover: serverNoContextTakeover === true,
    clientNoContextTakeover: clientNoContextTakeover === true,
    serverBits,
    clientBits,
  }
}

/** The elements of Sec-WebSocket-Extensions in a request. */
function extensionsIn(request: RequestHead): readonly Extension[] {
  return readExtensions(requested(request, FIELD)).elements
}

/** True where a request offers an extension with this name, written in lower case. */
export function offersExtension(request: RequestHead, name: string): boolean {
  return extensionsIn(request).some(isNamed(name))
}

/** The valid offers of permessage-deflate in a request, in the order of preference; none where the field is malformed. */
export function deflateOffers(request: RequestHead): readonly DeflateOffer[] {
  const { elements, fault } = readExtensions(requested(request, FIELD))
  return fault === null ? elements.filter(isNamed(DEFLATE)).flatMap((each) => offerOf(each) ?? []) : []
}

/**
 * The parameters of the minimal acceptance of an offer: what the answer must have, and the client's own
 * client_no_context_takeover (RFC 7692 7.1.1.1, 7.1.1.2, 7.1.2.1).
 */
export function minimalAcceptance(offer: DeflateOffer): AnswerParams {
  return {
    ...(offer.serverNoContextTakeover ? { [PARAMS.serverNoContextTakeover]: null } : {}),
    ...(offer.serverBits === null ? {} : { [PARAMS.serverBits]: String(offer.serverBits) }),
    ...(offer.clientNoContextTakeover ? { [PARAMS.clientNoContextTakeover]: null } : {}),
  }
}

/** The element of an answer with these parameters: `permessage-deflate; a; b=10`. */
export function element(params: AnswerParams): string {
  const texts = Object.entries(params).map(([name, value]) => (value === null ? name : `${name}=${value}`))
  return [DEFLATE, ...texts].join('; ')
}

/** The minimal acceptance of an offer, in which these parameters replace its own, or are added. */
export function accepting(offer: DeflateOffer, params: AnswerParams = {}): string {
  return element({ ...minimalAcceptance(offer), ...params })
}

/** The minimal acceptance of an offer without one of its parameters. */
export function acceptingWithout(offer: DeflateOffer, name: string): string {
  const { [name]: _, ...others } = minimalAcceptance(offer)
  return element(others)
}

/** What a case needs of the offers of a client. */
export interface Wanted {
  /** The first offer that suits is answered. */
  some?: (offer: DeflateOffer) => boolean
  /** All offers have to suit: otherwise the answer accepts another one. */
  every?: (offer: DeflateOffer) => boolean
  /** Why the case is skipped where none suits. */
  otherwise?: string
}

/** The offer that a case answers, or why it has nothing to answer. */
export function chosenOffer(request: RequestHead, { some, every, otherwise = '' }: Wanted): DeflateOffer | string {
  const offers = deflateOffers(request)
  if (offers.length === 0)
    return offersExtension(request, DEFLATE)
      ? 'the client makes no valid offer of permessage-deflate (C0.26, C0.27)'
      : 'the client offers no permessage-deflate'
  if (every && !offers.every(every)) return otherwise
  return offers.find((offer) => some?.(offer) ?? true) ?? otherwise
}
