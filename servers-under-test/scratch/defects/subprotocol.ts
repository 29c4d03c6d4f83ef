import { R } from '../../../suites/requirements'
import type { ServerFunctions } from '../functions'
import type { Selection } from '../handshake-fields'
import { asciiLower, combined, type FieldLine, isToken, members, trimOws } from '../http/fields'
import type { About, Defect } from './defect'
import { percentDecoded, plus, slow, trimSpaces } from './kit'

const CHOOSING = 'RFC 6455 4.2.2 /subprotocol/'
const SLOW_MS = 4_000
const SLOW = `${SLOW_MS.toLocaleString('en-US')} ms`
const FIELD = 'Sec-WebSocket-Protocol'

type Choose = ServerFunctions['chooseSubprotocol']
type Choosing = Omit<About, 'clause'> & Partial<Pick<About, 'clause'>>

/** What a client offers, and what the server speaks. */
interface Offer {
  readonly offered: readonly string[]
  readonly spoken: readonly string[]
  readonly lines: readonly FieldLine[]
}

/** A defect that reads the field differently. */
function reading({ read, ...about }: Choosing & { read(intact: Choose): Choose }): Defect {
  return {
    clause: CHOOSING,
    ...about,
    replaces: (intact) => ({ chooseSubprotocol: read(intact.chooseSubprotocol) }),
  }
}

/** A defect that chooses differently where the field is well-formed. */
function choosing({ choose, ...about }: Choosing & { choose(offer: Offer): string | undefined }): Defect {
  return reading({
    ...about,
    read: (intact) => (lines, spoken) => {
      if (lines.length === 0 || intact(lines, spoken) === 'malformed') return intact(lines, spoken)
      return selected(choose({ offered: members(combined(lines)), spoken, lines }))
    },
  })
}

/** A defect that chooses something where the intact server chooses nothing. */
function elseChoosing({ choose, ...about }: Choosing & { choose(offer: Offer): string | undefined }): Defect {
  return choosing({ ...about, choose: (offer) => first(offer.offered, offer.spoken) ?? choose(offer) })
}

/** A defect that is slow to answer some offers. */
function slowOffer({ when, ...about }: Pick<About, 'name' | 'says'> & { when(value: string): boolean }): Defect {
  return slow({
    breaks: [R.noInputTrusted, R.messageSizeLimited, R.invalidInputRejected, R.hostileInputSurvived],
    clause: 'RFC 9110 17.5',
    ...about,
    ms: SLOW_MS,
    when: (request, server) => when(combined(server.fieldLines(request, FIELD))),
  })
}

function selected(subprotocol: string | undefined): Selection {
  return subprotocol === undefined ? {} : { subprotocol }
}

function first(offered: readonly string[], spoken: readonly string[]): string | undefined {
  return offered.find((name) => spoken.includes(name))
}

