import type { Contest, Part } from '../../../../harness/case/case'
import { rfc7692 } from '../../../../harness/case/clause'
import type { Check, Expectation } from '../../../../harness/case/expectation'
import { accepted, anything, REFUSAL_WARNS } from '../../../../harness/judge/expectations'
import { DEFLATE, declines, offer, recordsExtensions } from '../../parts/extensions'

/** permessage-deflate with these parameters. */
export function deflateWith(params: string): string {
  return `${DEFLATE}; ${params}`
}

/** One part for each parameter list, all with the same expectation. */
export function partsOffering(params: readonly string[], expect: Expectation): Part[] {
  return params.map((param) => ({ name: param, send: offer(deflateWith(param)), expect }))
}

export const recordsAnswer = recordsExtensions('pass')

/** 101 with a right answer or none; a refusal of the well-formed offer is a warning. */
export const acceptedWith = (says: string, ...checks: Check[]) =>
  accepted({ says, rows: REFUSAL_WARNS, checks: [...checks, recordsAnswer] })

/** 101, and in it what the checks want of an element; a refusal of the whole handshake is contested. */
export const acceptedOrContested = (says: string, ...checks: Check[]) =>
  anything({
    says,
    rows: { '2xx': 'observed', '3xx': 'observed', '4xx': 'contested', '5xx': 'warn', dropped: 'warn', silent: 'warn' },
    checks: [...checks, recordsAnswer],
  })

/** The offer is one that MUST be declined. */
export const mustDecline = (because: string) =>
  acceptedOrContested('101 without permessage-deflate; a 4xx is contested', declines(because))

export const declineContest: Contest = {
  strict: 'RFC 7692 5, 7: such an offer is declined, and who declines goes on without compression behind a 101',
  lenient:
    'RFC 6455 4.2.2 step 5: no clause obliges a server to accept a handshake; to refuse is stricter than to decline',
}

export const unsupportedContest: Contest = {
  strict: 'RFC 7692 7: what the server does not support it declines, and goes on without compression behind a 101 (5)',
  lenient: declineContest.lenient,
}

export const invalidValue = rfc7692('7', 'MUST decline: a parameter with an invalid value')

export const unsupportedDeclined = rfc7692('7', 'MUST decline: does not support the offered configuration')

export const INVALID_BITS = 'RFC 7692 7: MUST decline an invalid value; 7.1.2: from 8 to 15, without leading zero'

/** What Chrome offers, and what the probe offered. */
export const COMMON = offer(`${DEFLATE}; client_max_window_bits`)
