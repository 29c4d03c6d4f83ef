import { R } from '../../../suites/requirements'
import type { ServerFunctions } from '../functions'
import type { ExtensionOffer } from '../http/fields'
import type { DeflateAgreement } from '../websocket/deflate-offer'
import type { About, BriefAbout, Defect } from './defect'

const DECLINE = 'RFC 7692 7'
const BITS = /^(?:[89]|1[0-5])$/

type Parameter = ExtensionOffer['parameters'][number]
type Agree = ServerFunctions['agreeDeflate']

/** A defect that ignores some parameters of an offer, for which it should have declined it. */
function ignoring({
  ignores,
  ...about
}: BriefAbout & { ignores(parameter: Parameter, index: number, all: readonly Parameter[]): boolean }): Defect {
  const clean = (offer: ExtensionOffer): ExtensionOffer => ({
    ...offer,
    parameters: offer.parameters.filter((...each) => !ignores(...each)),
  })
  return {
    breaks: [R.invalidDeflateOfferDeclined],
    clause: DECLINE,
    ...about,
    replaces: (intact) => ({ agreeDeflate: (offers) => intact.agreeDeflate(offers.map(clean)) }),
  }
}

/** A defect that agrees to something else. */
function agreeing({
  agree,
  ...about
}: About & { agree(intact: Agree, offers: readonly ExtensionOffer[]): DeflateAgreement | undefined }): Defect {
  return { ...about, replaces: (intact) => ({ agreeDeflate: (offers) => agree(intact.agreeDeflate, offers) }) }
}

/** A defect whose answer is not what it agrees to. */
function answering({
  change,
  ...about
}: About & { change(answer: string, offers: readonly ExtensionOffer[]): string }): Defect {
  return agreeing({
    ...about,
    agree(intact, offers) {
      const agreement = intact(offers)
      return agreement === undefined ? undefined : { ...agreement, answer: change(agreement.answer, offers) }
    },
  })
}

/** A defect that refuses the handshake for an offer. The cases contest it: a server should decline the offer instead. */
function refusingForm({ form, ...about }: Omit<About, 'clause'> & { form: RegExp }): Defect {
  return {
    clause: DECLINE,
    ...about,
    replaces: (intact) => ({
      readOffers: (lines) => (lines.some(({ value }) => form.test(value)) ? 'malformed' : intact.readOffers(lines)),
    }),
  }
}

const isInvalid = (value: string | undefined) => value !== undefined && !BITS.test(value) && !/^0[0-9]/.test(value)
const isOnce = (name: string, all: readonly Parameter[]) => all.filter((each) => each[0] === name).length === 1
const hasClientBits = ({ parameters }: ExtensionOffer) => parameters.some(([name]) => name === 'client_max_window_bits')
const hasValuelessClientBits = ({ parameters }: ExtensionOffer) =>
  parameters.some(([name, value]) => name === 'client_max_window_bits' && value === undefined)

