import { R } from '../../../suites/requirements'
import type { ServerFunctions } from '../functions'
import { asciiLower, combined, type ExtensionOffer, type FieldLine, members, readExtensions } from '../http/fields'
import type { Request } from '../http/request'
import type { About, BriefAbout, Defect } from './defect'
import { changed, changing101, plus, slow, without } from './kit'

const FIELD = 'Sec-WebSocket-Extensions'
const ABNF = 'RFC 6455 9.1'
const LISTING = 'RFC 6455 4.2.2 /extensions/'
const SLOW = [R.extensionListByGrammar, R.noInputTrusted, R.hostileInputSurvived]

type ReadOffers = ServerFunctions['readOffers']
type Reading = Omit<About, 'clause'> & Partial<Pick<About, 'clause'>>

/** A defect that reads the offers differently. */
function reading({ read, ...about }: Reading & { read(intact: ReadOffers): ReadOffers }): Defect {
  return { clause: ABNF, ...about, replaces: (intact) => ({ readOffers: read(intact.readOffers) }) }
}

/** A defect that refuses field values of a form. */
function refusingForm({ form, ...about }: Reading & { form: RegExp }): Defect {
  return reading({
    ...about,
    read: (intact) => (lines) => (lines.some(({ value }) => form.test(value)) ? 'malformed' : intact(lines)),
  })
}

/** A defect that finds an offer of permessage-deflate where there is none. */
function finding({
  finds,
  ...about
}: Pick<About, 'name' | 'says'> & { finds(offers: readonly ExtensionOffer[], value: string): boolean }): Defect {
  return reading({
    breaks: [R.extensionNameMatchedWhole],
    clause: LISTING,
    ...about,
    read: (intact) => (lines) => {
      const offers = intact(lines)
      const valid = offers === 'malformed' ? [] : offers
      if (!finds(valid, combined(lines))) return offers
      return [...valid, { name: 'permessage-deflate', parameters: [] }]
    },
  })
}

/** A defect that is slow to answer some lists. */
function slowList({
  when,
  ...about
}: Pick<About, 'name' | 'says'> & { ms: number; when(value: string): boolean }): Defect {
  return slow({
    breaks: SLOW,
    clause: 'RFC 6455 10.4',
    ...about,
    when: (request, server) => when(combined(server.fieldLines(request, FIELD))),
  })
}

function offered(request: Request): readonly FieldLine[] {
  return request.fields.filter(({ name }) => asciiLower(name) === asciiLower(FIELD))
}

/** A defect that lists more names in the answer. */
function listing({ lists, ...about }: BriefAbout & { lists(names: readonly string[]): readonly string[] }): Defect {
  return changing101({
    breaks: SLOW,
    clause: LISTING,
    ...about,
    change(answer, request) {
      const names = (readExtensions(combined(offered(request))) ?? []).map((offer) => offer.name)
      const more = lists(names)
      if (more.length === 0) return answer
      const listed = answer.fields.filter(([field]) => field === FIELD).map(([, value]) => value)
      return plus(without(answer, FIELD), FIELD, [...listed, ...more].join(', '))
    },
  })
}

