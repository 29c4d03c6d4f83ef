import type { ExtensionOffer } from '../http/fields'

/** What is agreed of permessage-deflate on one connection. A window size is an exponent of two. RFC 7692 7.1. */
export interface DeflateAgreement {
  readonly serverNoContextTakeover: boolean
  readonly clientNoContextTakeover: boolean
  readonly serverMaxWindowBits: number
  /** The element for Sec-WebSocket-Extensions of the answer. */
  readonly answer: string
}

const WINDOW_BITS = /^(?:[89]|1[0-5])$/

/** Accepts the first offer, in the client's order, that can be met; `undefined` for none. The others are declined, not refused. RFC 7692 5, 7. */
export function agreeDeflate(offers: readonly ExtensionOffer[]): DeflateAgreement | undefined {
  for (const offer of offers) {
    const agreement = offer.name === 'permessage-deflate' ? meet(offer.parameters) : undefined
    if (agreement !== undefined) return agreement
  }
  return undefined
}

function meet(parameters: ExtensionOffer['parameters']): DeflateAgreement | undefined {
  const offered = new Map(parameters)
  if (offered.size !== parameters.length) return undefined
  for (const [name, value] of offered) if (!isParameter(name, value)) return undefined
  const bits = offered.get('server_max_window_bits')
  // zlib has no raw window of 2^8; it would use 2^9, more than the client allows.
  if (bits === '8') return undefined
  const serverNoContextTakeover = offered.has('server_no_context_takeover')
  const clientNoContextTakeover = offered.has('client_no_context_takeover')
  const answer = ['permessage-deflate']
  if (serverNoContextTakeover) answer.push('server_no_context_takeover')
  if (clientNoContextTakeover) answer.push('client_no_context_takeover')
  if (bits !== undefined) answer.push(`server_max_window_bits=${bits}`)
  return {
    serverNoContextTakeover,
    clientNoContextTakeover,
    serverMaxWindowBits: Number(bits ?? 15),
    answer: answer.join('; '),
  }
}

function isParameter(name: string, value: string | undefined): boolean {
  switch (name) {
    case 'server_no_context_takeover':
    case 'client_no_context_takeover':
      return value === undefined
    case 'server_max_window_bits':
      return value !== undefined && WINDOW_BITS.test(value)
    case 'client_max_window_bits':
      return value === undefined || WINDOW_BITS.test(value)
    default:
      return false
  }
}
