import type { Check, Finding, RowVerdict } from '../../../harness/case/expectation'
import type { Observation } from '../../../harness/case/observation'
import { fieldInWords, onSwitch } from '../../../harness/judge/checks'
import { shown } from '../../../harness/judge/outcome'
import type { Extension, ExtensionParam } from '../../../harness/wire/http1/extensions'
import { sameName } from '../../../harness/wire/http1/fields'
import { comparedWith, DEFLATE, deflates, FIELD, isNamed, offeredExtensions } from '../parts/extensions'

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

function written({ name, value }: ExtensionParam): string {
  return shown(value === null ? name : `${name}=${value}`)
}

/** What is wrong with one parameter of an answer, whatever was offered. */
function paramFault(param: ExtensionParam): string | null {
  const is = (name: string) => sameName(param.name, name)
  if (is(PARAMS.serverBits) || is(PARAMS.clientBits))
    return bitsOf(param.value) === null
      ? `RFC 7692 7.1.2: ${written(param)} has no value from 8 to 15 without leading zero`
      : null
  if (is(PARAMS.serverNoContextTakeover) || is(PARAMS.clientNoContextTakeover))
    return param.value === null ? null : `RFC 7692 7.1.1: ${written(param)} has a value`
  return `RFC 7692 7: ${written(param)} is not defined for permessage-deflate`
}

/** What is wrong with an answer to that offer; null where nothing is (RFC 7692 7, 7.1). */
function faultBeside(element: Extension, offer: Extension): string | null {
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
  const faults = offers.map((offer) => faultBeside(element, offer))
  return faults.includes(null) ? null : (faults[0] ?? null)
}

/** The offers of permessage-deflate in the request. */
export function deflateOffers(observation: Observation): Extension[] {
  return offeredExtensions(observation).filter(isNamed(DEFLATE))
}

/** Looks at each permessage-deflate element of a 101; that there are two is 9.14's. */
function onElement(look: (element: Extension, ...args: Parameters<Check>) => Omit<Finding, 'got'> | null): Check {
  return onSwitch((observation, context) => {
    for (const element of deflates(observation)) {
      const finding = look(element, observation, context)
      if (finding) return { got: fieldInWords(observation, FIELD), ...finding }
    }
    return null
  })
}

/** Every parameter is valid and allowed by an offer. */
export const validAnswer = onElement((element, observation) => {
  const because = faultOf(element, deflateOffers(observation))
  return because === null ? null : { verdict: 'fail', because }
})

/** No client_max_window_bits in any form. */
export const noClientBits = onElement((element) =>
  paramsOf(element, PARAMS.clientBits).length === 0
    ? null
    : {
        verdict: 'fail',
        because: 'RFC 7692 7.1.2.2: without it in the offer the response MUST NOT include client_max_window_bits',
      },
)

/** Where client_max_window_bits is answered, it has a value (RFC 7692 7.1.2.2). */
export const clientBitsValid = onElement((element) => {
  const bad = paramsOf(element, PARAMS.clientBits).find(({ value }) => bitsOf(value) === null)
  const because = 'RFC 7692 7.1.2.2: in a response it has a value from 8 to 15 without leading zero'
  return bad ? { verdict: 'fail', because } : null
})

/** 10.04: a larger value than the hint is told. */
export const tellsLargerHint = onElement((element, observation) => {
  const hint = bitsOf(paramsOf(deflateOffers(observation)[0] ?? element, PARAMS.clientBits)[0]?.value)
  const [param] = paramsOf(element, PARAMS.clientBits)
  const bits = bitsOf(param?.value)
  if (param && bits === null) return { verdict: 'observed', because: 'not from 8 to 15, which is scored in 10.24' }
  return hint !== null && bits !== null && bits > hint
    ? { verdict: 'observed', because: 'RFC 7692 7.1.2.2: the value is a hint, and a larger one breaks nothing' }
    : null
})

/** An accepted server_max_window_bits is in the answer, with `limit` or less; what its absence means is `absent`. */
export function serverBits(limit: number, absent: RowVerdict): Check {
  return onElement((element) => {
    const params = paramsOf(element, PARAMS.serverBits)
    if (params.length === 0) {
      const because =
        absent === 'observed'
          ? 'without it the window is 32,768 octets, which is what 15 says'
          : 'RFC 7692 7.1.2.1: an offer with it is accepted by including it; one that is not supported is declined'
      return { verdict: absent, because }
    }
    const within = params.every(({ value }) => (bitsOf(value) ?? Number.POSITIVE_INFINITY) <= limit)
    return within
      ? null
      : { verdict: 'fail', because: `RFC 7692 7.1.2.1: the same or a smaller value than ${limit}, at least 8` }
  })
}

/** An accepted server_no_context_takeover is in the answer. */
export const serverNoContextTakeover = onElement((element) =>
  paramsOf(element, PARAMS.serverNoContextTakeover).length > 0
    ? null
    : { verdict: 'fail', because: 'RFC 7692 7.1.1.1: an offer with it is accepted by including it' },
)

/** At most one permessage-deflate element. */
export const oneElement: Check = onSwitch((observation) =>
  deflates(observation).length < 2
    ? null
    : {
        verdict: 'fail',
        got: fieldInWords(observation, FIELD),
        because: 'RFC 7692 5: two accepted offers conflict on their use of RSV1',
      },
)

/** 10.20: nothing of the bad offer, and the good one where permessage-deflate alone, the twin, is accepted. */
export const fallsBack: Check = (observation, context) => {
  const bad = onElement((element) =>
    element.params.some(({ name }) => sameName(name, PARAMS.clientBits) || sameName(name, 'x_unknown'))
      ? {
          verdict: 'fail',
          because: 'RFC 7692 7, 7.1.2.2: the offer with x_unknown MUST be declined, and the other one has no parameter',
        }
      : null,
  )(observation, context)
  return bad ?? takesSecond(observation, context)
}

const takesSecond: Check = (observation, context) => {
  const twin = context.part('permessage-deflate alone')
  const negotiates = twin !== undefined && deflates(twin).length > 0
  return onSwitch((own) => {
    if (deflates(own).length > 0 || !negotiates) return null
    const because = 'RFC 7692 5: the second offer can be met, as its twin shows, and is recommended to be taken'
    return { verdict: 'warn', got: fieldInWords(own, FIELD), because }
  })(observation, context)
}

/** 10.21: the first offer where it is supported, which its twin shows. */
export const prefersFirst: Check = (observation, context) => {
  const took = (of: Observation) =>
    deflates(of).some((element) => (bitsOf(paramsOf(element, PARAMS.serverBits)[0]?.value) ?? 15) <= 10)
  return comparedWith(
    'the first alone',
    (twin) => {
      if (deflates(observation).length === 0 || took(observation)) return null
      const got = fieldInWords(observation, FIELD)
      return took(twin)
        ? { verdict: 'warn', got, because: 'RFC 7692 5: the offer that comes first is preferred, and it is supported' }
        : { verdict: 'observed', got, because: 'the first offer is not supported, so the second is right' }
    },
    'pass',
  )(observation, context)
}
