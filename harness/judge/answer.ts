import type { FieldLine, Head, Observation, SentRequest } from '../case/observation'
import { asciiLower, fieldValues, listMembers, sameName, trimOws } from '../wire/http1/fields'
import { acceptFor } from '../wire/websocket/accept'

/** What can be wrong with a 101 beyond its syntax; each is scored once, in the case that bears it in `because`. */
export type SwitchFault = 'accept' | 'upgrade' | 'connection' | 'dead'

/** `look`, which every case over the whole run asks of every answer again, with what it gave kept beside the answer. */
export function remembered<T>(look: (observation: Observation) => T): (observation: Observation) => T {
  const seen = new WeakMap<Observation, { given: T }>()
  return (observation) => {
    const known = seen.get(observation) ?? { given: look(observation) }
    seen.set(observation, known)
    return known.given
  }
}

/** The final response's head, or null where none came. */
export function finalHead(observation: Observation): Head | null {
  return observation.answers[0].final?.head ?? null
}

/** The status of the final response, or null where none came. */
export function statusOf(observation: Observation): number | null {
  return finalHead(observation)?.status ?? null
}

/** The server took the connection and gave no final response. */
export function isMute(observation: Observation): boolean {
  return observation.recording.connectedMs !== null && statusOf(observation) === null
}

/** The fields that were looked for in a final response, by name, with the values of their lines. */
const found = new WeakMap<Head, Map<string, readonly string[]>>()

/** The values of a field in the final response, one for each line. Kept beside the response: every case over the whole run asks again. */
export function answered(observation: Observation, name: string): readonly string[] {
  const head = finalHead(observation)
  if (head === null) return []
  const fields = found.get(head) ?? new Map<string, readonly string[]>()
  const values = fields.get(name) ?? fieldValues(head.fields, name)
  found.set(head, fields.set(name, values))
  return values
}

/** The request that is judged: the first one of the connection. Null where nothing was sent. */
export function firstRequest(observation: Observation): SentRequest | null {
  return observation.recording.requests[0] ?? null
}

/** The fields of the request that is judged. */
export function sentFields(observation: Observation): FieldLine[] {
  return firstRequest(observation)?.fields ?? []
}

/** The Sec-WebSocket-Key as sent, without OWS; null where not exactly one line carried one. */
export function sentKey(observation: Observation): string | null {
  const keys = fieldValues(sentFields(observation), 'Sec-WebSocket-Key')
  return keys.length === 1 ? trimOws(keys[0] ?? '') : null
}

/** The Sec-WebSocket-Accept that the key as sent calls for (RFC 6455 4.2.2 step 5.4); null where there is no single key. */
export const expectedAccept = remembered((observation): string | null => {
  const key = sentKey(observation)
  return key === null ? null : acceptFor(key)
})

/** True for a 101 that switches to a protocol other than websocket which the request offered (RFC 9110 7.8). */
export const switchedElsewhere = remembered((observation) => {
  if (statusOf(observation) !== 101) return false
  const chosen = listMembers(answered(observation, 'Upgrade')).map(asciiLower)
  const offered = listMembers(fieldValues(sentFields(observation), 'Upgrade')).map(asciiLower)
  return chosen.length > 0 && chosen.every((protocol) => protocol !== 'websocket' && offered.includes(protocol))
})

/** True when the link behind a 101 was asked for a sign of life and gave none (RFC 6455 5.5.2). */
export function isDead(observation: Observation): boolean {
  return observation.recording.marks.some((mark) => mark.what === 'alive' && !mark.met)
}

/** What is wrong with the 101 of an observation; empty for a right one, and where there is no 101. */
export const switchFaults = remembered((observation): readonly SwitchFault[] => {
  if (statusOf(observation) !== 101) return []
  const faults: SwitchFault[] = []
  const accepts = answered(observation, 'Sec-WebSocket-Accept')
  const expected = expectedAccept(observation)
  if (accepts.length === 0 || (expected !== null && accepts.some((value) => value !== expected))) faults.push('accept')
  const upgrades = answered(observation, 'Upgrade')
  if (upgrades.length !== 1 || !sameName(upgrades[0] ?? '', 'websocket')) faults.push('upgrade')
  if (!listMembers(answered(observation, 'Connection')).some((option) => sameName(option, 'upgrade')))
    faults.push('connection')
  if (isDead(observation)) faults.push('dead')
  return faults
})
