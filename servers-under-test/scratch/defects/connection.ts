import { R } from '../../../suites/requirements'
import { asciiLower, combined, members, trimOws } from '../fields'
import type { Defect } from './defect'
import { alsoYes, notYes, only, trimSpaces } from './kit'

const ITEM_4 = 'RFC 6455 4.2.1 item 4'

function isUpgrade(option: string | undefined): boolean {
  return option !== undefined && asciiLower(option) === 'upgrade'
}

/** What can be wrong about Connection. */
export const CONNECTION_DEFECTS: readonly Defect[] = [
  {
    name: 'connection-optional',
    breaks: [R.connectionContainsUpgrade],
    says: 'opens a WebSocket without Connection',
    clause: ITEM_4,
    replaces: (intact) => ({ connection: alsoYes(intact.connection, (lines) => lines.length === 0) }),
  },
  {
    name: 'connection-empty',
    breaks: [R.connectionContainsUpgrade],
    says: 'takes an empty Connection for upgrade',
    clause: ITEM_4,
    replaces: (intact) => ({ connection: alsoYes(intact.connection, (lines) => only(lines) === '') }),
  },
  {
    name: 'connection-keep-alive',
    breaks: [R.connectionContainsUpgrade],
    says: 'opens a WebSocket for Connection: keep-alive',
    clause: ITEM_4,
    replaces: (intact) => ({ connection: alsoYes(intact.connection, (lines) => only(lines) === 'keep-alive') }),
  },
  {
    name: 'connection-equality',
    breaks: [R.connectionContainsUpgrade, R.elementsReadAsDefined],
    says: 'compares the whole of Connection with upgrade',
    clause: ITEM_4,
    replaces: (intact) => ({ connection: notYes(intact.connection, (lines) => !isUpgrade(only(lines))) }),
  },
  {
    name: 'connection-first-option-only',
    breaks: [R.connectionContainsUpgrade, R.elementsReadAsDefined],
    says: 'reads the first option of Connection and no other',
    clause: 'RFC 9110 7.6.1',
    replaces: (intact) => ({
      connection: notYes(intact.connection, (lines) => !isUpgrade(members(combined(lines))[0])),
    }),
  },
  {
    name: 'connection-last-option-only',
    breaks: [R.connectionContainsUpgrade, R.elementsReadAsDefined],
    says: 'reads the last option of Connection and no other',
    clause: 'RFC 9110 7.6.1',
    replaces: (intact) => ({
      connection: notYes(intact.connection, (lines) => !isUpgrade(members(combined(lines)).at(-1))),
    }),
  },
  {
    name: 'connection-first-line-only',
    breaks: [R.connectionContainsUpgrade],
    says: 'reads the first Connection line and no other',
    clause: 'RFC 9110 5.2',
    replaces: (intact) => ({ connection: (lines) => intact.connection(lines.slice(0, 1)) }),
  },
  {
    name: 'connection-last-line-only',
    breaks: [R.connectionContainsUpgrade],
    says: 'reads the last Connection line and no other',
    clause: 'RFC 9110 5.2',
    replaces: (intact) => ({ connection: (lines) => intact.connection(lines.slice(-1)) }),
  },
  {
    name: 'connection-case-sensitive',
    breaks: [R.connectionContainsUpgrade, R.connectionOptionsCaseInsensitive],
    says: 'knows the spellings Upgrade and upgrade and no other',
    clause: ITEM_4,
    replaces: (intact) => ({
      connection: notYes(
        intact.connection,
        (lines) => !members(combined(lines)).some((option) => /^[Uu]pgrade$/.test(option)),
      ),
    }),
  },
  {
    name: 'connection-substring',
    breaks: [R.connectionContainsUpgrade],
    says: 'looks for upgrade anywhere in an option of Connection',
    clause: ITEM_4,
    replaces: (intact) => ({
      connection: alsoYes(intact.connection, (lines) =>
        members(combined(lines)).some((option) => /upgrade/i.test(option)),
      ),
    }),
  },
  {
    name: 'connection-space-separated',
    breaks: [R.connectionContainsUpgrade],
    says: 'splits Connection at spaces too',
    clause: ITEM_4,
    replaces: (intact) => ({
      connection: alsoYes(intact.connection, (lines) => combined(lines).split(/[ ,]/).some(isUpgrade)),
    }),
  },
  {
    name: 'connection-empty-member-refused',
    breaks: [R.connectionContainsUpgrade, R.emptyListElementsIgnored],
    says: 'refuses empty list members in Connection',
    clause: 'RFC 9110 5.6.1.2',
    replaces: (intact) => ({
      connection: (lines) =>
        lines.some((line) => line.value.includes(',') && line.value.split(',').some((member) => trimOws(member) === ''))
          ? 'malformed'
          : intact.connection(lines),
    }),
  },
  {
    name: 'connection-sp-only-ows',
    breaks: [R.connectionContainsUpgrade, R.owsAcceptedWhereAllowed],
    says: 'does not take HTAB off the options of Connection',
    clause: 'RFC 9110 5.6.3',
    replaces: (intact) => ({
      connection: notYes(
        intact.connection,
        (lines) => !lines.some((line) => line.raw.split(',').map(trimSpaces).some(isUpgrade)),
      ),
    }),
  },
  {
    name: 'connection-quoted',
    breaks: [R.connectionContainsUpgrade],
    says: 'takes the quotes off Connection: "Upgrade"',
    clause: ITEM_4,
    replaces: (intact) => ({
      connection: alsoYes(intact.connection, (lines) => asciiLower(combined(lines)) === '"upgrade"'),
    }),
  },
  {
    name: 'connection-parameter',
    breaks: [R.connectionContainsUpgrade],
    says: 'cuts parameters off the options of Connection',
    clause: ITEM_4,
    replaces: (intact) => ({
      connection: alsoYes(intact.connection, (lines) =>
        members(combined(lines)).some((option) => isUpgrade(option.split(';')[0])),
      ),
    }),
  },
  {
    name: 'connection-from-proxy-connection',
    breaks: [R.connectionContainsUpgrade],
    says: 'reads Proxy-Connection where Connection is missing',
    clause: ITEM_4,
    replaces: (intact) => ({
      lines(request, name) {
        const lines = intact.lines(request, name)
        return name === 'Connection' && lines.length === 0 ? intact.lines(request, 'Proxy-Connection') : lines
      },
    }),
  },
]
