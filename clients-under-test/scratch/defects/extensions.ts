import { deflateSync } from 'node:zlib'
import { C } from '../../../suites/requirements/client'
import { PLAIN } from '../extensions'
import type { ClientFunctions } from '../functions'
import type { ClientDefect } from '../overlay'
import { defect } from './defect'

const DEFLATE = 'permessage-deflate'

/** A defect that accepts one more parameter, or one more value of a parameter. */
function takingParam(name: string, param: string, value: string | undefined): ClientDefect {
  const written = value === undefined ? `${param} without a value` : `${param}=${value}`
  return defect(name, `takes ${written} in the answer`, C.deflateAnswerChecked, (intact) => ({
    isParam: (other, given) => intact.isParam(other, given) || (other === param && given === value),
    // A value that is no number would decide nothing: what is agreed on is then what was offered.
    accepts: (answer, offer) => intact.accepts(answer, offer) || answer.params.some(([other]) => other === param),
  }))
}

/** The defect of a client that makes another offer. */
function offering(offer: string, { replaces, ...rest }: ClientDefect): ClientDefect {
  return { ...rest, replaces: (intact) => ({ offers: () => [offer], ...replaces(intact) }) }
}

const NOTHING = (): Partial<ClientFunctions> => ({})

/** A defect that refuses an answer with a parameter. */
function refusingParam(name: string, says: string, isRefused: (param: string, value: string | undefined) => boolean) {
  return defect(name, says, C.acceptedOfferOpens, (intact) => ({
    isParam: (param, value) => intact.isParam(param, value) && !isRefused(param, value),
  }))
}

/** Lines of a field that are changed before they are read. */
function reading(name: string, says: string, change: (lines: readonly string[]) => readonly string[]): ClientDefect {
  return defect(name, says, C.extensionsMatchGrammar, (intact) => ({
    readExtensions: (lines) => intact.readExtensions(change(lines)),
  }))
}

const OFFER_DEFECTS: readonly ClientDefect[] = [
  offering(
    `${DEFLATE}; x`,
    defect('offer-unknown-parameter', 'offers a parameter that is not defined', C.offersMatchGrammar, NOTHING),
  ),
  offering(
    `${DEFLATE}; client_no_context_takeover=1`,
    defect('offer-valued-flag', 'offers client_no_context_takeover with a value', C.offersMatchGrammar, NOTHING),
  ),
  offering(
    `${DEFLATE}; client_max_window_bits; client_max_window_bits=15`,
    defect('offer-repeated-parameter', 'offers a parameter twice', C.offersMatchGrammar, NOTHING),
  ),
  offering(
    `${DEFLATE};`,
    defect('offer-malformed', 'offers a list that ends in a semicolon', C.offersMatchGrammar, NOTHING),
  ),
  offering(
    `${DEFLATE}; server_max_window_bits=7`,
    defect('offer-7-bits', 'offers a window of 7 bits', C.offeredBitsValid, NOTHING),
  ),
]

const UNOFFERED_DEFECTS: readonly ClientDefect[] = [
  defect('extensions-unknown-skipped', 'skips extensions that it does not know', C.onlyOfferedExtensions, (intact) => ({
    chooseExtension: (elements, offers) =>
      intact.chooseExtension(
        elements.filter(({ name }) => name === DEFLATE),
        offers,
      ),
  })),
  defect('extensions-webkit-taken', 'takes an old name of the extension', C.onlyOfferedExtensions, (intact) => ({
    chooseExtension: (elements, offers) =>
      elements[0]?.name === 'x-webkit-deflate-frame' ? undefined : intact.chooseExtension(elements, offers),
  })),
  defect('extensions-first-only', 'reads the first extension alone', C.onlyOfferedExtensions, (intact) => ({
    chooseExtension: ([first, second], offers) =>
      second?.name === 'x-foo' && first
        ? intact.chooseExtension([first], offers)
        : intact.chooseExtension(first ? [first, ...(second ? [second] : [])] : [], offers),
  })),
  defect('deflate-without-offer', 'takes permessage-deflate without an offer', C.onlyOfferedExtensions, (intact) => ({
    offers: () => [],
    agree: (lines, client) => (lines.join() === DEFLATE ? PLAIN : intact.agree(lines, client)),
  })),
  reading('extensions-semicolons', 'skips semicolons at the end', (lines) =>
    lines.map((line) => line.replace(/;+$/, '')),
  ),
  reading('extensions-may-be-empty', 'takes an empty list', (lines) => (lines.join() === '' ? [] : lines)),
  reading('extensions-garbage', 'takes a list without a name for none', (lines) =>
    /\w/.test(lines.join()) ? lines : [],
  ),
]

