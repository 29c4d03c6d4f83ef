import { R } from '../../../suites/requirements'
import { combined, type FieldLine, members } from '../http/fields'
import type { BriefAbout, Defect } from './defect'
import { only, trimSpaces, withoutField } from './kit'

const ITEM_6 = 'RFC 6455 4.2.1 item 6, 4.3'
const ADVERTISING = 'RFC 6455 4.4'
const FIELD = 'Sec-WebSocket-Version'

/** A defect that accepts more values as version 13 than it may. */
function taking({
  takes,
  ...about
}: BriefAbout & { takes(value: string, lines: readonly FieldLine[]): boolean }): Defect {
  return {
    breaks: [R.versionIs13],
    clause: ITEM_6,
    ...about,
    replaces: (intact) => ({ isVersion: (lines) => intact.isVersion(lines) || takes(combined(lines), lines) }),
  }
}

/** A defect that accepts other versions as 13. */
function speaking({ versions, ...about }: BriefAbout & { versions: readonly string[] }): Defect {
  return taking({
    breaks: [R.versionIs13, R.unknownVersionAnswered],
    ...about,
    takes: (value) => versions.includes(value),
  })
}

/** A defect that advertises its versions wrongly. `advertised` gets the version of the client; `undefined` advertises none. */
function advertising({ advertised, ...about }: BriefAbout & { advertised(asked: string): string | undefined }): Defect {
  return {
    breaks: [R.unknownVersionAnswered, R.responseFieldsMatchGrammar, R.supportedVersionsAdvertised],
    clause: ADVERTISING,
    ...about,
    replaces: (intact) => ({
      refusalAnswer(refusal, request) {
        if (request === undefined || refusal.status !== 426) return intact.refusalAnswer(refusal, request)
        const value = advertised(combined(intact.fieldLines(request, FIELD)))
        const { fields = [], ...others } = withoutField(refusal, FIELD)
        const advertises = value === undefined ? fields : [...fields, [FIELD, value] as const]
        return intact.refusalAnswer({ ...others, fields: advertises }, request)
      },
    }),
  }
}

function wrapping(bits: number): Defect {
  return taking({
    name: `version-wraps-at-${bits}-bits`,
    says: `reads the version into ${bits} bits and drops the rest`,
    takes: (value) => (/^[1-9][0-9]{2,39}$/.test(value) ? BigInt.asUintN(bits, BigInt(value)) === 13n : false),
  })
}

const LINES = { breaks: [R.versionIs13, R.versionRepeatsOnlyInResponse] }
const isOrdinary = (version: string) => /^[1-9][0-9]{0,2}$/.test(version)

