import { agreeDeflate, type DeflateAgreement } from '../deflate-offer'
import { combined, type ExtensionOffer, members } from '../fields'
import type { Steps } from '../steps'
import type { Variant } from './variant'

/** Agrees as the intact server does, with more in the answer. */
function adding(parameter: string, change: Partial<DeflateAgreement>): Steps['agree'] {
  return (offers) => {
    const agreement = agreeDeflate(offers)
    if (agreement === undefined || agreement.answer.includes(parameter)) return agreement
    return { ...agreement, ...change, answer: `${agreement.answer}; ${parameter}` }
  }
}

function offersClientWindow(offers: readonly ExtensionOffer[]): boolean {
  return offers.some(({ parameters }) => parameters.some(([name]) => name === 'client_max_window_bits'))
}

const speaksBoth = (intact: Steps): Pick<Steps, 'version'> => ({
  version: (lines) => intact.version(lines) || combined(lines) === '8',
})

/** What is free about the fields of the handshake. */
export const HANDSHAKE_VARIANTS: readonly Variant[] = [
  {
    name: 'version-400',
    says: 'refuses another version with 400 and tells its own',
    clause: 'RFC 6455 4.2.2 /version/, 4.4',
    replaces: () => ({
      refusing: (refusal) =>
        refusal.status === 426
          ? { ...refusal, status: 400, fields: (refusal.fields ?? []).filter(([name]) => name.startsWith('Sec-')) }
          : refusal,
    }),
  },
  {
    name: 'versions-13-and-8',
    says: 'speaks versions 13 and 8 and tells both in one line',
    clause: 'RFC 6455 4.4',
    replaces: (intact) => ({ ...speaksBoth(intact), advertised: () => '13, 8' }),
  },
  {
    name: 'versions-on-two-lines',
    says: 'speaks versions 13 and 8 and tells them in two lines',
    clause: 'RFC 6455 11.3.5',
    replaces: (intact) => ({
      ...speaksBoth(intact),
      refusing(refusal) {
        const fields = refusal.fields ?? []
        const told = fields.some(([name]) => name === 'Sec-WebSocket-Version')
        return told ? { ...refusal, fields: [...fields, ['Sec-WebSocket-Version', '8']] } : refusal
      },
    }),
  },
  {
    name: 'no-subprotocols',
    says: 'speaks no subprotocol',
    clause: 'RFC 6455 4.2.2 /subprotocol/',
    replaces: (intact) => ({
      subprotocol: (lines, spoken) => (intact.subprotocol(lines, spoken) === 'malformed' ? 'malformed' : {}),
    }),
  },
  {
    name: 'subprotocol-by-own-preference',
    says: 'takes the offered subprotocol that it likes best itself',
    clause: 'RFC 6455 4.2.2 /subprotocol/',
    replaces: (intact) => ({
      subprotocol(lines, spoken) {
        const selection = intact.subprotocol(lines, spoken)
        if (selection === 'malformed' || selection.subprotocol === undefined) return selection
        const offered = members(combined(lines))
        const best = [...spoken].reverse().find((name) => offered.includes(name))
        return best === undefined ? {} : { subprotocol: best }
      },
    }),
  },
  {
    name: 'subprotocol-unknown-refused',
    says: 'refuses a client that offers only subprotocols it does not speak',
    clause: 'RFC 6455 4.2.2 step 2',
    replaces: (intact) => ({
      subprotocol(lines, spoken) {
        const selection = intact.subprotocol(lines, spoken)
        return lines.length > 0 && selection !== 'malformed' && selection.subprotocol === undefined
          ? 'malformed'
          : selection
      },
    }),
  },
  {
    name: 'no-extensions',
    says: 'knows no extension, and refuses a list of them that is malformed',
    clause: 'RFC 6455 4.2.2 /extensions/',
    replaces: () => ({ agree: () => undefined }),
  },
  {
    name: 'extensions-unread',
    says: 'knows no extension and does not read the field',
    clause: 'RFC 6455 4.2.1 item 9',
    replaces: () => ({ offers: () => [] }),
  },
  {
    name: 'deflate-bad-offer-refused',
    says: 'refuses a handshake with a permessage-deflate offer that it would have to decline',
    clause: 'RFC 7692 7',
    replaces: (intact) => ({
      offers(lines) {
        const offers = intact.offers(lines)
        if (offers === 'malformed') return offers
        const declines = (offer: ExtensionOffer) =>
          offer.name === 'permessage-deflate' && agreeDeflate([offer]) === undefined
        return offers.some(declines) ? 'malformed' : offers
      },
    }),
  },
  {
    name: 'deflate-no-context-takeover',
    says: 'always answers both no_context_takeover parameters and keeps to them',
    clause: 'RFC 7692 7.1.1.1, 7.1.1.2',
    replaces: () => ({
      agree(offers) {
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
      agree(offers) {
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
      agree: (offers) =>
        offers.every((offer) => offersClientWindow([offer]))
          ? adding('client_max_window_bits=9', {})(offers)
          : agreeDeflate(offers),
    }),
  },
  {
    name: 'deflate-windows-declined',
    says: 'declines every offer that limits its window',
    clause: 'RFC 7692 7.1.2.1',
    replaces: () => ({
      agree: (offers) =>
        agreeDeflate(
          offers.filter(({ parameters }) => parameters.every(([name]) => name !== 'server_max_window_bits')),
        ),
    }),
  },
  {
    name: 'upgrade-list-refused',
    says: 'takes Upgrade for a page request when it names more than websocket',
    clause: 'RFC 9110 7.8',
    replaces: (intact) => ({
      upgrade: (lines) => (members(combined(lines)).length > 1 ? 'no' : intact.upgrade(lines)),
    }),
  },
  {
    name: 'key-undecoded',
    says: 'takes any base64 for a key without decoding it',
    clause: 'RFC 6455 4.2.2 /key/',
    replaces: (intact) => ({
      key(lines) {
        const value = combined(lines)
        return value.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(value) ? value : intact.key(lines)
      },
    }),
  },
]
