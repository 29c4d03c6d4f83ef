import { R, type Requirement } from '../../../suites/requirements'
import type { DeflateAgreement } from '../deflate-offer'
import type { ExtensionOffer } from '../fields'
import type { Steps } from '../steps'
import type { Defect } from './defect'

const DECLINE = 'RFC 7692 7'
const BITS = /^(?:[89]|1[0-5])$/

type Parameter = ExtensionOffer['parameters'][number]
type Agree = Steps['agree']

/** A defect that reads offers without some of their parameters, which it should have declined for. */
function ignoring(
  name: string,
  says: string,
  ignores: (parameter: Parameter, index: number, all: readonly Parameter[]) => boolean,
  breaks: readonly Requirement[] = [R.invalidDeflateOfferDeclined],
  clause = DECLINE,
): Defect {
  const clean = (offer: ExtensionOffer): ExtensionOffer => ({
    ...offer,
    parameters: offer.parameters.filter((...each) => !ignores(...each)),
  })
  return { name, breaks, says, clause, replaces: (intact) => ({ agree: (offers) => intact.agree(offers.map(clean)) }) }
}

/** A defect that agrees otherwise. */
function agreeing(
  name: string,
  says: string,
  breaks: readonly Requirement[],
  clause: string,
  agree: (intact: Agree, offers: readonly ExtensionOffer[]) => DeflateAgreement | undefined,
): Defect {
  return { name, breaks, says, clause, replaces: (intact) => ({ agree: (offers) => agree(intact.agree, offers) }) }
}

/** A defect that answers otherwise than it agrees. */
function answering(
  name: string,
  says: string,
  breaks: readonly Requirement[],
  clause: string,
  change: (answer: string, offers: readonly ExtensionOffer[]) => string,
): Defect {
  return agreeing(name, says, breaks, clause, (intact, offers) => {
    const agreement = intact(offers)
    return agreement === undefined ? undefined : { ...agreement, answer: change(agreement.answer, offers) }
  })
}

const isInvalid = (value: string | undefined) => value !== undefined && !BITS.test(value) && !/^0[0-9]/.test(value)
const hasClientBits = ({ parameters }: ExtensionOffer) => parameters.some(([name]) => name === 'client_max_window_bits')

const hasClientBitsAlone = ({ parameters }: ExtensionOffer) =>
  parameters.some(([name, value]) => name === 'client_max_window_bits' && value === undefined)

/** A refusal of the whole handshake for an offer; contested, for it is stricter than to decline. */
function refusing(name: string, says: string, breaks: readonly Requirement[], refuses: RegExp): Defect {
  return {
    name,
    breaks,
    says,
    clause: DECLINE,
    replaces: (intact) => ({
      offers: (lines) => (lines.some(({ value }) => refuses.test(value)) ? 'malformed' : intact.offers(lines)),
    }),
  }
}

