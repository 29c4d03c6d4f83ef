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
    breaks: ['N08'],
    says: 'opens a WebSocket without Connection',
    clause: ITEM_4,
    replaces: (intact) => ({ connection: alsoYes(intact.connection, (lines) => lines.length === 0) }),
  },
  {
    name: 'connection-empty',
    breaks: ['N08'],
    says: 'takes an empty Connection for upgrade',
    clause: ITEM_4,
    replaces: (intact) => ({ connection: alsoYes(intact.connection, (lines) => only(lines) === '') }),
  },
  {
    name: 'connection-keep-alive',
    breaks: ['N08'],
    says: 'opens a WebSocket for Connection: keep-alive',
    clause: ITEM_4,
    replaces: (intact) => ({ connection: alsoYes(intact.connection, (lines) => only(lines) === 'keep-alive') }),
  },
  {
    name: 'connection-equality',
    breaks: ['N08', 'N104'],
    says: 'compares the whole of Connection with upgrade',
    clause: ITEM_4,
    replaces: (intact) => ({ connection: notYes(intact.connection, (lines) => !isUpgrade(only(lines))) }),
  },
  {
    name: 'connection-first-option-only',
    breaks: ['N08', 'N104'],
    says: 'reads the first option of Connection and no other',
    clause: 'RFC 9110 7.6.1',
    replaces: (intact) => ({
      connection: notYes(intact.connection, (lines) => !isUpgrade(members(combined(lines))[0])),
    }),
  },
  {
    name: 'connection-last-option-only',
    breaks: ['N08', 'N104'],
    says: 'reads the last option of Connection and no other',
    clause: 'RFC 9110 7.6.1',
    replaces: (intact) => ({
      connection: notYes(intact.connection, (lines) => !isUpgrade(members(combined(lines)).at(-1))),
    }),
  },
  {
    name: 'connection-first-line-only',
    breaks: ['N08'],
    says: 'reads the first Connection line and no other',
    clause: 'RFC 9110 5.2',
    replaces: (intact) => ({ connection: (lines) => intact.connection(lines.slice(0, 1)) }),
  },
  {
    name: 'connection-last-line-only',
    breaks: ['N08'],
    says: 'reads the last Connection line and no other',
    clause: 'RFC 9110 5.2',
    replaces: (intact) => ({ connection: (lines) => intact.connection(lines.slice(-1)) }),
  },
  {
    name: 'connection-case-sensitive',
    breaks: ['N08', 'N76'],
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
    breaks: ['N08'],
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
    breaks: ['N08'],
    says: 'splits Connection at spaces too',
    clause: ITEM_4,
    replaces: (intact) => ({
      connection: alsoYes(intact.connection, (lines) => combined(lines).split(/[ ,]/).some(isUpgrade)),
    }),
  },
  {
    name: 'connection-empty-member-refused',
    breaks: ['N08', 'N73'],
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
    breaks: ['N08', 'N74'],
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
    breaks: ['N08'],
    says: 'takes the quotes off Connection: "Upgrade"',
    clause: ITEM_4,
    replaces: (intact) => ({
      connection: alsoYes(intact.connection, (lines) => asciiLower(combined(lines)) === '"upgrade"'),
    }),
  },
  {
    name: 'connection-parameter',
    breaks: ['N08'],
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
    breaks: ['N08'],
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
