import { R, type Requirement } from '../../../suites/requirements'
import { asciiLower, combined, type ExtensionOffer, type FieldLine, members, readExtensions } from '../fields'
import type { Request } from '../request'
import type { Steps } from '../steps'
import type { Defect } from './defect'
import { plus, without } from './kit'

const FIELD = 'Sec-WebSocket-Extensions'
const ABNF = 'RFC 6455 9.1'
const LISTING = 'RFC 6455 4.2.2 /extensions/'
const SLOW = [R.extensionListByGrammar, R.noInputTrusted, R.hostileInputSurvived]

type Offers = Steps['offers']

/** A defect that reads the offers otherwise. */
function reading(
  name: string,
  says: string,
  breaks: readonly Requirement[],
  offers: (intact: Offers) => Offers,
  clause = ABNF,
): Defect {
  return { name, breaks, says, clause, replaces: (intact) => ({ offers: offers(intact.offers) }) }
}

/** A defect that refuses values of a form. */
function refusing(name: string, says: string, breaks: readonly Requirement[], form: RegExp, clause = ABNF): Defect {
  return reading(
    name,
    says,
    breaks,
    (intact) => (lines) => (lines.some(({ value }) => form.test(value)) ? 'malformed' : intact(lines)),
    clause,
  )
}

/** A defect that makes offers of permessage-deflate out of what is none. */
function seeing(
  name: string,
  says: string,
  sees: (offers: readonly ExtensionOffer[], value: string) => boolean,
): Defect {
  return reading(
    name,
    says,
    [R.extensionNameMatchedWhole],
    (intact) => (lines) => {
      const offers = intact(lines)
      if (!sees(offers === 'malformed' ? [] : offers, combined(lines))) return offers
      return [...(offers === 'malformed' ? [] : offers), { name: 'permessage-deflate', parameters: [] }]
    },
    LISTING,
  )
}

function slow(name: string, says: string, ms: number, when: (value: string) => boolean): Defect {
  return {
    name,
    breaks: SLOW,
    says,
    clause: 'RFC 6455 10.4',
    replaces: (intact) => ({
      holds: (request) => (when(combined(intact.lines(request, FIELD))) ? ms : intact.holds(request)),
    }),
  }
}

function offered(request: Request): readonly FieldLine[] {
  return request.fields.filter(({ name }) => asciiLower(name) === asciiLower(FIELD))
}

/** A defect that lists further names in the answer. */
function listing(
  name: string,
  says: string,
  breaks: readonly Requirement[],
  lists: (names: readonly string[]) => readonly string[],
): Defect {
  return {
    name,
    breaks,
    says,
    clause: LISTING,
    replaces: () => ({
      switching(answer, request) {
        const names = (readExtensions(combined(offered(request))) ?? []).map((offer) => offer.name)
        const more = lists(names)
        if (more.length === 0) return answer
        const listed = answer.fields.filter(([field]) => field === FIELD).map(([, value]) => value)
        return plus(without(answer, FIELD), FIELD, [...listed, ...more].join(', '))
      },
    }),
  }
}

/** What can be wrong about Sec-WebSocket-Extensions as such. */
export const EXTENSION_DEFECTS: readonly Defect[] = [
  {
    name: 'extensions-empty-in-101',
    breaks: [R.extensionListByGrammar, R.noExtensionUnlessOffered, R.responseFieldsMatchGrammar],
    says: 'answers an empty Sec-WebSocket-Extensions to a client that offered none',
    clause: LISTING,
    replaces: () => ({
      switching: (answer, request) => (offered(request).length === 0 ? plus(answer, FIELD, '') : answer),
    }),
  },
  listing(
    'extensions-echoed',
    'lists every extension that is offered',
    [
      R.extensionListByGrammar,
      R.extensionsFromOffer,
      R.noExtensionUnlessOffered,
      R.extensionsRegisteredAndDefined,
      R.acceptedExtensionListed,
      R.noInputTrusted,
      R.hostileInputSurvived,
    ],
    (names) => names.filter((name) => name !== 'permessage-deflate' && names.length < 100),
  ),
  listing('extensions-prototype', 'finds extensions among the members of an object', SLOW, (names) =>
    names.filter((name) => name in {}),
  ),
  reading(
    'extensions-second-line-refused',
    'refuses a second Sec-WebSocket-Extensions line',
    [R.extensionListByGrammar, R.splitExtensionsEqualCombined, R.extensionsMayRepeat, R.deflateResponseMatchesOffer],
    (intact) => (lines) => (lines.length > 1 ? 'malformed' : intact(lines)),
    'RFC 6455 11.3.2',
  ),
  refusing('extensions-quoted-refused', 'refuses quoted words', [R.extensionListByGrammar], /="[a-z]+"/),
  reading(
    'extensions-malformed-ignored',
    'ignores a malformed list',
    [R.extensionListByGrammar, R.malformedExtensionsRejected, R.extensionNameMatchedWhole],
    (intact) => (lines) => {
      const offers = intact(lines)
      return offers === 'malformed' ? [] : offers
    },
  ),
  reading(
    'extensions-trailing-semicolon',
    'drops a semicolon at the end of an offer',
    [R.extensionListByGrammar, R.malformedExtensionsRejected],
    (intact) => (lines) => intact(lines.map((line) => ({ ...line, value: line.value.replace(/;$/, '') }))),
  ),
  refusing(
    'extensions-empty-member-refused',
    'refuses empty list members',
    [R.extensionListByGrammar, R.emptyListElementsIgnored],
    /^,.|,,/,
    'RFC 9110 5.6.1.2',
  ),
  refusing(
    'extensions-space-before-semicolon-refused',
    'refuses a space before a semicolon',
    [R.extensionListByGrammar, R.owsAcceptedWhereAllowed],
    / ;/,
    'RFC 9110 5.6.6',
  ),
  {
    name: 'extensions-answer-semicolon',
    breaks: [R.extensionListByGrammar, R.noExtensionUnlessOffered, R.responseFieldsMatchGrammar],
    says: 'ends its answer in a semicolon',
    clause: ABNF,
    replaces: () => ({
      switching: (answer) => ({
        ...answer,
        fields: answer.fields.map(([name, value]) => [name, name === FIELD ? `${value};` : value]),
      }),
    }),
  },
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
      agree(offers) {
        const agreement = intact.agree(offers)
        const all = offers.flatMap((offer) => intact.agree([offer])?.answer ?? [])
        return agreement === undefined ? undefined : { ...agreement, answer: all.join(', ') }
      },
    }),
  },
  slow(
    'extensions-slow-list',
    'takes 2,500 ms over more than 400 offers',
    2_500,
    (value) => members(value).length > 400,
  ),
  slow(
    'extensions-slow-quotes',
    'takes 1,500 ms over a quoted value with more than 3,000 escapes',
    1_500,
    (value) => (value.match(/\\/g)?.length ?? 0) > 3_000,
  ),
  seeing('extensions-prefix', 'looks for permessage-deflate anywhere in a name', (offers) =>
    offers.some(({ name }) => name !== 'permessage-deflate' && name.includes('permessage-deflate')),
  ),
  seeing('extensions-parameter-for-name', 'takes a parameter for an offer', (offers) =>
    offers.some(({ parameters }) => parameters.some(([name]) => name === 'permessage-deflate')),
  ),
  seeing('extensions-split-in-quotes', 'splits the list inside quoted strings', (_offers, value) =>
    /="[^"]*, permessage-deflate[^"]*"/.test(value),
  ),
]