/** What can be wrong about what is agreed of permessage-deflate. */
export const DEFLATE_DEFECTS: readonly Defect[] = [
  ignoring(
    'deflate-client-bits-unchecked',
    'takes any client_max_window_bits',
    ([name, value]) => name === 'client_max_window_bits' && isInvalid(value),
  ),
  ignoring('deflate-leading-zero', 'takes window bits with a leading zero', ([, value]) => /^0[0-9]/.test(value ?? '')),
  refusing(
    'deflate-quoted-bits-refused',
    'refuses window bits in quotes',
    [R.invalidDeflateOfferDeclined],
    /_bits="[0-9]+"/,
  ),
  {
    name: 'deflate-empty-quoted',
    breaks: [R.invalidDeflateOfferDeclined],
    says: 'takes an empty quoted value for none',
    clause: 'RFC 6455 9.1',
    replaces: (intact) => ({
      offers: (lines) =>
        intact.offers(lines.map((line) => ({ ...line, value: line.value.replace(/_bits=""/, '_bits') }))),
    }),
  },
  ignoring(
    'deflate-server-bits-valueless',
    'takes server_max_window_bits without a value',
    ([name, value]) => name === 'server_max_window_bits' && value === undefined,
  ),
  ignoring(
    'deflate-server-bits-8-unmet',
    'agrees to a window of 8 bits and leaves it out of the answer',
    ([name, value]) => name === 'server_max_window_bits' && value === '8',
    [R.serverMaxWindowBitsObeyed],
    'RFC 7692 7.1.2.1',
  ),
  ignoring(
    'deflate-server-bits-unanswered',
    'leaves server_max_window_bits out of the answer',
    ([name, value], _index, all) =>
      name === 'server_max_window_bits' &&
      /^(?:9|1[0-4])$/.test(value ?? '') &&
      all.filter((each) => each[0] === name).length === 1,
    [R.serverMaxWindowBitsObeyed],
    'RFC 7692 7.1.2.1',
  ),
  answering(
    'deflate-server-bits-one-more',
    'answers one bit more than server_max_window_bits asks for',
    [R.invalidDeflateOfferDeclined, R.serverMaxWindowBitsObeyed],
    'RFC 7692 7.1.2.1',
    (answer) =>
      answer.replace(
        /(server_max_window_bits=)([0-9]+)/,
        (_all, name: string, bits: string) => `${name}${Number(bits) + 1}`,
      ),
  ),
  ignoring(
    'deflate-server-bits-unchecked',
    'takes any server_max_window_bits',
    ([name, value]) => name === 'server_max_window_bits' && isInvalid(value),
    [R.invalidDeflateOfferDeclined, R.serverMaxWindowBitsObeyed],
  ),
  ignoring(
    'deflate-takeover-unanswered',
    'leaves server_no_context_takeover out of the answer',
    ([name, value], _index, all) =>
      name === 'server_no_context_takeover' &&
      value === undefined &&
      all.filter((each) => each[0] === name).length === 1,
    [R.serverNoContextTakeoverObeyed],
    'RFC 7692 7.1.1.1',
  ),
  ignoring(
    'deflate-server-takeover-value',
    'takes server_no_context_takeover with a value',
    ([name, value]) => name === 'server_no_context_takeover' && value !== undefined,
  ),
  ignoring(
    'deflate-client-takeover-value',
    'takes client_no_context_takeover with a value',
    ([name, value]) => name === 'client_no_context_takeover' && value !== undefined,
  ),
  ignoring(
    'deflate-unknown-parameter',
    'takes parameters that it does not know',
    ([name]) => !/^(?:server|client)_(?:no_context_takeover|max_window_bits)$/.test(name),
  ),
  ignoring(
    'deflate-duplicate-parameter',
    'takes the first of two parameters of one name',
    ([name], index, all) => all.findIndex((each) => each[0] === name) < index,
  ),
  answering(
    'deflate-parameter-of-another-offer',
    'answers client_max_window_bits where only an offer that it declined had it',
    [R.earliestDeflateOfferPreferred, R.clientMaxWindowBitsIfOffered, R.deflateResponseMatchesOffer],
    'RFC 7692 7.1.2.2',
    (answer, offers) =>
      offers.length > 1 && offers.some(hasClientBits) && !offers.every(hasClientBits)
        ? `${answer}; client_max_window_bits=10`
        : answer,
  ),
  agreeing(
    'deflate-last-offer-first',
    'prefers the last offer',
    [R.earliestDeflateOfferPreferred],
    'RFC 7692 5',
    (intact, offers) => intact([...offers].reverse()),
  ),
  answering(
    'deflate-client-bits-unasked',
    'answers client_max_window_bits to clients that did not offer it',
    [R.clientMaxWindowBitsIfOffered, R.deflateResponseMatchesOffer],
    'RFC 7692 7.1.2.2',
    (answer, offers) => (offers.some(hasClientBits) ? answer : `${answer}; client_max_window_bits=15`),
  ),
  answering(
    'deflate-client-bits-valueless',
    'answers client_max_window_bits without a value where it was offered so',
    [R.clientMaxWindowBitsIfOffered, R.deflateResponseMatchesOffer],
    'RFC 7692 7.1.2.2',
    (answer, offers) => (offers.every(hasClientBitsAlone) ? `${answer}; client_max_window_bits` : answer),
  ),
  refusing(
    'deflate-15-bits-refused',
    'refuses a client that asks for a window of 15 bits',
    [R.serverMaxWindowBitsObeyed],
    /server_max_window_bits=15/,
  ),
]
