import type { Contest, Part } from '../../../../harness/case/case'
import type { Check } from '../../../../harness/case/check'
import { rfc7692 } from '../../../../harness/case/clause'
import type { Expectation } from '../../../../harness/case/expectation'
import { accepted, anything, REFUSAL_WARNS } from '../../../../harness/judge/expectations'
import { DEFLATE, declines, offer, recordsExtensions } from '../../parts/extensions'

/** An offer of permessage-deflate with these parameters: `a; b=10`. */
export function deflateWith(params: string): string {
  return `${DEFLATE}; ${params}`
}

/** One part for each list of parameters, all with the same expectation. */
export function partsOffering(params: readonly string[], expect: Expectation): Part[] {
  return params.map((param) => ({ name: param, send: offer(deflateWith(param)), expect }))
}

/** Records the field of the answer in a pass. */
export const recordsAnswer = recordsExtensions('pass')

/** Requires a 101 that passes `checks`. The offer is valid, so a refusal warns. */
export const acceptedWith = (says: string, ...checks: Check[]) =>
  accepted({ says, rows: REFUSAL_WARNS, checks: [...checks, recordsAnswer] })

/** Requires a 101 that passes `checks`. A refusal of the whole handshake is contested. */
export const acceptedOrContested = (says: string, ...checks: Check[]) =>
  anything({
    says,
    rows: { '2xx': 'observed', '3xx': 'observed', '4xx': 'contested', '5xx': 'warn', dropped: 'warn', silent: 'warn' },
    checks: [...checks, recordsAnswer],
  })

/** For an offer that MUST be declined: requires a 101 without permessage-deflate. */
export const mustDecline = (because: string) =>
  acceptedOrContested('101 without permessage-deflate; a 4xx is contested', declines(because))

/** Whether a server may refuse the handshake where it MUST decline the offer. */
export const declineContest: Contest = {
  strict:
    'RFC 7692 5, 7: the server MUST decline such an offer, and after that the connection works without compression',
  lenient: 'RFC 6455 4.2.2 step 5: no clause obliges a server to accept a handshake, so it may also refuse it',
}

/** The same for a valid offer that the server does not support. */
export const unsupportedContest: Contest = {
  strict:
    'RFC 7692 5, 7: the server MUST decline an offer that it does not support, and after that the connection works without compression',
  lenient: declineContest.lenient,
}

export const invalidValue = rfc7692('7', 'MUST decline: a parameter with an invalid value')

export const unsupportedDeclined = rfc7692('7', 'MUST decline: does not support the offered configuration')

export const INVALID_BITS =
  'RFC 7692 7: the server MUST decline an invalid value; 7.1.2: valid are 8 to 15 without a leading zero'

/** The offer that Chrome sends. The probe for permessage-deflate sends it, too. */
export const COMMON = offer(`${DEFLATE}; client_max_window_bits`)
