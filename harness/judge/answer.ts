import type { FieldLine, Head, Observation, SentRequest } from '../case/observation'
import { asciiLower, fieldValues, listMembers, sameName, trimOws } from '../wire/http1/fields'
import { acceptFor } from '../wire/websocket/accept'

/** What can be wrong with an accepting answer beyond its syntax; each is scored once, in the case that `because` names. */
export type AcceptanceFault = 'accept' | 'upgrade' | 'connection' | 'dead'

/** Memoizes a function of an observation: the cases over the whole run ask the same of every answer. */
export function memoized<T>(compute: (observation: Observation) => T): (observation: Observation) => T {
  const cache = new WeakMap<Observation, { result: T }>()
  return (observation) => {
    const entry = cache.get(observation) ?? { result: compute(observation) }
    cache.set(observation, entry)
    return entry.result
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
export function gaveNoResponse(observation: Observation): boolean {
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
export const expectedAccept = memoized((observation): string | null => {
  const key = sentKey(observation)
  return key === null ? null : acceptFor(key)
})

/** True where the answer switches to a protocol other than websocket which the request offered (RFC 9110 7.8). */
export const openedOtherProtocol = memoized((observation) => {
  if (!observation.opened) return false
  const chosen = listMembers(answered(observation, 'Upgrade')).map(asciiLower)
  const offered = listMembers(fieldValues(sentFields(observation), 'Upgrade')).map(asciiLower)
  return chosen.length > 0 && chosen.every((protocol) => protocol !== 'websocket' && offered.includes(protocol))
})

/** True when the link was asked for a sign of life and gave none (RFC 6455 5.5.2). */
export function hasDeadLink(observation: Observation): boolean {
  return observation.recording.marks.some((mark) => mark.what === 'alive' && !mark.met)
}

/** What is wrong with an accepting answer; empty for a right one, and where the handshake was not accepted. */
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