/** Sec-WebSocket-Protocol: how the offer is read, and what is chosen. */
export const SUBPROTOCOL_DEFECTS: readonly Defect[] = [
  reading({
    name: 'subprotocol-unasked',
    breaks: [R.subprotocolFromOffer, R.noSubprotocolUnlessAgreed],
    says: 'answers a subprotocol to a client that offered none',
    read: (intact) => (lines, spoken) => (lines.length === 0 ? selected(spoken[0]) : intact(lines, spoken)),
  }),
  reading({
    name: 'subprotocol-empty-answer',
    breaks: [
      R.subprotocolFromOffer,
      R.noSubprotocolUnlessAgreed,
      R.subprotocolIsOneToken,
      R.responseFieldsMatchGrammar,
    ],
    says: 'answers an empty Sec-WebSocket-Protocol to a client that offered none',
    read: (intact) => (lines, spoken) => (lines.length === 0 ? selected('') : intact(lines, spoken)),
  }),
  elseChoosing({
    name: 'subprotocol-fallback',
    breaks: [R.subprotocolFromOffer, R.noSubprotocolUnlessAgreed],
    says: 'answers its own subprotocol where it speaks none of those offered',
    choose: ({ spoken }) => spoken[0],
  }),
  choosing({
    name: 'subprotocol-never',
    breaks: [R.subprotocolListByPreference, R.agreedSubprotocolNamed],
    says: 'never chooses a subprotocol',
    choose: () => undefined,
  }),
  choosing({
    name: 'subprotocol-first-offer-only',
    breaks: [R.subprotocolListByPreference, R.agreedSubprotocolNamed],
    says: 'reads only the first offered subprotocol',
    choose: ({ offered, spoken }) => first(offered.slice(0, 1), spoken),
  }),
  choosing({
    name: 'subprotocol-needs-space',
    breaks: [R.subprotocolListByPreference, R.owsAcceptedWhereAllowed],
    says: 'splits the offer only at a comma and a space',
    clause: 'RFC 9110 5.6.1.2',
    choose: ({ spoken, lines }) => first(combined(lines).split(', ').map(trimOws), spoken),
  }),
  choosing({
    name: 'subprotocol-untrimmed',
    breaks: [R.subprotocolListByPreference, R.owsAcceptedWhereAllowed],
    says: 'does not trim the members of the offer',
    clause: 'RFC 9110 5.6.1.2',
    choose: ({ spoken, lines }) =>
      first(
        lines.flatMap((line) => line.value.split(',')),
        spoken,
      ),
  }),
  choosing({
    name: 'subprotocol-sp-only-ows',
    breaks: [R.subprotocolListByPreference, R.owsAcceptedWhereAllowed],
    says: 'does not trim HTAB from the members of the offer',
    clause: 'RFC 9110 5.6.3',
    choose: ({ spoken, lines }) =>
      first(
        lines.flatMap((line) => line.raw.split(',').map(trimSpaces)),
        spoken,
      ),
  }),
  choosing({
    name: 'subprotocol-first-line-only',
    breaks: [R.subprotocolListByPreference, R.subprotocolRepeatsOnlyInRequest],
    says: 'reads only the first Sec-WebSocket-Protocol line',
    clause: 'RFC 6455 11.3.4',
    choose: ({ spoken, lines }) => first(members(combined(lines.slice(0, 1))), spoken),
  }),
  choosing({
    name: 'subprotocol-last-line-only',
    breaks: [R.subprotocolListByPreference, R.subprotocolRepeatsOnlyInRequest],
    says: 'reads only the last Sec-WebSocket-Protocol line',
    clause: 'RFC 6455 11.3.4',
    choose: ({ spoken, lines }) => first(members(combined(lines.slice(-1))), spoken),
  }),
  choosing({
    name: 'subprotocol-cut',
    breaks: [R.subprotocolListByPreference, R.oversizedFieldsRefused],
    says: 'reads only the first 1,024 bytes of the offer',
    clause: 'RFC 9110 5.4',
    choose: ({ spoken, lines }) => first(members(combined(lines).slice(0, 1024)), spoken),
  }),
  choosing({
    name: 'subprotocol-own-spelling',
    breaks: [R.subprotocolFromOffer],
    says: 'answers its subprotocols with a capital letter',
    choose: ({ offered, spoken }) => first(offered, spoken)?.replace(/^[a-z]/, (letter) => letter.toUpperCase()),
  }),
  choosing({
    name: 'subprotocol-other-chosen',
    breaks: [R.subprotocolFromOffer, R.agreedSubprotocolNamed, R.subprotocolListByPreference],
    says: 'answers the other one of its two subprotocols where only one is offered',
    choose: ({ offered, spoken }) => {
      const [known, ...more] = spoken.filter((name) => offered.includes(name))
      return known !== undefined && more.length === 0 ? spoken.find((name) => name !== known) : known
    },
  }),
  choosing({
    name: 'subprotocol-first-of-later-lines',
    breaks: [R.subprotocolListByPreference, R.subprotocolRepeatsOnlyInRequest],
    says: 'reads only one member of each Sec-WebSocket-Protocol line after the first',
    clause: 'RFC 6455 11.3.4',
    choose: ({ spoken, lines }) =>
      first(
        lines.flatMap((line, index) => members(line.value).slice(0, index === 0 ? undefined : 1)),
        spoken,
      ),
  }),
  elseChoosing({
    name: 'subprotocol-case-insensitive',
    breaks: [R.subprotocolFromOffer],
    says: 'compares subprotocols case-insensitively and answers its own spelling',
    choose: ({ offered, spoken }) => spoken.find((name) => offered.map(asciiLower).includes(name)),
  }),
  elseChoosing({
    name: 'subprotocol-substring',
    breaks: [R.subprotocolFromOffer],
    says: 'searches for its subprotocols anywhere in the offered names',
    choose: ({ offered, spoken }) =>
      [...spoken]
        .sort((one, other) => other.length - one.length)
        .find((name) => offered.some((offer) => offer.includes(name))),
  }),
  choosing({
    name: 'subprotocol-both',
    breaks: [
      R.subprotocolListByPreference,
      R.subprotocolFromOffer,
      R.subprotocolIsOneToken,
      R.agreedSubprotocolNamed,
      R.responseFieldsMatchGrammar,
      R.subprotocolRepeatsOnlyInRequest,
    ],
    says: 'answers all of its subprotocols that are offered',
    clause: 'RFC 6455 4.2.2 /subprotocol/, 4.3',
    choose: ({ offered, spoken }) =>
      offered.filter((name, index) => spoken.includes(name) && offered.indexOf(name) === index).join(', ') || undefined,
  }),
  {
    name: 'subprotocol-two-lines',
    breaks: [
      R.subprotocolListByPreference,
      R.subprotocolFromOffer,
      R.subprotocolIsOneToken,
      R.agreedSubprotocolNamed,
      R.responseFieldsMatchGrammar,
      R.subprotocolRepeatsOnlyInRequest,
    ],
    says: 'answers its subprotocols in two lines where the client offered both',
    clause: 'RFC 6455 11.3.4',
    replaces: (intact) => {
      let both = false
      return {
        chooseSubprotocol(lines, spoken) {
          const offered = members(combined(lines))
          both = spoken.every((name) => offered.includes(name))
          return intact.chooseSubprotocol(lines, spoken)
        },
        switchingProtocols(opening, server) {
          const answer = intact.switchingProtocols(opening, server)
          const chosen = opening.subprotocol
          return both && chosen !== undefined ? plus(answer, FIELD, chosen) : answer
        },
      }
    },
  },
  {
    name: 'subprotocol-doubled',
    breaks: [R.subprotocolIsOneToken, R.responseFieldsMatchGrammar, R.subprotocolRepeatsOnlyInRequest],
    says: 'answers its subprotocol in two lines where the client offered only that one',
    clause: 'RFC 6455 11.3.4',
    replaces: (intact) => ({
      switchingProtocols(opening, server) {
        const answer = intact.switchingProtocols(opening, server)
        const offer = combined(server.fieldLines(opening.request, FIELD))
        return opening.subprotocol === offer ? plus(answer, FIELD, offer) : answer
      },
    }),
  },
  reading({
    name: 'subprotocol-empty-ignored',
    breaks: [R.invalidHandshakeIsHttpError],
    says: 'reads an empty Sec-WebSocket-Protocol as none',
    clause: 'RFC 6455 4.3',
    read: (intact) => (lines, spoken) => (lines.length > 0 && combined(lines) === '' ? {} : intact(lines, spoken)),
  }),
  reading({
    name: 'subprotocol-empty-member-refused',
    breaks: [R.emptyListElementsIgnored],
    says: 'refuses empty members in the offer',
    clause: 'RFC 9110 5.6.1.2',
    read: (intact) => (lines, spoken) =>
      lines.some((line) => line.value.split(',').some((member) => trimOws(member) === ''))
        ? 'malformed'
        : intact(lines, spoken),
  }),
  reading({
    name: 'subprotocol-no-token-ignored',
    breaks: [R.invalidHandshakeIsHttpError],
    says: 'skips members of the offer that are no tokens',
    clause: 'RFC 6455 4.2.1, 4.3',
    read: (intact) => (lines, spoken) => {
      const offered = members(combined(lines))
      return offered.every(isToken) ? intact(lines, spoken) : selected(first(offered, spoken))
    },
  }),
  reading({
    name: 'subprotocol-token-narrow',
    breaks: [R.subprotocolListByPreference],
    says: 'refuses offered names with other characters than letters, digits, dots and hyphens',
    clause: 'RFC 6455 4.3; RFC 9110 5.6.2',
    read: (intact) => (lines, spoken) =>
      members(combined(lines)).every((name) => /^[A-Za-z0-9.-]+$/.test(name)) ? intact(lines, spoken) : 'malformed',
  }),
  reading({
    name: 'subprotocol-quotes-removed',
    breaks: [R.invalidHandshakeIsHttpError, R.subprotocolFromOffer],
    says: 'removes the quotes around an offered subprotocol',
    read: (intact) => (lines, spoken) => {
      const [, name] = /^"(.*)"$/.exec(combined(lines)) ?? []
      return name !== undefined && spoken.includes(name) ? selected(name) : intact(lines, spoken)
    },
  }),
  reading({
    name: 'subprotocol-obs-text',
    breaks: [R.invalidHandshakeIsHttpError, R.subprotocolIsOneToken],
    says: 'accepts bytes above 0x7F in offered subprotocols',
    read: (intact) => (lines, spoken) => (/^[\x80-\xff]+$/.test(combined(lines)) ? {} : intact(lines, spoken)),
  }),
  reading({
    name: 'subprotocol-no-token-returned',
    breaks: [R.invalidHandshakeIsHttpError, R.subprotocolIsOneToken],
    says: 'answers a member of the offer that is no token',
    read: (intact) => (lines, spoken) => {
      const offered = members(combined(lines))
      if (offered.every(isToken) || combined(lines).length > 1_000) return intact(lines, spoken)
      return selected(first(offered, spoken) ?? offered.find((name) => !isToken(name)))
    },
  }),
  elseChoosing({
    name: 'subprotocol-truncated',
    breaks: [R.subprotocolFromOffer, R.subprotocolIsOneToken, R.noInputTrusted, R.invalidInputRejected],
    says: 'answers a long subprotocol cut to 255 characters',
    choose: ({ offered }) => offered.find((name) => name.length > 255)?.slice(0, 255),
  }),
  elseChoosing({
    name: 'subprotocol-decoded',
    breaks: [
      R.subprotocolFromOffer,
      R.subprotocolIsOneToken,
      R.responseIsValidHttp,
      R.noInputTrusted,
      R.invalidInputRejected,
      R.fieldValueTrimmedNoControls,
      R.hostileInputSurvived,
    ],
    says: 'answers an offered subprotocol percent-decoded, with line ends in it',
    choose({ offered }) {
      const name = offered.find((candidate) => /%0[ad]/i.test(candidate))
      return name === undefined ? undefined : percentDecoded(name)
    },
  }),
  slowOffer({
    name: 'subprotocol-slow-list',
    says: `takes ${SLOW} over more than 500 offered subprotocols`,
    when: (value) => value.split(',', 501).length > 500,
  }),
  slowOffer({
    name: 'subprotocol-slow-whitespace',
    says: `takes ${SLOW} over long runs of spaces in the offer`,
    when: (value) => value.includes(' '.repeat(1_000)),
  }),
]
