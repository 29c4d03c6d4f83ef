import type { Blame } from '../../../../harness/case/cause'
import type { Observation } from '../../../../harness/case/observation'
import { shown } from '../../../../harness/judge/shown-text'
import type { Extension, ExtensionParam } from '../../../../harness/wire/http1/extensions'
import { sameName } from '../../../../harness/wire/http1/fields'
import { bitsOf, DEFLATE, isNamed, PARAMS, paramsOf } from '../../../../harness/wire/http1/permessage-deflate'
import { INVALID_EXTENSION, offeredExtensions } from '../../parts/extensions'
import { reasonOf } from '../../parts/reason'
import { clientBitsUnasked, invalidAnswer, serverBitsAnswered } from './clauses'

// What is wrong with the parameters of a permessage-deflate element.

function inWords({ name, value }: ExtensionParam): string {
  return shown(value === null ? name : `${name}=${value}`)
}

/** What is wrong with an element of an answer: why, and what explains it. */
export interface AnswerFault {
  because: string
  blame: Blame
}

const LIMIT_IGNORED: Blame = { cause: 'deflate-limits-ignored', impact: 'interop' }

function invalid(because: string): AnswerFault {
  return { because, blame: INVALID_EXTENSION }
}

/** The fault of one parameter of an answer, apart from the offer; null without a fault. */
function paramFault(param: ExtensionParam): AnswerFault | null {
  const is = (name: string) => sameName(param.name, name)
  if (is(PARAMS.serverBits) || is(PARAMS.clientBits))
    return bitsOf(param.value) === null
      ? invalid(reasonOf(invalidAnswer, `${inWords(param)} has no value from 8 to 15 without a leading zero (7.1.2)`))
      : null
  if (is(PARAMS.serverNoContextTakeover) || is(PARAMS.clientNoContextTakeover))
    return param.value === null ? null : invalid(reasonOf(invalidAnswer, `${inWords(param)} has a value (7.1.1)`))
  return invalid(reasonOf(invalidAnswer, `${inWords(param)} is not defined for permessage-deflate`))
}

/** The fault of an element of an answer as an answer to this offer; null without a fault (RFC 7692 7, 7.1). */
function faultForOffer(element: Extension, offer: Extension): AnswerFault | null {
  const clientBits = paramsOf(element, PARAMS.clientBits).length > 0
  if (clientBits && paramsOf(offer, PARAMS.clientBits).length === 0) return invalid(reasonOf(clientBitsUnasked))
  const limits = paramsOf(offer, PARAMS.serverBits).flatMap(({ value }) => bitsOf(value) ?? [])
  const limit = Math.max(...limits)
  const bits = bitsOf(paramsOf(element, PARAMS.serverBits)[0]?.value)
  return limits.length > 0 && bits !== null && bits > limit
    ? { because: reasonOf(serverBitsAnswered, `the offered value is ${limit}`), blame: LIMIT_IGNORED }
    : null
}

/** The fault of an element of an answer; null if it is valid for one of the offers. */
export function faultOf(element: Extension, offers: readonly Extension[]): AnswerFault | null {
  for (const param of element.params) {
    const fault = paramFault(param)
    if (fault !== null) return fault
    if (paramsOf(element, param.name).length > 1)
      return invalid(reasonOf(invalidAnswer, `${shown(param.name)} is repeated`))
  }
  const faults = offers.map((offer) => faultForOffer(element, offer))
  return faults.includes(null) ? null : (faults[0] ?? null)
}

/** The offers of permessage-deflate in the request. */
export function deflateOffers(observation: Observation): Extension[] {
  return offeredExtensions(observation).filter(isNamed(DEFLATE))
}
