import type { Part } from '../../../../harness/case/case'
import type { Edit, FieldEdit } from '../../../../harness/case/edit'
import type { Expectation } from '../../../../harness/case/expectation'
import type { Value, Vars } from '../../../../harness/case/vars'

/** BASE with this offer in Sec-WebSocket-Protocol; null leaves the field out, a list sends several field lines. */
export function offer(value: Value<FieldEdit | FieldEdit[] | null>): Edit {
  return { fields: { 'Sec-WebSocket-Protocol': value } }
}

/** The first subprotocol that the target supports; empty where none is known. */
export function supported({ subprotocols }: Vars): string {
  return subprotocols[0] ?? ''
}

/** One part for each named offer, all with the same expectation. */
export function eachOffer(offers: readonly [name: string, value: Value<FieldEdit>][], expect: Expectation): Part[] {
  return offers.map(([name, value]) => ({ name, send: offer(value), expect }))
}
