import type { Observation } from '../case/observation'
import { asciiLower, fieldValues, listMembers, sameName } from '../wire/http1/fields'
import { answered, expectedAccept, sentFields } from './answer'
import { memoized } from './memoized'

/** What can be wrong with an answer that accepts the handshake, beyond its syntax. Each is scored in one case (judge-part.ts). */
export type AcceptanceFault = 'accept' | 'upgrade' | 'connection' | 'dead'

/** True where the answer switches to a protocol other than websocket which the request offered (RFC 9110 7.8). */
export const openedOtherProtocol = memoized((observation) => {
  if (!observation.opened) return false
  const chosen = listMembers(answered(observation, 'Upgrade')).map(asciiLower)
  const offered = listMembers(fieldValues(sentFields(observation), 'Upgrade')).map(asciiLower)
  return chosen.length > 0 && chosen.every((protocol) => protocol !== 'websocket' && offered.includes(protocol))
})

/** True where the script checked that the link works, and no frame came (RFC 6455 5.5.2); a link that was flooded is not dead. */
export function hasDeadLink({ recording: { marks, overflow } }: Observation): boolean {
  return marks.some(({ what, met, cut }) => what === 'alive' && !met && !(cut && overflow))
}

/** What is wrong with an answer that accepts the handshake; empty for a right one, and where it was not accepted. */
export const acceptanceFaults = memoized((observation): readonly AcceptanceFault[] => {
  if (!observation.opened) return []
  const faults: AcceptanceFault[] = []
  const accepts = answered(observation, 'Sec-WebSocket-Accept')
  const expected = expectedAccept(observation)
  if (accepts.length === 0 || (expected !== null && accepts.some((value) => value !== expected))) faults.push('accept')
  const upgrades = answered(observation, 'Upgrade')
  if (upgrades.length !== 1 || !sameName(upgrades[0] ?? '', 'websocket')) faults.push('upgrade')
  if (!listMembers(answered(observation, 'Connection')).some((option) => sameName(option, 'upgrade')))
    faults.push('connection')
  if (hasDeadLink(observation)) faults.push('dead')
  return faults
})

/**
 * True for the 101 of a draft before RFC 6455, hixie-75 or hixie-76. It has a Location field and no Sec-WebSocket-Accept,
 * and in hixie-76 it is followed by 16 bytes that are not a frame. The case decides whether the server may send it.
 */
function isHixie(observation: Observation): boolean {
  const has = (name: string) => answered(observation, name).length > 0
  return !has('Sec-WebSocket-Accept') && (has('Sec-WebSocket-Location') || has('WebSocket-Location'))
}

/** True for a 101 that opens the WebSocket of RFC 6455, not an older one or another protocol that was offered (RFC 9110 7.8). */
export const opensWebSocket = memoized(
  (observation) => observation.opened && !openedOtherProtocol(observation) && !isHixie(observation),
)
