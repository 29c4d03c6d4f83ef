import { R } from '../../../suites/requirements'
import { asciiLower, combined, members } from '../fields'
import type { Defect } from './defect'
import { alsoYes, changed, notYes, only, trimSpaces, untold } from './kit'

const ITEM_3 = 'RFC 6455 4.2.1 item 3'
const NO_UPGRADE = [R.upgradeContainsWebsocket, R.switchOnlyToOfferedProtocol]

/** What can be wrong about Upgrade. */
export const UPGRADE_DEFECTS: readonly Defect[] = [
  {
    name: 'upgrade-optional',
    breaks: NO_UPGRADE,
    says: 'opens a WebSocket without Upgrade',
    clause: 'RFC 9110 7.8',
    replaces: (intact) => ({ upgrade: alsoYes(intact.upgrade, (lines) => lines.length === 0) }),
  },
  {
    name: 'upgrade-empty',
    breaks: NO_UPGRADE,
    says: 'takes an empty Upgrade for websocket',
    clause: 'RFC 9110 7.8',
    replaces: (intact) => ({ upgrade: alsoYes(intact.upgrade, (lines) => only(lines) === '') }),
  },
  {
    name: 'upgrade-other-protocol',
    breaks: NO_UPGRADE,
    says: 'opens a WebSocket for Upgrade: h2c or foo',
    clause: 'RFC 9110 7.8',
    replaces: (intact) => ({ upgrade: alsoYes(intact.upgrade, (lines) => /^(?:h2c|foo)$/i.test(only(lines) ?? '')) }),
  },
  {
    name: 'upgrade-prefix',
    breaks: NO_UPGRADE,
    says: 'takes any protocol that starts with websocket',
    clause: ITEM_3,
    replaces: (intact) => ({ upgrade: alsoYes(intact.upgrade, (lines) => /^websocket[^/ ]/i.test(only(lines) ?? '')) }),
  },
  {
    name: 'upgrade-substring',
    breaks: NO_UPGRADE,
    says: 'looks for websocket anywhere in Upgrade',
    clause: ITEM_3,
    replaces: (intact) => ({ upgrade: alsoYes(intact.upgrade, (lines) => /web-?socket/i.test(combined(lines))) }),
  },
  {
    name: 'upgrade-space-separated',
    breaks: NO_UPGRADE,
    says: 'splits Upgrade at spaces',
    clause: 'RFC 9110 7.8',
    replaces: (intact) => ({
      upgrade: alsoYes(intact.upgrade, (lines) => (only(lines) ?? '').split(' ').map(asciiLower).includes('websocket')),
    }),
  },
  {
    name: 'upgrade-quoted',
    breaks: NO_UPGRADE,
    says: 'takes the quotes off Upgrade: "websocket"',
    clause: 'RFC 9110 7.8',
    replaces: (intact) => ({
      upgrade: alsoYes(intact.upgrade, (lines) => asciiLower(only(lines) ?? '') === '"websocket"'),
    }),
  },
  {
    name: 'upgrade-case-sensitive',
    breaks: [R.upgradeContainsWebsocket],
    says: 'knows websocket in lower case only',
    clause: ITEM_3,
    replaces: (intact) => ({
      upgrade: notYes(intact.upgrade, (lines) => !members(combined(lines)).includes('websocket')),
    }),
  },
  {
    name: 'upgrade-two-spellings',
    breaks: [R.upgradeContainsWebsocket],
    says: 'knows the spellings websocket and WebSocket and no other',
    clause: ITEM_3,
    replaces: (intact) => ({
      upgrade: notYes(
        intact.upgrade,
        (lines) => !members(combined(lines)).some((name) => /^(?:websocket|WebSocket)$/.test(name)),
      ),
    }),
  },
  {
    name: 'upgrade-unicode-case',
    breaks: NO_UPGRADE,
    says: 'folds case by Unicode, so that U+212A is a k and U+017F an s',
    clause: 'RFC 6455 2.1',
    replaces: (intact) => ({
      upgrade: alsoYes(intact.upgrade, (lines) => {
        const text = Buffer.from(only(lines) ?? '', 'latin1').toString('utf8')
        return text.toUpperCase().toLowerCase() === 'websocket'
      }),
    }),
  },
  {
    name: 'upgrade-sp-only-ows',
    breaks: [R.upgradeContainsWebsocket, R.fieldValueTrimmedNoControls],
    says: 'does not take HTAB off Upgrade',
    clause: 'RFC 9110 5.5',
    replaces: (intact) => ({
      upgrade: notYes(intact.upgrade, (lines) => lines.some((line) => trimSpaces(line.raw) !== line.value)),
    }),
  },
  {
    name: 'upgrade-unoffered-in-101',
    breaks: [
      R.allHandshakeStepsCompleted,
      R.responseUpgradeIsWebsocket,
      R.upgradeRequiredIn101,
      R.switchOnlyToOfferedProtocol,
    ],
    says: 'answers Upgrade: websocket, h2c to a client that offered websocket alone',
    clause: 'RFC 9110 7.8',
    replaces: () => ({ switching: (answer) => changed(answer, 'Upgrade', (value) => `${value}, h2c`) }),
  },
  {
    name: '426-without-upgrade',
    breaks: [R.upgradeRequiredIn426],
    says: 'leaves Upgrade out of 426',
    clause: 'RFC 9110 15.5.22',
    replaces: () => ({ refusing: (refusal) => untold(refusal, 'Upgrade') }),
  },
  {
    name: '426-without-connection',
    breaks: [R.upgradeRequiredIn426],
    says: 'leaves the upgrade option out of 426',
    clause: 'RFC 9110 7.8',
    replaces: () => ({ refusing: (refusal) => untold(refusal, 'Connection') }),
  },
]
