import { R } from '../../../suites/requirements'
import { asciiLower, combined, type FieldLine, members, trimOws } from '../http/fields'
import type { About, BriefAbout, Defect } from './defect'
import { alsoYes, notYes, only, searched, trimSpaces } from './kit'

const ITEM_4 = 'RFC 6455 4.2.1 item 4'

function isUpgrade(option: string | undefined): boolean {
  return option !== undefined && asciiLower(option) === 'upgrade'
}

/** A defect that opens a WebSocket although Connection has no option upgrade. */
function opening({
  opens,
  ...about
}: Pick<About, 'name' | 'says'> & { opens(lines: readonly FieldLine[]): boolean }): Defect {
  return {
    breaks: [R.connectionContainsUpgrade],
    clause: ITEM_4,
    ...about,
    replaces: (intact) => ({ readConnection: alsoYes(intact.readConnection, opens) }),
  }
}

/** A defect that misses the option upgrade in Connection. */
function missing({ misses, ...about }: BriefAbout & { misses(lines: readonly FieldLine[]): boolean }): Defect {
  return {
    breaks: [R.connectionContainsUpgrade, R.elementsReadAsDefined],
    clause: ITEM_4,
    ...about,
    replaces: (intact) => ({ readConnection: notYes(intact.readConnection, misses) }),
  }
}

/** Connection in requests. */
export const CONNECTION_FIELD_DEFECTS: readonly Defect[] = [
  opening({
    name: 'connection-optional',
    says: 'opens a WebSocket without Connection',
    opens: (lines) => lines.length === 0,
  }),
  opening({
    name: 'connection-empty',
    says: 'accepts an empty Connection as upgrade',
    opens: (lines) => only(lines) === '',
  }),
  opening({
    name: 'connection-keep-alive',
    says: 'opens a WebSocket for Connection: keep-alive',
    opens: (lines) => only(lines) === 'keep-alive',
  }),
  missing({
    name: 'connection-equality',
    says: 'compares the whole value of Connection with upgrade',
    misses: (lines) => !isUpgrade(only(lines)),
  }),
  missing({
    name: 'connection-first-option-only',
    says: 'reads only the first option of Connection',
    clause: 'RFC 9110 7.6.1',
    misses: (lines) => !isUpgrade(members(combined(lines))[0]),
  }),
  missing({
    name: 'connection-last-option-only',
    says: 'reads only the last option of Connection',
    clause: 'RFC 9110 7.6.1',
    misses: (lines) => !isUpgrade(members(combined(lines)).at(-1)),
  }),
  missing({
    name: 'connection-needs-space',
    breaks: [R.connectionContainsUpgrade, R.owsAcceptedWhereAllowed],
    says: 'misses upgrade after a comma without a space',
    clause: 'RFC 9110 5.6.1.2',
    misses: (lines) => lines.some((line) => /[^ ,],upgrade/i.test(line.value)),
  }),
  {
    name: 'connection-first-line-only',
    breaks: [R.connectionContainsUpgrade],
    says: 'reads only the first Connection line',
    clause: 'RFC 9110 5.2',
    replaces: (intact) => ({ readConnection: (lines) => intact.readConnection(lines.slice(0, 1)) }),
  },
  {
    name: 'connection-last-line-only',
    breaks: [R.connectionContainsUpgrade],
    says: 'reads only the last Connection line',
    clause: 'RFC 9110 5.2',
    replaces: (intact) => ({ readConnection: (lines) => intact.readConnection(lines.slice(-1)) }),
  },
  missing({
    name: 'connection-case-sensitive',
    breaks: [R.connectionContainsUpgrade, R.connectionOptionsCaseInsensitive],
    says: 'knows only the spellings Upgrade and upgrade',
    misses: (lines) => !members(combined(lines)).some((option) => /^[Uu]pgrade$/.test(option)),
  }),
  opening({
    name: 'connection-substring',
    says: 'searches for upgrade anywhere in an option of Connection',
    opens: (lines) => members(combined(lines)).some((option) => /upgrade/i.test(option)),
  }),
  opening({
    name: 'connection-space-separated',
    says: 'also splits Connection at spaces',
    opens: (lines) => combined(lines).split(/[ ,]/).some(isUpgrade),
  }),
  {
    name: 'connection-empty-member-refused',
    breaks: [R.connectionContainsUpgrade, R.emptyListElementsIgnored],
    says: 'refuses empty list members in Connection',
    clause: 'RFC 9110 5.6.1.2',
    replaces: (intact) => ({
      readConnection: (lines) =>
        lines.some((line) => line.value.includes(',') && line.value.split(',').some((member) => trimOws(member) === ''))
          ? 'malformed'
          : intact.readConnection(lines),
    }),
  },
  missing({
    name: 'connection-sp-only-ows',
    breaks: [R.connectionContainsUpgrade, R.owsAcceptedWhereAllowed],
    says: 'does not trim HTAB from the options of Connection',
    clause: 'RFC 9110 5.6.3',
    misses: (lines) => !lines.some((line) => line.raw.split(',').map(trimSpaces).some(isUpgrade)),
  }),
  opening({
    name: 'connection-quoted',
    says: 'removes the quotes from Connection: "Upgrade"',
    opens: (lines) => asciiLower(combined(lines)) === '"upgrade"',
  }),
  opening({
    name: 'connection-parameter',
    says: 'removes parameters from the options of Connection',
    opens: (lines) => members(combined(lines)).some((option) => isUpgrade(option.split(';')[0])),
  }),
  missing({
    name: 'connection-repeated-option',
    says: 'misses upgrade where Connection lists it twice',
    clause: 'RFC 9110 7.6.1',
    misses: (lines) => members(combined(lines)).filter(isUpgrade).length > 1,
  }),
  {
    name: 'connection-searched-in-head',
    breaks: [R.connectionContainsUpgrade],
    says: 'searches the whole header section for "Connection: Upgrade"',
    clause: ITEM_4,
    replaces: (intact) => ({
      fieldLines: (request, name) =>
        name === 'Connection' && !intact.fieldLines(request, name).some((line) => line.value !== '')
          ? searched(request, 'Connection: Upgrade')
          : intact.fieldLines(request, name),
    }),
  },
  {
    name: 'connection-from-proxy-connection',
    breaks: [R.connectionContainsUpgrade],
    says: 'reads Proxy-Connection where Connection is missing',
    clause: ITEM_4,
    replaces: (intact) => ({
      fieldLines(request, name) {
        const lines = intact.fieldLines(request, name)
        return name === 'Connection' && lines.length === 0 ? intact.fieldLines(request, 'Proxy-Connection') : lines
      },
    }),
  },
]
