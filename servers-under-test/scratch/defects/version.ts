import { R, type Requirement } from '../../../suites/requirements'
import { combined, type FieldLine, members } from '../fields'
import type { Defect } from './defect'
import { only, trimSpaces } from './kit'

const ITEM_6 = 'RFC 6455 4.2.1 item 6, 4.3'
const ADVERTISING = 'RFC 6455 4.4'

/** A defect that takes more values for version 13 than it may. */
function taking(
  name: string,
  says: string,
  takes: (lines: readonly FieldLine[], value: string) => boolean,
  breaks: readonly Requirement[] = [R.versionIs13],
): Defect {
  return {
    name,
    breaks,
    says,
    clause: ITEM_6,
    replaces: (intact) => ({ version: (lines) => intact.version(lines) || takes(lines, combined(lines)) }),
  }
}

/** A defect that takes values which are another version. */
function speaking(name: string, says: string, versions: readonly string[]): Defect {
  return taking(name, says, (_lines, value) => versions.includes(value), [R.versionIs13, R.unknownVersionAnswered])
}

/** A defect that tells its versions wrongly. */
function telling(
  name: string,
  says: string,
  advertised: (lines: readonly FieldLine[]) => string | undefined,
  breaks: readonly Requirement[] = [
    R.unknownVersionAnswered,
    R.responseFieldsMatchGrammar,
    R.supportedVersionsAdvertised,
  ],
): Defect {
  return { name, breaks, says, clause: ADVERTISING, replaces: () => ({ advertised }) }
}

function wrapping(bits: number): Defect {
  return taking(
    `version-wraps-at-${bits}-bits`,
    `reads the version into ${bits} bits and drops the rest`,
    (_lines, value) => (/^[1-9][0-9]{2,39}$/.test(value) ? BigInt.asUintN(bits, BigInt(value)) === 13n : false),
  )
}

const LINES = [R.versionIs13, R.versionRepeatsOnlyInResponse]

/** What can be wrong about Sec-WebSocket-Version. */
export const VERSION_DEFECTS: readonly Defect[] = [
  taking('version-optional', 'opens a WebSocket without a version', (lines) => lines.length === 0),
  taking('version-empty', 'takes an empty version', (lines) => only(lines) === ''),
  speaking('version-accepts-14', 'takes version 14 for 13', ['14']),
  speaking('version-accepts-reserved', 'takes the reserved versions 9 to 12 for 13', ['9', '10', '11', '12']),
  speaking('version-accepts-25', 'takes versions 25 and 255 for 13', ['25', '255']),
  telling('version-untold', 'refuses another version without telling its own', (lines) =>
    /^[1-9][0-9]{0,2}$/.test(combined(lines)) ? undefined : '13',
  ),
  telling('version-told-empty', 'refuses another version with an empty Sec-WebSocket-Version', (lines) =>
    /^[1-9][0-9]{0,2}$/.test(combined(lines)) ? '' : '13',
  ),
  telling('version-told-leading-zero', 'tells a version with a leading zero', () => '13, 08'),
  telling('version-told-out-of-range', 'tells a version above 255', () => '13, 300'),
  telling('version-told-with-parameter', 'tells its version with a parameter', () => '13, 13;draft=17'),
  telling('version-8-told-not-spoken', 'tells version 8 and refuses it', () => '13, 8', [
    R.supportedVersionsAdvertised,
  ]),
  {
    name: 'version-8-spoken-not-told',
    breaks: [R.unknownVersionAnswered, R.supportedVersionsAdvertised],
    says: 'takes version 8 and does not tell it',
    clause: ADVERTISING,
    replaces: (intact) => ({ version: (lines) => intact.version(lines) || combined(lines) === '8' }),
  },
  taking('version-leading-zeros', 'takes leading zeros', (_lines, value) => /^0+13$/.test(value)),
  taking(
    'version-coerced',
    'reads the version as any number of JavaScript',
    (_lines, value) => value !== '' && Number(value) === 13,
  ),
  taking('version-trailing-characters', 'stops at the first character that is no digit', (_lines, value) =>
    /^13[^0-9,]/.test(value),
  ),
  taking('version-plus-sign', 'takes a plus sign', (_lines, value) => value === '+13'),
  taking('version-list', 'looks for 13 in a list of versions', (_lines, value) => members(value).includes('13'), LINES),
  taking(
    'version-first-line-wins',
    'takes the first of several versions',
    (lines) => lines.length > 1 && lines[0]?.value === '13',
    LINES,
  ),
  taking(
    'version-last-line-wins',
    'takes the last of several versions',
    (lines) => lines.length > 1 && lines.at(-1)?.value === '13',
    LINES,
  ),
  taking(
    'version-repeated-line',
    'takes a version that is sent twice for one',
    (lines) => lines.length > 1 && lines.every((line) => line.value === '13'),
    LINES,
  ),
  {
    name: 'version-sp-only-ows',
    breaks: [R.versionIs13, R.fieldValueTrimmedNoControls],
    says: 'does not take HTAB off the version',
    clause: 'RFC 9110 5.5',
    replaces: (intact) => ({
      version: (lines) => intact.version(lines) && lines.every((line) => trimSpaces(line.raw) === line.value),
    }),
  },
  wrapping(8),
  wrapping(16),
  wrapping(32),
  wrapping(64),
  taking('version-sign-dropped', 'drops a minus sign', (_lines, value) => value === '-13'),
  taking(
    'version-spaces-dropped',
    'drops spaces inside the version',
    (_lines, value) => value.includes(' ') && value.replaceAll(' ', '') === '13',
  ),
  taking('version-unicode-digits', 'takes digits of any script', (_lines, value) =>
    /[\x80-\xff]/.test(value) ? Buffer.from(value, 'latin1').toString('utf8').normalize('NFKC') === '13' : false,
  ),
]