/** What is agreed of permessage-deflate, and what the answer says about it. */
export const DEFLATE_OFFER_DEFECTS: readonly Defect[] = [
  ignoring({
    name: 'deflate-client-bits-unchecked',
    says: 'accepts any client_max_window_bits',
    ignores: ([name, value]) => name === 'client_max_window_bits' && isInvalid(value),
  }),
  ignoring({
    name: 'deflate-leading-zero',
    says: 'accepts window bits with a leading zero',
    ignores: ([, value]) => /^0[0-9]/.test(value ?? ''),
  }),
  refusingForm({
    name: 'deflate-quoted-bits-refused',
    breaks: [R.invalidDeflateOfferDeclined],
    says: 'refuses window bits in quotes',
    form: /_bits="[0-9]+"/,
  }),
  {
    name: 'deflate-empty-quoted',
    breaks: [R.invalidDeflateOfferDeclined],
    says: 'reads an empty quoted value as none',
    clause: 'RFC 6455 9.1',
    replaces: (intact) => ({
      readOffers: (lines) =>
        intact.readOffers(lines.map((line) => ({ ...line, value: line.value.replace(/_bits=""/, '_bits') }))),
    }),
  },
  ignoring({
    name: 'deflate-server-bits-valueless',
    says: 'accepts server_max_window_bits without a value',
    ignores: ([name, value]) => name === 'server_max_window_bits' && value === undefined,
  }),
  ignoring({
    name: 'deflate-server-bits-8-unmet',
    breaks: [R.serverMaxWindowBitsObeyed],
    says: 'agrees to a window of 8 bits and leaves it out of the answer',
    clause: 'RFC 7692 7.1.2.1',
    ignores: ([name, value]) => name === 'server_max_window_bits' && value === '8',
  }),
  ignoring({
    name: 'deflate-server-bits-unanswered',
    breaks: [R.serverMaxWindowBitsObeyed],
    says: 'leaves server_max_window_bits out of the answer',
    clause: 'RFC 7692 7.1.2.1',
    ignores: ([name, value], _index, all) =>
      name === 'server_max_window_bits' && /^(?:9|1[0-4])$/.test(value ?? '') && isOnce(name, all),
  }),
  answering({
    name: 'deflate-server-bits-one-more',
    breaks: [R.invalidDeflateOfferDeclined, R.serverMaxWindowBitsObeyed],
    says: 'answers one bit more than server_max_window_bits asks for',
    clause: 'RFC 7692 7.1.2.1',
    change: (answer) =>
      answer.replace(
        /(server_max_window_bits=)([0-9]+)/,
        (_all, name: string, bits: string) => `${name}${Number(bits) + 1}`,
      ),
  }),
  ignoring({
    name: 'deflate-server-bits-unchecked',
    breaks: [R.invalidDeflateOfferDeclined, R.serverMaxWindowBitsObeyed],
    says: 'accepts any server_max_window_bits',
    ignores: ([name, value]) => name === 'server_max_window_bits' && isInvalid(value),
  }),
  ignoring({
    name: 'deflate-takeover-unanswered',
    breaks: [R.serverNoContextTakeoverObeyed],
    says: 'leaves server_no_context_takeover out of the answer',
    clause: 'RFC 7692 7.1.1.1',
    ignores: ([name, value], _index, all) =>
      name === 'server_no_context_takeover' && value === undefined && isOnce(name, all),
  }),
  ignoring({
    name: 'deflate-server-takeover-value',
    says: 'accepts server_no_context_takeover with a value',
    ignores: ([name, value]) => name === 'server_no_context_takeover' && value !== undefined,
  }),
  ignoring({
    name: 'deflate-client-takeover-value',
    says: 'accepts client_no_context_takeover with a value',
    ignores: ([name, value]) => name === 'client_no_context_takeover' && value !== undefined,
  }),
  ignoring({
    name: 'deflate-unknown-parameter',
    says: 'accepts unknown parameters',
    ignores: ([name]) => !/^(?:server|client)_(?:no_context_takeover|max_window_bits)$/.test(name),
  }),
  ignoring({
    name: 'deflate-duplicate-parameter',
    says: 'uses the first of two parameters with one name',
    ignores: ([name], index, all) => all.findIndex((each) => each[0] === name) < index,
  }),
  answering({
    name: 'deflate-parameter-of-another-offer',
    breaks: [R.earliestDeflateOfferPreferred, R.clientMaxWindowBitsIfOffered, R.deflateResponseMatchesOffer],
    says: 'answers client_max_window_bits where only a declined offer had it',
    clause: 'RFC 7692 7.1.2.2',
    change: (answer, offers) =>
      offers.length > 1 && offers.some(hasClientBits) && !offers.every(hasClientBits)
        ? `${answer}; client_max_window_bits=10`
        : answer,
  }),
  agreeing({
    name: 'deflate-last-offer-first',
    breaks: [R.earliestDeflateOfferPreferred],
    says: 'prefers the last offer',
    clause: 'RFC 7692 5',
    agree: (intact, offers) => intact([...offers].reverse()),
  }),
  answering({
    name: 'deflate-client-bits-unasked',
    breaks: [R.clientMaxWindowBitsIfOffered, R.deflateResponseMatchesOffer],
    says: 'answers client_max_window_bits to clients that did not offer it',
    clause: 'RFC 7692 7.1.2.2',
    change: (answer, offers) => (offers.some(hasClientBits) ? answer : `${answer}; client_max_window_bits=15`),
  }),
  answering({
    name: 'deflate-client-bits-with-server-bits',
    breaks: [R.clientMaxWindowBitsIfOffered, R.deflateResponseMatchesOffer],
    says: 'answers client_max_window_bits where only server_max_window_bits=10 was offered',
    clause: 'RFC 7692 7.1.2.2',
    change: (answer, offers) =>
      answer.endsWith('server_max_window_bits=10') && !offers.some(hasClientBits)
        ? `${answer}; client_max_window_bits=10`
        : answer,
  }),
  answering({
    name: 'deflate-client-bits-valueless',
    breaks: [R.clientMaxWindowBitsIfOffered, R.deflateResponseMatchesOffer],
    says: 'answers client_max_window_bits without a value where it was offered without one',
    clause: 'RFC 7692 7.1.2.2',
    change: (answer, offers) => (offers.every(hasValuelessClientBits) ? `${answer}; client_max_window_bits` : answer),
  }),
  answering({
    name: 'deflate-one-parameter-answered',
    breaks: [R.serverMaxWindowBitsObeyed],
    says: 'answers server_max_window_bits only where server_no_context_takeover is not offered with it',
    clause: 'RFC 7692 7.1.2.1',
    change: (answer) =>
      answer.includes('server_no_context_takeover') ? answer.replace(/; server_max_window_bits=[0-9]+/, '') : answer,
  }),
  answering({
    name: 'deflate-server-bits-16',
    breaks: [R.serverMaxWindowBitsObeyed, R.invalidDeflateOfferDeclined],
    says: 'answers server_max_window_bits=16 where 15 was offered',
    clause: 'RFC 7692 7.1.2.1',
    change: (answer) => answer.replace('server_max_window_bits=15', 'server_max_window_bits=16'),
  }),
  answering({
    name: 'deflate-client-bits-above-15',
    breaks: [R.clientMaxWindowBitsIfOffered, R.deflateResponseMatchesOffer],
    says: 'answers client_max_window_bits=16 where 15 was offered',
    clause: 'RFC 7692 7.1.2.2',
    change: (answer, offers) =>
      offers.some(({ parameters }) => parameters.some((each) => each.join('=') === 'client_max_window_bits=15'))
        ? `${answer}; client_max_window_bits=16`
        : answer,
  }),
  refusingForm({
    name: 'deflate-15-bits-refused',
    breaks: [R.invalidDeflateOfferDeclined],
    says: 'refuses a client that asks for a window of 15 bits',
    form: /server_max_window_bits=15/,
  }),
]