/** Sec-WebSocket-Extensions, whatever the extension. */
export const EXTENSION_DEFECTS: readonly Defect[] = [
  changing101({
    name: 'extensions-empty-in-101',
    breaks: [R.extensionListByGrammar, R.noExtensionUnlessOffered, R.responseFieldsMatchGrammar],
    says: 'answers an empty Sec-WebSocket-Extensions to a client that offered no extension',
    clause: LISTING,
    change: (answer, request) => (offered(request).length === 0 ? plus(answer, FIELD, '') : answer),
  }),
  listing({
    name: 'extensions-echoed',
    breaks: [
      R.extensionListByGrammar,
      R.extensionsFromOffer,
      R.noExtensionUnlessOffered,
      R.extensionsRegisteredAndDefined,
      R.acceptedExtensionListed,
      R.noInputTrusted,
      R.hostileInputSurvived,
    ],
    says: 'lists every extension that is offered',
    lists: (names) => names.filter((name) => name !== 'permessage-deflate' && names.length < 100),
  }),
  listing({
    name: 'extensions-first-echoed',
    breaks: [R.extensionListByGrammar, R.extensionsFromOffer, R.extensionsRegisteredAndDefined],
    says: 'lists an unknown extension that is offered before permessage-deflate',
    lists: ([first, second, ...more]) =>
      first !== undefined && first !== 'permessage-deflate' && second === 'permessage-deflate' && more.length === 0
        ? [first]
        : [],
  }),
  changing101({
    name: 'extensions-each-line-answered',
    breaks: [R.extensionsMayRepeat, R.deflateResponseMatchesOffer, R.extensionListByGrammar],
    says: 'answers each Sec-WebSocket-Extensions line that offers permessage-deflate by itself',
    clause: 'RFC 7692 5',
    change: (answer, request) =>
      offered(request).filter(({ value }) => value.startsWith('permessage-deflate')).length > 1
        ? plus(answer, FIELD, 'permessage-deflate')
        : answer,
  }),
  listing({
    name: 'extensions-prototype',
    says: 'looks extensions up among the members of a JavaScript object',
    lists: (names) => names.filter((name) => name in {}),
  }),
  reading({
    name: 'extensions-second-line-refused',
    breaks: [
      R.extensionListByGrammar,
      R.splitExtensionsEqualCombined,
      R.extensionsMayRepeat,
      R.deflateResponseMatchesOffer,
    ],
    says: 'refuses a second Sec-WebSocket-Extensions line',
    clause: 'RFC 6455 11.3.2',
    read: (intact) => (lines) => (lines.length > 1 ? 'malformed' : intact(lines)),
  }),
  reading({
    name: 'extensions-first-line-only',
    breaks: [R.extensionListByGrammar, R.splitExtensionsEqualCombined, R.extensionsMayRepeat],
    says: 'reads only the first Sec-WebSocket-Extensions line',
    read: (intact) => (lines) => intact(lines.slice(0, 1)),
  }),
  reading({
    name: 'extensions-last-line-only',
    breaks: [R.extensionListByGrammar, R.splitExtensionsEqualCombined, R.extensionsMayRepeat],
    says: 'reads only the last Sec-WebSocket-Extensions line',
    read: (intact) => (lines) => intact(lines.slice(-1)),
  }),
  refusingForm({
    name: 'extensions-quoted-pair-refused',
    breaks: [R.extensionListByGrammar],
    says: 'refuses a backslash in a quoted parameter value',
    form: /="[^"]*\\[^"]*"/,
  }),
  reading({
    name: 'extensions-needs-space',
    breaks: [R.extensionListByGrammar, R.owsAcceptedWhereAllowed],
    says: 'overlooks an offer that follows a comma without a space',
    clause: 'RFC 9110 5.6.1.2',
    read: (intact) => (lines) => {
      const offers = intact(lines)
      return offers !== 'malformed' && /[^,],permessage-deflate;/.test(combined(lines))
        ? offers.filter((offer) => offer.name !== 'permessage-deflate')
        : offers
    },
  }),
  reading({
    name: 'extensions-quoted-unchecked',
    breaks: [R.extensionListByGrammar, R.malformedExtensionsRejected, R.extensionNameMatchedWhole],
    says: 'ignores quoted parameter values that are no tokens',
    read: (intact) => (lines) =>
      intact(lines.map((line) => ({ ...line, value: line.value.replace(/="(?:[^"]*[ ,;][^"]*)?"/g, '=x') }))),
  }),
  reading({
    name: 'extensions-empty-ignored',
    breaks: [R.extensionListByGrammar, R.malformedExtensionsRejected],
    says: 'reads a list without an element as no offer',
    read: (intact) => (lines) => (/^[ ,]*$/.test(combined(lines)) ? [] : intact(lines)),
  }),
  refusingForm({
    name: 'extensions-quoted-refused',
    breaks: [R.extensionListByGrammar],
    says: 'refuses a quoted parameter value that is a word',
    form: /="[a-z]+"/,
  }),
  reading({
    name: 'extensions-malformed-ignored',
    breaks: [R.extensionListByGrammar, R.malformedExtensionsRejected, R.extensionNameMatchedWhole],
    says: 'ignores a malformed list',
    read: (intact) => (lines) => {
      const offers = intact(lines)
      return offers === 'malformed' ? [] : offers
    },
  }),
  reading({
    name: 'extensions-trailing-semicolon',
    breaks: [R.extensionListByGrammar, R.malformedExtensionsRejected],
    says: 'drops a semicolon at the end of an offer',
    read: (intact) => (lines) => intact(lines.map((line) => ({ ...line, value: line.value.replace(/;$/, '') }))),
  }),
  refusingForm({
    name: 'extensions-empty-member-refused',
    breaks: [R.extensionListByGrammar, R.emptyListElementsIgnored],
    says: 'refuses empty list members',
    clause: 'RFC 9110 5.6.1.2',
    form: /^,.|,,/,
  }),
  refusingForm({
    name: 'extensions-space-before-semicolon-refused',
    breaks: [R.extensionListByGrammar, R.owsAcceptedWhereAllowed],
    says: 'refuses a space before a semicolon',
    clause: 'RFC 9110 5.6.6',
    form: / ;/,
  }),
  changing101({
    name: 'extensions-answer-semicolon',
    breaks: [R.extensionListByGrammar, R.noExtensionUnlessOffered, R.responseFieldsMatchGrammar],
    says: 'ends the list in its answer with a semicolon',
    clause: ABNF,
    change: (answer) => changed(answer, FIELD, (value) => `${value};`),
  }),
  {
    name: 'extensions-all-offers-accepted',
    breaks: [
      R.extensionListByGrammar,
      R.extensionsMayRepeat,
      R.earliestDeflateOfferPreferred,
      R.compressedBitFirstFrameOnly,
      R.deflateResponseMatchesOffer,
    ],
    says: 'accepts every offer of permessage-deflate that it can meet, and lists them all',
    clause: 'RFC 7692 5',
    replaces: (intact) => ({
      agreeDeflate(offers) {
        const agreement = intact.agreeDeflate(offers)
        const all = offers.flatMap((offer) => intact.agreeDeflate([offer])?.answer ?? [])
        return agreement === undefined ? undefined : { ...agreement, answer: all.join(', ') }
      },
    }),
  },
  changing101({
    name: 'extensions-answer-doubled',
    breaks: [R.extensionListByGrammar, R.deflateResponseMatchesOffer],
    says: 'lists permessage-deflate twice where one offer of it has client_max_window_bits',
    clause: 'RFC 7692 5',
    change: (answer, request) =>
      members(combined(offered(request))).join() === 'permessage-deflate; client_max_window_bits'
        ? changed(answer, FIELD, (value) => `${value}, ${value}`)
        : answer,
  }),
  slowList({
    name: 'extensions-slow-list',
    says: 'takes 2,500 ms over more than 400 offers',
    ms: 2_500,
    when: (value) => members(value).length > 400,
  }),
  slowList({
    name: 'extensions-slow-quotes',
    says: 'takes 2,500 ms over a quoted value with more than 3,000 escapes',
    ms: 2_500,
    when: (value) => (value.match(/\\/g)?.length ?? 0) > 3_000,
  }),
  finding({
    name: 'extensions-prefix',
    says: 'searches for permessage-deflate anywhere in the name of an extension',
    finds: (offers) => offers.some(({ name }) => name !== 'permessage-deflate' && name.includes('permessage-deflate')),
  }),
  finding({
    name: 'extensions-parameter-for-name',
    says: 'reads a parameter as an offer',
    finds: (offers) => offers.some(({ parameters }) => parameters.some(([name]) => name === 'permessage-deflate')),
  }),
  finding({
    name: 'extensions-split-in-quotes',
    says: 'splits the list inside quoted strings',
    finds: (_offers, value) => /="[^"]*, permessage-deflate[^"]*"/.test(value),
  }),
]
