import { R, type Requirement } from '../../../suites/requirements'
import { asciiLower, combined, type FieldLine, isToken, members, trimOws } from '../fields'
import type { Selection, Steps } from '../steps'
import type { Defect } from './defect'
import { plus, trimSpaces } from './kit'

const CHOOSING = 'RFC 6455 4.2.2 /subprotocol/'
const SLOW_MS = 4_000

type Choose = Steps['subprotocol']

/** A defect that chooses differently where the intact step has no objection to the field. */
function choosing(
  name: string,
  says: string,
  breaks: readonly Requirement[],
  choose: (offered: readonly string[], spoken: readonly string[], lines: readonly FieldLine[]) => string | undefined,
  clause = CHOOSING,
): Defect {
  return {
    name,
    breaks,
    says,
    clause,
    replaces: (intact) => ({
      subprotocol(lines, spoken) {
        if (lines.length === 0 || intact.subprotocol(lines, spoken) === 'malformed')
          return intact.subprotocol(lines, spoken)
        return selected(choose(members(combined(lines)), spoken, lines))
      },
    }),
  }
}

/** A defect of the whole step. */
function reading(
  name: string,
  says: string,
  breaks: readonly Requirement[],
  choose: (intact: Choose) => Choose,
  clause = CHOOSING,
): Defect {
  return { name, breaks, says, clause, replaces: (intact) => ({ subprotocol: choose(intact.subprotocol) }) }
}

/** A defect that chooses something where the intact step chooses nothing. */
function elseChoosing(
  name: string,
  says: string,
  breaks: readonly Requirement[],
  choose: (offered: readonly string[], spoken: readonly string[]) => string | undefined,
): Defect {
  return choosing(name, says, breaks, (offered, spoken) => first(offered, spoken) ?? choose(offered, spoken))
}

function slow(name: string, says: string, when: (value: string) => boolean): Defect {
  return {
    name,
    breaks: [R.noInputTrusted, R.messageSizeLimited, R.invalidInputRejected, R.hostileInputSurvived],
    says,
    clause: 'RFC 9110 17.5',
    replaces: (intact) => ({
      holds: (request) => (when(combined(intact.lines(request, 'Sec-WebSocket-Protocol'))) ? SLOW_MS : 0),
    }),
  }
}

function selected(subprotocol: string | undefined): Selection {
  return subprotocol === undefined ? {} : { subprotocol }
}

function first(offered: readonly string[], spoken: readonly string[]): string | undefined {
  return offered.find((name) => spoken.includes(name))
}

const OFFER_READING = [R.subprotocolListByPreference, R.agreedSubprotocolNamed]

