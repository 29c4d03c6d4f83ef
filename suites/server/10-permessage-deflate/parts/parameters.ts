import type { Observation } from '../../../../harness/case/observation'
import { shown } from '../../../../harness/judge/outcome'
import type { Extension, ExtensionParam } from '../../../../harness/wire/http1/extensions'
import { sameName } from '../../../../harness/wire/http1/fields'
import { DEFLATE, isNamed, offeredExtensions } from '../../parts/extensions'

/** The parameters of permessage-deflate (RFC 7692 7.1). */
export const PARAMS = {
  serverNoContextTakeover: 'server_no_context_takeover',
  clientNoContextTakeover: 'client_no_context_takeover',
  serverBits: 'server_max_window_bits',
  clientBits: 'client_max_window_bits',
} as const

/** All parameters of that name: no RFC says how names are compared (10.34), so case does not count. */
export function paramsOf({ params }: Extension, name: string): ExtensionParam[] {
  return params.filter((param) => sameName(param.name, name))
}

/** The number that a value of *_max_window_bits stands for: 8 to 15 without leading zero; null for any other (RFC 7692 7.1.2). */
export function bitsOf(value: string | null | undefined): number | null {
  return /^([89]|1[0-5])$/.test(value ?? '') ? Number(value) : null
}

function inWords({ name, value }: ExtensionParam): string {
  return shown(value === null ? name : `${name}=${value}`)
}

/** What is wrong with one parameter of an answer, whatever was offered. */
function paramFault(param: ExtensionParam): string | null {
  const is = (name: string) => sameName(param.name, name)
  if (is(PARAMS.serverBits) || is(PARAMS.clientBits))
    return bitsOf(param.value) === null
      ? `RFC 7692 7.1.2: ${inWords(param)} has no value from 8 to 15 without leading zero`
      : null
  if (is(PARAMS.serverNoContextTakeover) || is(PARAMS.clientNoContextTakeover))
    return param.value === null ? null : `RFC 7692 7.1.1: ${inWords(param)} has a value`
  return `RFC 7692 7: ${inWords(param)} is not defined for permessage-deflate`
}

/** What is wrong with an answer to that offer; null where nothing is (RFC 7692 7, 7.1). */
function faultForOffer(element: Extension, offer: Extension): string | null {
  const clientBits = paramsOf(element, PARAMS.clientBits).length > 0
  if (clientBits && paramsOf(offer, PARAMS.clientBits).length === 0)
    return 'RFC 7692 7.1.2.2: client_max_window_bits MUST NOT be included unless it was offered'
  const limits = paramsOf(offer, PARAMS.serverBits).flatMap(({ value }) => bitsOf(value) ?? [])
  const limit = Math.max(...limits)
  const bits = bitsOf(paramsOf(element, PARAMS.serverBits)[0]?.value)
  return limits.length > 0 && bits !== null && bits > limit
    ? `RFC 7692 7.1.2.1: server_max_window_bits is the offered ${limit} or smaller`
    : null
}

/** What is wrong with an element of an answer, for the best of the offers that it may accept. */
export function faultOf(element: Extension, offers: readonly Extension[]): string | null {
  for (const param of element.params) {
    const fault = paramFault(param)
    if (fault !== null) return fault
    if (paramsOf(element, param.name).length > 1) return `RFC 7692 7: ${shown(param.name)} stands there more than once`
  }
  const faults = offers.map((offer) => faultForOffer(element, offer))
  return faults.includes(null) ? null : (faults[0] ?? null)
}

/** The offers of permessage-deflate in the request. */
export function deflateOffers(observation: Observation): Extension[] {
  return offeredExtensions(observation).filter(isNamed(DEFLATE))
}
