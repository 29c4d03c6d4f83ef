import type { Check, Finding, RowVerdict } from '../../../../harness/case/expectation'
import { fieldInWords, onSwitch } from '../../../../harness/judge/checks'
import type { Extension } from '../../../../harness/wire/http1/extensions'
import { deflates, FIELD } from '../../parts/extensions'
import { bitsOf, deflateOffers, faultOf, PARAMS, paramsOf } from './parameters'

/** Looks at each permessage-deflate element of a 101; that there are two is 9.14's. */
export function onElement(
  look: (element: Extension, ...args: Parameters<Check>) => Omit<Finding, 'got'> | null,
): Check {
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
export const recordsLargerHint = onElement((element, observation) => {
  const hint = bitsOf(paramsOf(deflateOffers(observation)[0] ?? element, PARAMS.clientBits)[0]?.value)
  const [param] = paramsOf(element, PARAMS.clientBits)
  const bits = bitsOf(param?.value)
  if (param && bits === null) return { verdict: 'observed', because: 'not from 8 to 15, which is scored in 10.24' }
  return hint !== null && bits !== null && bits > hint
    ? { verdict: 'observed', because: 'RFC 7692 7.1.2.2: the value is a hint, and a larger one breaks nothing' }
    : null
})

/** An accepted server_max_window_bits is in the answer, with `limit` or less; what its absence means is `absent`. */
export function serverBitsAtMost(limit: number, absent: RowVerdict): Check {
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
export const answersServerNoContextTakeover = onElement((element) =>
  paramsOf(element, PARAMS.serverNoContextTakeover).length > 0
    ? null
    : { verdict: 'fail', because: 'RFC 7692 7.1.1.1: an offer with it is accepted by including it' },
)

/** At most one permessage-deflate element. */
export const atMostOneElement: Check = onSwitch((observation) =>
  deflates(observation).length < 2
    ? null
    : {
        verdict: 'fail',
        got: fieldInWords(observation, FIELD),
        because: 'RFC 7692 5: two accepted offers conflict on their use of RSV1',
      },
)
