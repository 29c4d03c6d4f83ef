import { R } from '../../../suites/requirements'
import { asciiLower, combined, type FieldLine, members } from '../http/fields'
import type { About, Defect } from './defect'
import {
  alsoYes,
  changed,
  changing101,
  changingRefusals,
  notYes,
  only,
  searched,
  trimSpaces,
  withoutField,
} from './kit'

const ITEM_3 = 'RFC 6455 4.2.1 item 3'
const PROTOCOLS = 'RFC 9110 7.8'

/** A defect that opens a WebSocket although Upgrade does not ask for websocket. */
function opening({ opens, ...about }: Omit<About, 'breaks'> & { opens(lines: readonly FieldLine[]): boolean }): Defect {
  return {
    breaks: [R.upgradeContainsWebsocket, R.switchOnlyToOfferedProtocol],
    ...about,
    replaces: (intact) => ({ readUpgrade: alsoYes(intact.readUpgrade, opens) }),
  }
}

/** A defect that misses a websocket in Upgrade. */
function missing({ misses, ...about }: About & { misses(lines: readonly FieldLine[]): boolean }): Defect {
  return { ...about, replaces: (intact) => ({ readUpgrade: notYes(intact.readUpgrade, misses) }) }
}

/** Upgrade, in requests and in answers. */
export const UPGRADE_DEFECTS: readonly Defect[] = [
  opening({
    name: 'upgrade-optional',
    says: 'opens a WebSocket without Upgrade',
    clause: PROTOCOLS,
    opens: (lines) => lines.length === 0,
  }),
  opening({
    name: 'upgrade-empty',
    says: 'accepts an empty Upgrade as websocket',
    clause: PROTOCOLS,
    opens: (lines) => only(lines) === '',
  }),
  opening({
    name: 'upgrade-other-protocol',
    says: 'opens a WebSocket for Upgrade: h2c or foo',
    clause: PROTOCOLS,
    opens: (lines) => /^(?:h2c|foo)$/i.test(only(lines) ?? ''),
  }),
  opening({
    name: 'upgrade-prefix',
    says: 'accepts any protocol that starts with websocket',
    clause: ITEM_3,
    opens: (lines) => /^websocket[^/ ]/i.test(only(lines) ?? ''),
  }),
  opening({
    name: 'upgrade-substring',
    says: 'searches for websocket anywhere in Upgrade',
    clause: ITEM_3,
    opens: (lines) => /web-?socket/i.test(combined(lines)),
  }),
  opening({
    name: 'upgrade-space-separated',
    says: 'splits Upgrade at spaces',
    clause: PROTOCOLS,
    opens: (lines) => (only(lines) ?? '').split(' ').map(asciiLower).includes('websocket'),
  }),
  opening({
    name: 'upgrade-quoted',
    says: 'removes the quotes from Upgrade: "websocket"',
    clause: PROTOCOLS,
    opens: (lines) => asciiLower(only(lines) ?? '') === '"websocket"',
  }),
  missing({
    name: 'upgrade-case-sensitive',
    breaks: [R.upgradeContainsWebsocket],
    says: 'knows websocket only in lower case',
    clause: ITEM_3,
    misses: (lines) => !members(combined(lines)).includes('websocket'),
  }),
  missing({
    name: 'upgrade-two-spellings',
    breaks: [R.upgradeContainsWebsocket],
    says: 'knows only the spellings websocket and WebSocket',
    clause: ITEM_3,
    misses: (lines) => !members(combined(lines)).some((name) => /^(?:websocket|WebSocket)$/.test(name)),
  }),
  opening({
    name: 'upgrade-unicode-case',
    says: 'folds case by Unicode: U+212A is a k, U+017F an s',
    clause: 'RFC 6455 2.1',
    opens(lines) {
      const text = Buffer.from(only(lines) ?? '', 'latin1').toString('utf8')
      return text.toUpperCase().toLowerCase() === 'websocket'
    },
  }),
  missing({
    name: 'upgrade-untrimmed',
    breaks: [R.upgradeContainsWebsocket, R.owsAcceptedWhereAllowed],
    says: 'misses websocket after a comma and a space',
    clause: 'RFC 9110 5.6.1.2',
    misses: (lines) => lines.some((line) => /[^ ,], +websocket/i.test(line.value)),
  }),
  missing({
    name: 'upgrade-sp-only-ows',
    breaks: [R.upgradeContainsWebsocket, R.fieldValueTrimmedNoControls],
    says: 'does not trim HTAB from Upgrade',
    clause: 'RFC 9110 5.5',
    misses: (lines) => lines.some((line) => trimSpaces(line.raw) !== line.value),
  }),
  {
    name: 'upgrade-searched-in-head',
    breaks: [R.upgradeContainsWebsocket, R.switchOnlyToOfferedProtocol],
    says: 'searches the whole header section for "Upgrade: websocket"',
    clause: ITEM_3,
    replaces: (intact) => ({
      fieldLines: (request, name) =>
        name === 'Upgrade' && intact.fieldLines(request, name).length === 0
          ? searched(request, 'Upgrade: websocket')
          : intact.fieldLines(request, name),
    }),
  },
  changing101({
    name: 'upgrade-unoffered-in-101',
    breaks: [
      R.allHandshakeStepsCompleted,
      R.responseUpgradeIsWebsocket,
      R.upgradeRequiredIn101,
      R.switchOnlyToOfferedProtocol,
    ],
    says: 'answers Upgrade: websocket, h2c to a client that offered only websocket',
    clause: PROTOCOLS,
    change: (answer) => changed(answer, 'Upgrade', (value) => `${value}, h2c`),
  }),
  changingRefusals({
    name: 'upgrade-in-400-without-option',
    breaks: [R.upgradeNeedsConnectionOption],
    says: 'sends Upgrade in a 400, and no Connection',
    clause: PROTOCOLS,
    change: (refusal) =>
      refusal.status === 400 ? { ...refusal, fields: [...(refusal.fields ?? []), ['Upgrade', 'websocket']] } : refusal,
  }),
  changingRefusals({
    name: '426-without-upgrade',
    breaks: [R.upgradeRequiredIn426],
    says: 'leaves Upgrade out of a 426',
    clause: 'RFC 9110 15.5.22',
    change: (refusal) => withoutField(refusal, 'Upgrade'),
  }),
  changingRefusals({
    name: '426-without-connection',
    breaks: [R.upgradeRequiredIn426],
    says: 'leaves the upgrade option of Connection out of a 426',
    clause: PROTOCOLS,
    change: (refusal) => withoutField(refusal, 'Connection'),
  }),
]
