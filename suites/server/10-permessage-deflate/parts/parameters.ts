import type { Observation } from '../../../../harness/case/observation'
import { shown } from '../../../../harness/judge/shown-text'
import type { Extension, ExtensionParam } from '../../../../harness/wire/http1/extensions'
import { sameName } from '../../../../harness/wire/http1/fields'
import { DEFLATE, isNamed, offeredExtensions } from '../../parts/extensions'

// Reads the parameters of a permessage-deflate element.

/** The parameters of permessage-deflate (RFC 7692 7.1). */
export const PARAMS = {
  serverNoContextTakeover: 'server_no_context_takeover',
  clientNoContextTakeover: 'client_no_context_takeover',
  serverBits: 'server_max_window_bits',
  clientBits: 'client_max_window_bits',
} as const

/** All parameters with this name. Letter case is ignored: no RFC says whether it matters (10.34). */
export function paramsOf({ params }: Extension, name: string): ExtensionParam[] {
  return params.filter((param) => sameName(param.name, name))
}

/** The number in a value of *_max_window_bits: 8 to 15 without a leading zero; null for any other value (RFC 7692 7.1.2). */
export function bitsOf(value: string | null | undefined): number | null {
  return /^([89]|1[0-5])$/.test(value ?? '') ? Number(value) : null
}

function inWords({ name, value }: ExtensionParam): string {
  return shown(value === null ? name : `${name}=${value}`)
}

/** The fault of one parameter of an answer, apart from the offer; null without a fault. */
function paramFault(param: ExtensionParam): string | null {
  const is = (name: string) => sameName(param.name, name)
  if (is(PARAMS.serverBits) || is(PARAMS.clientBits))
    return bitsOf(param.value) === null
      ? `RFC 7692 7.1.2: ${inWords(param)} has no value from 8 to 15 without a leading zero`
      : null
  if (is(PARAMS.serverNoContextTakeover) || is(PARAMS.clientNoContextTakeover))
    return param.value === null ? null : `RFC 7692 7.1.1: ${inWords(param)} has a value`
  return `RFC 7692 7: ${inWords(param)} is not defined for permessage-deflate`
}

/** The fault of an element of an answer as an answer to this offer; null without a fault (RFC 7692 7, 7.1). */
function faultForOffer(element: Extension, offer: Extension): string | null {
  const clientBits = paramsOf(element, PARAMS.clientBits).length > 0
  if (clientBits && paramsOf(offer, PARAMS.clientBits).length === 0)
    return 'RFC 7692 7.1.2.2: the answer MUST NOT include client_max_window_bits unless it was offered'
  const limits = paramsOf(offer, PARAMS.serverBits).flatMap(({ value }) => bitsOf(value) ?? [])
  const limit = Math.max(...limits)
  const bits = bitsOf(paramsOf(element, PARAMS.serverBits)[0]?.value)
  return limits.length > 0 && bits !== null && bits > limit
    ? `RFC 7692 7.1.2.1: server_max_window_bits must not be larger than the offered ${limit}`
    : null
}

/** The fault of an element of an answer; null if it is valid for one of the offers. */
export function faultOf(element: Extension, offers: readonly Extension[]): string | null {
  for (const param of element.params) {
    const fault = paramFault(param)
    if (fault !== null) return fault
    if (paramsOf(element, param.name).length > 1) return `RFC 7692 7: ${shown(param.name)} is repeated`
  }
  const faults = offers.map((offer) => faultForOffer(element, offer))
  return faults.includes(null) ? null : (faults[0] ?? null)
}

/** The offers of permessage-deflate in the request. */
export function deflateOffers(observation: Observation): Extension[] {
  return offeredExtensions(observation).filter(isNamed(DEFLATE))
}