/** Sec-WebSocket-Version. */
export const VERSION_DEFECTS: readonly Defect[] = [
  taking({
    name: 'version-optional',
    says: 'opens a WebSocket without a version',
    takes: (_value, lines) => lines.length === 0,
  }),
  taking({
    name: 'version-empty',
    says: 'accepts an empty version',
    takes: (_value, lines) => only(lines) === '',
  }),
  speaking({ name: 'version-accepts-14', says: 'accepts version 14 as 13', versions: ['14'] }),
  speaking({
    name: 'version-accepts-reserved',
    says: 'accepts the reserved versions 9 to 12 as 13',
    versions: ['9', '10', '11', '12'],
  }),
  speaking({ name: 'version-accepts-25', says: 'accepts versions 25 and 255 as 13', versions: ['25', '255'] }),
  advertising({
    name: 'version-untold',
    says: 'refuses another version without advertising its own',
    advertised: (asked) => (isOrdinary(asked) ? undefined : '13'),
  }),
  advertising({
    name: 'version-told-empty',
    says: 'refuses another version with an empty Sec-WebSocket-Version',
    advertised: (asked) => (isOrdinary(asked) ? '' : '13'),
  }),
  advertising({
    name: 'version-told-leading-zero',
    says: 'advertises a version with a leading zero',
    advertised: () => '13, 08',
  }),
  advertising({
    name: 'version-told-out-of-range',
    says: 'advertises a version above 255',
    advertised: () => '13, 300',
  }),
  advertising({
    name: 'version-told-with-parameter',
    says: 'advertises its version with a parameter',
    advertised: () => '13, 13;draft=17',
  }),
  advertising({
    name: 'version-8-told-not-spoken',
    breaks: [R.supportedVersionsAdvertised],
    says: 'advertises version 8 and refuses it',
    advertised: () => '13, 8',
  }),
  {
    name: 'version-8-spoken-not-told',
    breaks: [R.unknownVersionAnswered, R.supportedVersionsAdvertised],
    says: 'accepts version 8 and does not advertise it',
    clause: ADVERTISING,
    replaces: (intact) => ({ isVersion: (lines) => intact.isVersion(lines) || combined(lines) === '8' }),
  },
  taking({
    name: 'version-leading-zeros',
    says: 'accepts leading zeros in the version',
    takes: (value) => /^0+13$/.test(value),
  }),
  taking({
    name: 'version-coerced',
    says: 'reads the version as any number of JavaScript',
    takes: (value) => value !== '' && Number(value) === 13,
  }),
  taking({
    name: 'version-trailing-characters',
    says: 'stops reading the version at the first character that is no digit',
    takes: (value) => /^13[^0-9,]/.test(value),
  }),
  taking({
    name: 'version-plus-sign',
    says: 'accepts a plus sign before the version',
    takes: (value) => value === '+13',
  }),
  taking({
    name: 'version-list',
    ...LINES,
    says: 'searches for 13 in a list of versions',
    takes: (value) => members(value).includes('13'),
  }),
  taking({
    name: 'version-first-line-wins',
    ...LINES,
    says: 'uses the first of several versions',
    takes: (_value, lines) => lines.length > 1 && lines[0]?.value === '13',
  }),
  taking({
    name: 'version-last-line-wins',
    ...LINES,
    says: 'uses the last of several versions',
    takes: (_value, lines) => lines.length > 1 && lines.at(-1)?.value === '13',
  }),
  taking({
    name: 'version-repeated-line',
    ...LINES,
    says: 'accepts two equal versions as one',
    takes: (_value, lines) => lines.length > 1 && lines.every((line) => line.value === '13'),
  }),
  {
    name: 'version-sp-only-ows',
    breaks: [R.versionIs13, R.fieldValueTrimmedNoControls],
    says: 'does not trim HTAB from the version',
    clause: 'RFC 9110 5.5',
    replaces: (intact) => ({
      isVersion: (lines) => intact.isVersion(lines) && lines.every((line) => trimSpaces(line.raw) === line.value),
    }),
  },
  wrapping(8),
  wrapping(16),
  wrapping(32),
  wrapping(64),
  taking({
    name: 'version-different-lines',
    ...LINES,
    says: 'refuses a version that is there twice, and searches for 13 in two different ones',
    takes: (_value, lines) =>
      new Set(lines.map((line) => line.value)).size === 2 && lines.some((line) => line.value === '13'),
  }),
  speaking({
    name: 'version-substring',
    says: 'searches for 13 in the version',
    versions: ['113', '130', '131', '213'],
  }),
  taking({
    name: 'version-sign-dropped',
    says: 'drops a minus sign before the version',
    takes: (value) => value === '-13',
  }),
  taking({
    name: 'version-spaces-dropped',
    says: 'drops spaces inside the version',
    takes: (value) => value.includes(' ') && value.replaceAll(' ', '') === '13',
  }),
  taking({
    name: 'version-unicode-digits',
    says: 'accepts the digits of any script in the version',
    takes: (value) =>
      /[\x80-\xff]/.test(value) ? Buffer.from(value, 'latin1').toString('utf8').normalize('NFKC') === '13' : false,
  }),
]
