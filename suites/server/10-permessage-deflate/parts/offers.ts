import type { Contest, Part } from '../../../../harness/case/case'
import type { Blame } from '../../../../harness/case/cause'
import type { Check } from '../../../../harness/case/check'
import type { Expectation } from '../../../../harness/case/expectation'
import type { Observation } from '../../../../harness/case/observation'
import { statusOf } from '../../../../harness/judge/answer'
import { isBusy } from '../../../../harness/judge/busy'
import { scoredIn } from '../../../../harness/judge/checks'
import { accepted, anything, REFUSAL_WARNS } from '../../../../harness/judge/expectations'
import { DEFLATE } from '../../../../harness/wire/http1/permessage-deflate'
import { declines, offer, recordsExtensions } from '../../parts/extensions'

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

/** What explains that a handshake is refused where the server should only decline its offer. */
const REFUSED_OFFER: Blame = { cause: 'deflate-offer-refused', impact: 'interop' }

/** True where a handshake is answered with an error, or not at all. A busy server says nothing about the offer. */
export function refuses(observation: Observation): boolean {
  const status = statusOf(observation)
  const isAsked = observation.recording.connectedMs !== null && !observation.opened
  return isAsked && (status === null || (status >= 400 && !isBusy(status)))
}

/** 10.39 judges the refusal of a valid offer, once for all of them. */
const refusalIsElsewhere: Check = (observation) =>
  refuses(observation) ? scoredIn('10.39', 'a valid offer is not answered with 101') : null

/** Requires a 101 that passes `checks`. The offer is valid. */
export const validOffer = (says: string, ...checks: Check[]) =>
  accepted({ says, rows: REFUSAL_WARNS, checks: [refusalIsElsewhere, ...checks, recordsAnswer] })

/** Requires a 101 that passes `checks`. A refusal of the whole handshake is contested. */
export function acceptedOrContested(says: string, ...checks: Check[]): Expectation {
  const expectation = anything({
    says,
    rows: { '2xx': 'observed', '3xx': 'observed', '4xx': 'contested', '5xx': 'warn', dropped: 'warn', silent: 'warn' },
    checks: [...checks, recordsAnswer],
  })
  return {
    ...expectation,
    blames: { '4xx': REFUSED_OFFER, '5xx': REFUSED_OFFER, dropped: REFUSED_OFFER, silent: REFUSED_OFFER },
  }
}

/** For an offer that MUST be declined: requires a 101 without permessage-deflate. */
export const mustDecline = (because: string) =>
  acceptedOrContested('101 without permessage-deflate; a 4xx is contested', declines(because))

/** Whether a server may refuse the handshake where it MUST decline the offer. */
export const declineContest: Contest = {
  strict:
    'RFC 7692 7: "A server MUST decline an extension negotiation offer"; 5: "both endpoints proceed without per-message compression once _the WebSocket Connection is established_"',
  lenient:
    'RFC 6455 4.2.2 (step 5): "If the server chooses to accept the incoming connection": no clause obliges it to, so it may also refuse the handshake',
}

/** The offer that Chrome sends. The probe for permessage-deflate sends it, too. */
export const COMMON = offer(`${DEFLATE}; client_max_window_bits`)
