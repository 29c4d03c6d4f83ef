import type { FieldLine, Head } from '../case/http-message'
import type { Observation } from '../case/observation'
import type { SentRequest } from '../case/recording'
import { fieldValues, listMembers, trimOws } from '../wire/http1/fields'
import { acceptFor } from '../wire/websocket/accept'
import { memoized } from './memoized'

/** The head of the final response; null where none came. */
export function finalHead(observation: Observation): Head | null {
  return observation.answers[0].final?.head ?? null
}

/** The status of the final response; null where none came. */
export function statusOf(observation: Observation): number | null {
  return finalHead(observation)?.status ?? null
}

/** The server accepted the connection and gave no final response. */
export function gaveNoResponse(observation: Observation): boolean {
  return observation.recording.connectedMs !== null && statusOf(observation) === null
}

/** The values of fields of final responses that were asked for, by name: the cases over the whole run ask for the same ones. */
const valuesOf = new WeakMap<Head, Map<string, readonly string[]>>()

/** The values of a field in the final response, one for each line. */
export function answered(observation: Observation, name: string): readonly string[] {
  const head = finalHead(observation)
  if (head === null) return []
  const fields = valuesOf.get(head) ?? new Map<string, readonly string[]>()
  const values = fields.get(name) ?? fieldValues(head.fields, name)
  valuesOf.set(head, fields.set(name, values))
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

/** The Sec-WebSocket-Accept for the key as sent (RFC 6455 4.2.2 step 5.4); null where there is no single key. */
export const expectedAccept = memoized((observation): string | null => {
  const key = sentKey(observation)
  return key === null ? null : acceptFor(key)
})

/** The subprotocol in the answer: the value of its one line, null where there is no line, the joined lines where there are several. */
export function selectedSubprotocol(observation: Observation): string | null {
  const values = answered(observation, 'Sec-WebSocket-Protocol')
  return values.length === 0 ? null : values.join(', ')
}

/** The subprotocols that the request offered, in order, without the OWS around them. */
export function offeredSubprotocols(observation: Observation): string[] {
  return listMembers(fieldValues(sentFields(observation), 'Sec-WebSocket-Protocol'))
}