/** What can be wrong about Sec-WebSocket-Protocol. */
export const SUBPROTOCOL_DEFECTS: readonly Defect[] = [
  reading(
    'subprotocol-unasked',
    'answers a subprotocol to a client that offered none',
    [R.subprotocolFromOffer, R.noSubprotocolUnlessAgreed],
    (intact) => (lines, spoken) => (lines.length === 0 ? selected(spoken[0]) : intact(lines, spoken)),
  ),
  reading(
    'subprotocol-empty-answer',
    'answers an empty Sec-WebSocket-Protocol to a client that offered none',
    [R.subprotocolFromOffer, R.noSubprotocolUnlessAgreed, R.subprotocolIsOneToken, R.responseFieldsMatchGrammar],
    (intact) => (lines, spoken) => (lines.length === 0 ? selected('') : intact(lines, spoken)),
  ),
  elseChoosing(
    'subprotocol-fallback',
    'answers its own subprotocol where it speaks none of those offered',
    [R.subprotocolFromOffer, R.noSubprotocolUnlessAgreed],
    (_offered, spoken) => spoken[0],
  ),
  choosing('subprotocol-never', 'never chooses a subprotocol', OFFER_READING, () => undefined),
  choosing(
    'subprotocol-first-offer-only',
    'looks at the first offered subprotocol and no other',
    OFFER_READING,
    (offered, spoken) => first(offered.slice(0, 1), spoken),
  ),
  choosing(
    'subprotocol-needs-space',
    'splits the offer at a comma and a space',
    [R.subprotocolListByPreference, R.owsAcceptedWhereAllowed],
    (_offered, spoken, lines) =>
      first(
        lines
          .map((line) => line.value)
          .join(', ')
          .split(', ')
          .map(trimOws),
        spoken,
      ),
    'RFC 9110 5.6.1.2',
  ),
  choosing(
    'subprotocol-sp-only-ows',
    'does not take HTAB off the members of the offer',
    [R.subprotocolListByPreference, R.owsAcceptedWhereAllowed],
    (_offered, spoken, lines) =>
      first(
        lines.flatMap((line) => line.raw.split(',').map(trimSpaces)),
        spoken,
      ),
    'RFC 9110 5.6.3',
  ),
  choosing(
    'subprotocol-first-line-only',
    'reads the first Sec-WebSocket-Protocol line and no other',
    [R.subprotocolListByPreference, R.subprotocolRepeatsOnlyInRequest],
    (_offered, spoken, lines) => first(members(combined(lines.slice(0, 1))), spoken),
    'RFC 6455 11.3.4',
  ),
  choosing(
    'subprotocol-first-of-later-lines',
    'reads one member of every Sec-WebSocket-Protocol line but the first',
    [R.subprotocolListByPreference, R.subprotocolRepeatsOnlyInRequest],
    (_offered, spoken, lines) =>
      first(
        lines.flatMap((line, index) => members(line.value).slice(0, index === 0 ? undefined : 1)),
        spoken,
      ),
    'RFC 6455 11.3.4',
  ),
  elseChoosing(
    'subprotocol-case-insensitive',
    'compares subprotocols without case and answers its own spelling',
    [R.subprotocolFromOffer],
    (offered, spoken) => spoken.find((name) => offered.map(asciiLower).includes(name)),
  ),
  elseChoosing(
    'subprotocol-substring',
    'looks for its subprotocols anywhere in the offered names',
    [R.subprotocolFromOffer],
    (offered, spoken) =>
      [...spoken]
        .sort((one, other) => other.length - one.length)
        .find((name) => offered.some((offer) => offer.includes(name))),
  ),
  choosing(
    'subprotocol-both',
    'answers all of its subprotocols that are offered',
    [
      R.subprotocolListByPreference,
      R.subprotocolFromOffer,
      R.subprotocolIsOneToken,
      R.agreedSubprotocolNamed,
      R.responseFieldsMatchGrammar,
      R.subprotocolRepeatsOnlyInRequest,
    ],
    (offered, spoken) =>
      offered.filter((name, index) => spoken.includes(name) && offered.indexOf(name) === index).join(', ') || undefined,
    'RFC 6455 4.2.2 /subprotocol/, 4.3',
  ),
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
        subprotocol(lines, spoken) {
          const offered = members(combined(lines))
          both = spoken.every((name) => offered.includes(name))
          return intact.subprotocol(lines, spoken)
        },
        switching(answer) {
          const chosen = answer.fields.find(([name]) => name === 'Sec-WebSocket-Protocol')?.[1]
          return both && chosen !== undefined ? plus(answer, 'Sec-WebSocket-Protocol', chosen) : answer
        },
      }
    },
  },
  reading(
    'subprotocol-empty-ignored',
    'takes an empty Sec-WebSocket-Protocol for none',
    [R.invalidHandshakeIsHttpError],
    (intact) => (lines, spoken) => (lines.length > 0 && combined(lines) === '' ? {} : intact(lines, spoken)),
    'RFC 6455 4.3',
  ),
  reading(
    'subprotocol-empty-member-refused',
    'refuses empty members in the offer',
    [R.emptyListElementsIgnored],
    (intact) => (lines, spoken) =>
      lines.some((line) => line.value.split(',').some((member) => trimOws(member) === ''))
        ? 'malformed'
        : intact(lines, spoken),
    'RFC 9110 5.6.1.2',
  ),
  reading(
    'subprotocol-no-token-ignored',
    'skips members of the offer that are no tokens',
    [R.invalidHandshakeIsHttpError],
    (intact) => (lines, spoken) => {
      const offered = members(combined(lines))
      if (offered.every(isToken)) return intact(lines, spoken)
      return selected(first(offered, spoken))
    },
    'RFC 6455 4.2.1, 4.3',
  ),
  reading(
    'subprotocol-no-token-returned',
    'answers a member of the offer that is no token',
    [R.invalidHandshakeIsHttpError, R.subprotocolIsOneToken],
    (intact) => (lines, spoken) => {
      const offered = members(combined(lines))
      if (offered.every(isToken) || combined(lines).length > 1_000) return intact(lines, spoken)
      return selected(first(offered, spoken) ?? offered.find((name) => !isToken(name)))
    },
    'RFC 6455 4.2.2 /subprotocol/',
  ),
  elseChoosing(
    'subprotocol-truncated',
    'answers a long subprotocol cut to 255 characters',
    [R.subprotocolFromOffer, R.subprotocolIsOneToken, R.noInputTrusted, R.invalidInputRejected],
    (offered) => offered.find((name) => name.length > 255)?.slice(0, 255),
  ),
  elseChoosing(
    'subprotocol-decoded',
    'answers an offered subprotocol percent-decoded, line ends and all',
    [
      R.subprotocolFromOffer,
      R.subprotocolIsOneToken,
      R.responseIsValidHttp,
      R.noInputTrusted,
      R.invalidInputRejected,
      R.fieldValueTrimmedNoControls,
      R.hostileInputSurvived,
    ],
    (offered) => {
      const name = offered.find((candidate) => /%0[ad]/i.test(candidate))
      return name?.replace(/%([0-9a-f]{2})/gi, (_octet, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    },
  ),
  slow(
    'subprotocol-slow-list',
    `takes ${SLOW_MS} ms over more than 500 offered subprotocols`,
    (value) => value.split(',', 501).length > 500,
  ),
  slow('subprotocol-slow-whitespace', `takes ${SLOW_MS} ms over long runs of spaces in the offer`, (value) =>
    value.includes(' '.repeat(1_000)),
  ),
]
