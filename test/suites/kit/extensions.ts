import type { Verdict } from '../../../harness/case/results'
import { derived } from './judged'
import { observation, switching, VARS } from './observations'
import { sent } from './requests'

const FIELD = 'Sec-WebSocket-Extensions'

export const DEFLATE = 'permessage-deflate'

/** The unknown extension name that the cases offer with VARS. */
export const UNKNOWN = `x-unknown-${VARS.random}`

/** What a part offers: the value of each Sec-WebSocket-Extensions line, without the space after the colon. */
export function offered(id: string, name?: string): string[] {
  return [...sent(id, name).matchAll(new RegExp(`^${FIELD}: ?(.*)\r\n`, 'gm'))].map(([, value = '']) => value)
}

/** A correct 101 that lists extensions, in one field line for each value. */
export function agreeing(...values: string[]): string {
  return switching(...values.map((value) => `${FIELD}: ${value}`))
}

/** The verdict of a derived case on a 101 that lists `values` in answer to `offer`. */
export function derivedFrom(id: string, offer: string, ...values: string[]): Verdict {
  return derived(id, [observation({ fields: { [FIELD]: offer } }, agreeing(...values))]).verdict
}
