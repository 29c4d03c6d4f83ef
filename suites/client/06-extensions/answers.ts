import type { ClientCase } from '../../../harness/case/client-case'
import type { ClientCheck, ClientExpectation } from '../../../harness/case/client-expectation'
import type { FrameSpec } from '../../../harness/case/frame'
import type { ReplyEdit, ReplyStep } from '../../../harness/case/reply'
import { firstRequestOf } from '../../../harness/judge/client/attempt'
import { type About, scripted } from '../parts/answers'
import { chosenOffer, type DeflateOffer, deflateOffers, FIELD, type Wanted } from './offers'

/** The case in which a client opens that offers permessage-deflate: without it, a refusal proves nothing. */
export const ACCEPTED = 'C6.03'

/** The value of Sec-WebSocket-Extensions for the offer that is answered, and for all of them: one line, or several. */
export type AnswerValue = (offer: DeflateOffer, offers: readonly DeflateOffer[]) => string | string[]

/** What a case about an offer of permessage-deflate does. */
export interface Answered {
  /** Which offers it is about; every valid one without it. */
  wanted?: Wanted
  value: AnswerValue
  /** Frames in the same write. */
  frames?: readonly FrameSpec[]
  /** What follows the answer; without it, an echo until the client leaves. */
  script?: readonly ReplyStep[]
}

/** Skips a case that has nothing to answer in what the client offers. */
export function onlyWhere(wanted: Wanted): ClientCheck {
  return (observation) => {
    const request = firstRequestOf(observation)
    const offer = request ? chosenOffer(request, wanted) : 'no request came'
    return typeof offer === 'string' ? { verdict: 'skip', because: offer } : null
  }
}

/** The edit that answers an offer; a client without such an offer gets the plain right answer. */
export function answerTo({ wanted = {}, value }: Pick<Answered, 'wanted' | 'value'>): ReplyEdit {
  return {
    fields: {
      [FIELD]: ({ request }) => {
        const offer = chosenOffer(request, wanted)
        return typeof offer === 'string' ? null : value(offer, deflateOffers(request))
      },
    },
  }
}

/** A case whose client offers permessage-deflate and gets this answer. Without such an offer it is skipped. */
export function answered(
  about: About & { vouchedBy?: string },
  { wanted = {}, value, frames, script = [{ do: 'converse' }] }: Answered,
  expect: ClientExpectation,
): ClientCase {
  const edit = { ...answerTo({ wanted, value }), ...(frames ? { frames } : {}) }
  const whole = { ...expect, checks: [onlyWhere(wanted), ...expect.checks] }
  return scripted(about, [{ do: 'reply', edit }, ...script], whole)
}
