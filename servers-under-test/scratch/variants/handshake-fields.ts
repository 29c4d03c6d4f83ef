import type { ServerFunctions } from '../functions'
import { combined, type ExtensionOffer, members } from '../http/fields'
import type { ResponseField } from '../http/refusal'
import { changingRefusal } from '../replacements'
import { agreeDeflate, type DeflateAgreement } from '../websocket/deflate-offer'
import type { Variant } from './variant'

const VERSION = 'Sec-WebSocket-Version'

/** Agrees as the intact server does, with one more parameter in the answer. */
function adding(parameter: string, change: Partial<DeflateAgreement>): ServerFunctions['agreeDeflate'] {
  return (offers) => {
    const agreement = agreeDeflate(offers)
    if (agreement === undefined || agreement.answer.includes(parameter)) return agreement
    return { ...agreement, ...change, answer: `${agreement.answer}; ${parameter}` }
  }
}

/** Speaks version 8, too, and changes the fields that advertise the versions. */
function speakingBoth(
  intact: ServerFunctions,
  advertise: (fields: readonly ResponseField[]) => readonly ResponseField[],
): Partial<ServerFunctions> {
  const advertising = changingRefusal((refusal) => {
    const fields = refusal.fields ?? []
    return fields.some(([name]) => name === VERSION) ? { ...refusal, fields: advertise(fields) } : refusal
  })
  return { ...advertising(intact), isVersion: (lines) => intact.isVersion(lines) || combined(lines) === '8' }
}

function hasParameter(offer: ExtensionOffer, parameter: string): boolean {
  return offer.parameters.some(([name]) => name === parameter)
}

/** The one valid offer that the intact server declines: zlib has no window of 8 bits. */
function asksForSmallest({ parameters: [first, ...more] }: ExtensionOffer): boolean {
  return more.length === 0 && first?.[0] === 'server_max_window_bits' && first[1] === '8'
}

