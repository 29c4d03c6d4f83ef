import type { Check, Finding, RowVerdict } from '../../../../harness/case/check'
import { fieldInWords, onOpened } from '../../../../harness/judge/checks'
import type { Extension } from '../../../../harness/wire/http1/extensions'
import { bitsOf, PARAMS, paramsOf } from '../../../../harness/wire/http1/permessage-deflate'
import { deflates, FIELD, INVALID_EXTENSION } from '../../parts/extensions'
import { reasonOf } from '../../parts/reason'
import { clientBitsAnswered, clientBitsUnasked, noConflict, serverBitsAnswered, takeoverAnswered } from './clauses'
import { deflateOffers, faultOf } from './parameters'

/** Runs `check` on each permessage-deflate element of a 101. That there is only one element is another check. */
export function onElement(
  check: (element: Extension, ...args: Parameters<Check>) => Omit<Finding, 'got'> | null,
): Check {
  return onOpened((observation, context) => {
    for (const element of deflates(observation)) {
      const finding = check(element, observation, context)
      if (finding) return { got: fieldInWords(observation, FIELD), ...finding, fromHead: true }
    }
    return null
  })
}

/** Every parameter in the answer is valid, and an offer allows it. */
export const validAnswer = onElement((element, observation) => {
  const fault = faultOf(element, deflateOffers(observation))
  return fault && { verdict: 'fail', ...fault }
})

/** The answer has no client_max_window_bits. */
export const noClientBits = onElement((element) =>
  paramsOf(element, PARAMS.clientBits).length === 0
    ? null
    : {
        verdict: 'fail',
        because: reasonOf(clientBitsUnasked),
        blame: INVALID_EXTENSION,
      },
)

/** client_max_window_bits in the answer has a valid value (RFC 7692 7.1.2.2). */
export const clientBitsValid = onElement((element) => {
  const bad = paramsOf(element, PARAMS.clientBits).find(({ value }) => bitsOf(value) === null)
  return bad ? { verdict: 'fail', because: reasonOf(clientBitsAnswered), blame: INVALID_EXTENSION } : null
})

/** 10.04: records a value that is larger than the hint. */
export const recordsLargerHint = onElement((element, observation) => {
  const hint = bitsOf(paramsOf(deflateOffers(observation)[0] ?? element, PARAMS.clientBits)[0]?.value)
  const [param] = paramsOf(element, PARAMS.clientBits)
  const bits = bitsOf(param?.value)
  if (param && bits === null)
    return { verdict: 'observed', because: 'the value is not from 8 to 15, which 10.24 judges' }
  return hint !== null && bits !== null && bits > hint
    ? { verdict: 'observed', because: 'RFC 7692 7.1.2.2: the offered value is a hint, so a larger value is allowed' }
    : null
})

/**
 * The answer has server_max_window_bits with at most this value (RFC 7692 7.1.2.1).
 * @param limit the offered value
 * @param absent the verdict if the parameter is absent
 */
export function serverBitsAtMost(limit: number, absent: RowVerdict): Check {
  return onElement((element) => {
    const params = paramsOf(element, PARAMS.serverBits)
    if (params.length === 0) {
      const because =
        absent === 'observed'
          ? 'without server_max_window_bits the window is 32,768 bytes, as with the value 15'
          : reasonOf(serverBitsAnswered, 'otherwise it declines the offer')
      return { verdict: absent, because }
    }
    const within = params.every(({ value }) => (bitsOf(value) ?? Number.POSITIVE_INFINITY) <= limit)
    return within ? null : { verdict: 'fail', because: reasonOf(serverBitsAnswered, `the offered value is ${limit}`) }
  })
}

/** The answer has server_no_context_takeover (RFC 7692 7.1.1.1). */
export const answersServerNoContextTakeover = onElement((element) =>
  paramsOf(element, PARAMS.serverNoContextTakeover).length > 0
    ? null
    : {
        verdict: 'fail',
        because: reasonOf(takeoverAnswered),
      },
)

/** The answer has at most one permessage-deflate element. */
export const atMostOneElement: Check = onOpened((observation) =>
  deflates(observation).length < 2
    ? null
    : {
        verdict: 'fail',
        got: fieldInWords(observation, FIELD),
        because: reasonOf(noConflict),
        blame: INVALID_EXTENSION,
      },
)