const ANSWER_DEFECTS: readonly ClientDefect[] = [
  takingParam('deflate-unknown-parameter', 'x', '1'),
  takingParam('server-bits-7', 'server_max_window_bits', '7'),
  takingParam('server-bits-16', 'server_max_window_bits', '16'),
  takingParam('server-bits-0', 'server_max_window_bits', '0'),
  takingParam('server-bits-bare', 'server_max_window_bits', undefined),
  takingParam('server-bits-leading-zero', 'server_max_window_bits', '015'),
  takingParam('server-bits-signed', 'server_max_window_bits', '+15'),
  takingParam('client-bits-bare', 'client_max_window_bits', undefined),
  takingParam('client-bits-7', 'client_max_window_bits', '7'),
  takingParam('server-takeover-valued', 'server_no_context_takeover', '1'),
  takingParam('client-takeover-valued', 'client_no_context_takeover', '1'),
  defect('server-takeover-empty', 'takes server_no_context_takeover=""', C.deflateAnswerChecked, (intact) => ({
    readExtensions: (lines) => intact.readExtensions(lines.map((line) => line.replace('=""', ''))),
  })),
  defect('deflate-repeated-parameter', 'takes a parameter twice', C.deflateAnswerChecked, () => ({
    isRepeated: () => false,
  })),
  defect('deflate-twice', 'takes the first of two acceptances', C.deflateOnce, (intact) => ({
    chooseExtension: (elements, offers) =>
      elements.every(({ name }) => name === DEFLATE) ? elements[0] : intact.chooseExtension(elements, offers),
  })),
  defect('extensions-last-line', 'reads the last line of Sec-WebSocket-Extensions', C.deflateOnce, (intact) => ({
    readExtensions: (lines) => intact.readExtensions(lines.slice(-1)),
  })),
  offering(
    DEFLATE,
    defect(
      'client-bits-unasked',
      'takes client_max_window_bits although it did not offer it',
      C.deflateAnswerMatchesOffer,
      () => ({ accepts: () => true }),
    ),
  ),
  offering(
    `${DEFLATE}; server_max_window_bits=10`,
    defect(
      'server-bits-above-offer',
      'takes a larger window than it offered',
      C.deflateAnswerMatchesOffer,
      (intact) => ({
        accepts: (answer, offer) =>
          intact.accepts(answer, offer) || answer.params.some(([name]) => name === 'server_max_window_bits'),
      }),
    ),
  ),
  offering(
    `${DEFLATE}; server_no_context_takeover`,
    defect(
      'server-takeover-missing',
      'takes an answer without the server_no_context_takeover that it offered',
      C.deflateAnswerMatchesOffer,
      (intact) => ({ accepts: (answer, offer) => intact.accepts(answer, offer) || answer.params.length === 0 }),
    ),
  ),
  offering(
    `${DEFLATE}; server_max_window_bits=15`,
    defect(
      'server-bits-missing',
      'takes an answer without the server_max_window_bits that it offered',
      C.deflateAnswerMatchesOffer,
      (intact) => ({ accepts: (answer, offer) => intact.accepts(answer, offer) || answer.params.length === 0 }),
    ),
  ),
]

const REFUSING_DEFECTS: readonly ClientDefect[] = [
  defect('deflate-refused', 'refuses every acceptance of its offer', C.acceptedOfferOpens, () => ({
    accepts: () => false,
  })),
  defect('quoted-refused', 'refuses quoted values', C.acceptedOfferOpens, (intact) => ({
    readExtensions: (lines) => (lines.join().includes('"') ? undefined : intact.readExtensions(lines)),
  })),
  refusingParam('client-bits-refused', 'refuses client_max_window_bits', (param) => param === 'client_max_window_bits'),
  refusingParam(
    'client-takeover-refused',
    'refuses client_no_context_takeover',
    (param) => param === 'client_no_context_takeover',
  ),
  refusingParam('server-bits-refused', 'refuses server_max_window_bits', (param) => param === 'server_max_window_bits'),
  offering(
    `${DEFLATE}; client_no_context_takeover`,
    defect(
      'client-takeover-expected',
      'refuses an answer without the client_no_context_takeover that it offered',
      C.acceptedOfferOpens,
      (intact) => ({
        accepts: (answer, offer) =>
          intact.accepts(answer, offer) && answer.params.some(([name]) => name === 'client_no_context_takeover'),
      }),
    ),
  ),
]

const MESSAGE_DEFECTS: readonly ClientDefect[] = [
  defect('compresses-with-header', 'compresses with the header of zlib', C.compressedMessagesWritten, () => ({
    compress: (payload) => deflateSync(payload),
  })),
  defect('close-with-rsv1', 'sets RSV1 in its Close frame', C.compressedMessagesWritten, (intact) => ({
    rsv1: (opcode, agreed) => (opcode === 8 && agreed.deflate ? 0x40 : intact.rsv1(opcode, agreed)),
  })),
  defect(
    'compressed-as-it-came',
    'gives its application compressed messages as they came',
    C.compressedMessagesRead,
    () => ({
      decompress: (payload) => payload,
    }),
  ),
  defect('window-not-kept', 'decompresses each message with an empty window', C.serverWindowKept, (intact) => ({
    decompress: (payload, _, agreed) => intact.decompress(payload, Buffer.alloc(0), agreed),
  })),
  defect('window-too-long', 'ignores client_max_window_bits', C.clientWindowObeyed, (intact) => ({
    compress: (payload, before, agreed) => intact.compress(payload, before, { ...agreed, clientBits: 15 }),
  })),
  defect('takeover-kept', 'ignores client_no_context_takeover', C.clientTakeoverObeyed, (intact) => ({
    compress: (payload, before, agreed) =>
      intact.compress(payload, before, { ...agreed, clientNoContextTakeover: false }),
  })),
  defect('rsv1-anywhere', 'allows RSV1 on every frame once it has an extension', C.rsv1OnlyOnMessages, (intact) => ({
    violation: (first, second, agreed) => intact.violation(agreed.deflate ? first & ~0x40 : first, second, agreed),
  })),
  defect('rsv1-unchecked', 'allows RSV1 without an extension', C.brokenFramesFail, (intact) => ({
    violation: (first, second, agreed) => intact.violation(agreed.deflate ? first : first & ~0x40, second, agreed),
    decompress: (payload, before, agreed) => (agreed.deflate ? intact.decompress(payload, before, agreed) : payload),
  })),
]

/** The defects in the offer, and in the check, of Sec-WebSocket-Extensions. */
export const EXTENSION_DEFECTS: readonly ClientDefect[] = [
  ...OFFER_DEFECTS,
  ...UNOFFERED_DEFECTS,
  ...ANSWER_DEFECTS,
  ...REFUSING_DEFECTS,
  ...MESSAGE_DEFECTS,
]