/** The fields of the handshake: how they are read, and what is chosen. */
export const HANDSHAKE_FIELD_VARIANTS: readonly Variant[] = [
  {
    name: 'version-400',
    says: 'refuses another version with 400 and advertises its own',
    clause: 'RFC 6455 4.2.2 /version/, 4.4',
    replaces: changingRefusal((refusal) => {
      if (refusal.status !== 426) return refusal
      const fields = (refusal.fields ?? []).filter(([name]) => name.startsWith('Sec-'))
      return { ...refusal, status: 400, fields }
    }),
  },
  {
    name: 'versions-13-and-8',
    says: 'speaks versions 13 and 8 and advertises both in one line',
    clause: 'RFC 6455 4.4',
    replaces: (intact) =>
      speakingBoth(intact, (fields) => fields.map(([name, value]) => [name, name === VERSION ? '13, 8' : value])),
  },
  {
    name: 'versions-on-two-lines',
    says: 'speaks versions 13 and 8 and advertises them in two lines',
    clause: 'RFC 6455 11.3.5',
    replaces: (intact) => speakingBoth(intact, (fields) => [...fields, [VERSION, '8']]),
  },
  {
    name: 'no-subprotocols',
    says: 'speaks no subprotocol',
    clause: 'RFC 6455 4.2.2 /subprotocol/',
    replaces: (intact) => ({
      chooseSubprotocol: (lines, spoken) =>
        intact.chooseSubprotocol(lines, spoken) === 'malformed' ? 'malformed' : {},
    }),
  },
  {
    name: 'subprotocol-by-own-preference',
    says: 'chooses the offered subprotocol that it prefers itself',
    clause: 'RFC 6455 4.2.2 /subprotocol/',
    replaces: (intact) => ({
      chooseSubprotocol(lines, spoken) {
        const selection = intact.chooseSubprotocol(lines, spoken)
        if (selection === 'malformed' || selection.subprotocol === undefined) return selection
        const offered = members(combined(lines))
        const best = [...spoken].reverse().find((name) => offered.includes(name))
        return best === undefined ? {} : { subprotocol: best }
      },
    }),
  },
  {
    name: 'subprotocol-any',
    says: 'accepts the first offered subprotocol, whatever its name',
    clause: 'RFC 6455 4.2.2 /subprotocol/',
    replaces: (intact) => ({
      chooseSubprotocol: (lines) => intact.chooseSubprotocol(lines, members(combined(lines))),
    }),
  },
  {
    name: 'subprotocol-long-refused',
    says: 'answers 431 to a Sec-WebSocket-Protocol of more than 1,000 bytes',
    clause: 'RFC 9110 5.4',
    replaces: (intact) => ({
      decide(request, server) {
        const decision = intact.decide(request, server)
        if (combined(server.fieldLines(request, 'Sec-WebSocket-Protocol')).length <= 1000) return decision
        const refusal = { status: 431, because: 'Sec-WebSocket-Protocol is too long.', clause: 'RFC 6585 5' }
        return decision.kind === 'open' ? { kind: 'refuse', refusal } : decision
      },
    }),
  },
  {
    name: 'subprotocol-unknown-refused',
    says: 'refuses a client that offers only subprotocols that the server does not speak',
    clause: 'RFC 6455 4.2.2 step 2',
    replaces: (intact) => ({
      chooseSubprotocol(lines, spoken) {
        const selection = intact.chooseSubprotocol(lines, spoken)
        return lines.length > 0 && selection !== 'malformed' && selection.subprotocol === undefined
          ? 'malformed'
          : selection
      },
    }),
  },
  {
    name: 'no-extensions',
    says: 'knows no extension, and refuses a malformed list of extensions',
    clause: 'RFC 6455 4.2.2 /extensions/',
    replaces: () => ({ agreeDeflate: () => undefined }),
  },
  {
    name: 'extensions-unread',
    says: 'knows no extension and does not read the field',
    clause: 'RFC 6455 4.2.1 item 9',
    replaces: () => ({ readOffers: () => [] }),
  },
  {
    name: 'deflate-bad-offer-refused',
    says: 'refuses a handshake with an invalid permessage-deflate offer, which it would have to decline',
    clause: 'RFC 7692 7',
    replaces: (intact) => ({
      readOffers(lines) {
        const offers = intact.readOffers(lines)
        if (offers === 'malformed') return offers
        const isInvalid = (offer: ExtensionOffer) =>
          offer.name === 'permessage-deflate' && agreeDeflate([offer]) === undefined && !asksForSmallest(offer)
        return offers.some(isInvalid) ? 'malformed' : offers
      },
    }),
  },
  {
    name: 'deflate-no-context-takeover',
    says: 'always answers both no_context_takeover parameters and obeys them',
    clause: 'RFC 7692 7.1.1.1, 7.1.1.2',
    replaces: () => ({
      agreeDeflate(offers) {
        const both = { serverNoContextTakeover: true, clientNoContextTakeover: true }
        const agreement = adding('server_no_context_takeover', both)(offers)
        if (agreement === undefined || agreement.answer.includes('client_no_context_takeover')) return agreement
        return { ...agreement, ...both, answer: `${agreement.answer}; client_no_context_takeover` }
      },
    }),
  },
  {
    name: 'deflate-small-server-window',
    says: 'answers server_max_window_bits=10 to offers that leave it free',
    clause: 'RFC 7692 7.1.2.1',
    replaces: () => ({
      agreeDeflate(offers) {
        const agreement = agreeDeflate(offers)
        if (agreement === undefined || agreement.serverMaxWindowBits < 15) return agreement
        return {
          ...agreement,
          serverMaxWindowBits: 10,
          answer: `${agreement.answer.replace(/; server_max_window_bits=15/, '')}; server_max_window_bits=10`,
        }
      },
    }),
  },
  {
    name: 'deflate-client-window',
    says: 'answers client_max_window_bits=9 where it is offered',
    clause: 'RFC 7692 7.1.2.2',
    replaces: () => ({
      agreeDeflate: (offers) =>
        offers.every((offer) => hasParameter(offer, 'client_max_window_bits'))
          ? adding('client_max_window_bits=9', {})(offers)
          : agreeDeflate(offers),
    }),
  },
  {
    name: 'deflate-windows-declined',
    says: 'declines every offer that limits the window of the server',
    clause: 'RFC 7692 7.1.2.1',
    replaces: () => ({
      agreeDeflate: (offers) => agreeDeflate(offers.filter((offer) => !hasParameter(offer, 'server_max_window_bits'))),
    }),
  },
  {
    name: 'upgrade-list-refused',
    says: 'answers with the page where Upgrade names more than websocket',
    clause: 'RFC 9110 7.8',
    replaces: (intact) => ({
      readUpgrade: (lines) => (members(combined(lines)).length > 1 ? 'no' : intact.readUpgrade(lines)),
    }),
  },
  {
    name: 'key-undecoded',
    says: 'accepts any base64 as a key without decoding it',
    clause: 'RFC 6455 4.2.2 /key/',
    replaces: (intact) => ({
      readKey(lines) {
        const value = combined(lines)
        return value.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(value) ? value : intact.readKey(lines)
      },
    }),
  },
]
