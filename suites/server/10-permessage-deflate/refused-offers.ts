import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { statusOf } from '../../../harness/judge/answer'
import { describe } from '../../../harness/judge/describe'
import { R } from '../../requirements'
import { reasonOf } from '../parts/reason'
import { goesOnWithout, unsupportedDeclined } from './parts/clauses'
import { refuses } from './parts/offers'

/** The cases whose offers are all valid. */
const VALID_OFFERS: readonly string[] = [
  '10.01',
  '10.02',
  '10.03',
  '10.04',
  '10.10',
  '10.11',
  '10.12',
  '10.14',
  '10.16',
  '10.21',
  '10.22',
  '10.23',
]

/** 10.39: a server that does not support an offer declines it: the handshake is answered with 101 all the same. */
const declinedOrAccepted: Check = (observation) => {
  if (!refuses(observation)) return null
  const because = reasonOf(unsupportedDeclined, 'the correct handshake without this offer is answered 101')
  return statusOf(observation) === null
    ? { verdict: 'warn', got: describe(observation), because }
    : { verdict: 'fail', got: `${statusOf(observation)}`, because }
}

/** The case on handshakes that are refused for their offer. Cases on single offers leave that to it. */
export const refusedOfferCases: readonly Case[] = [
  {
    id: '10.39',
    level: 'MUST',
    introduced: '1.1',
    title: 'Valid permessage-deflate offer is declined and not refused',
    source: [unsupportedDeclined, goesOnWithout],
    tests: [R.invalidDeflateOfferDeclined, R.deflateResponseMatchesOffer],
    derived: {
      says: '101, with or without permessage-deflate',
      of: (_, from) => VALID_OFFERS.includes(from),
      each: declinedOrAccepted,
      from: VALID_OFFERS,
      absent: 'no valid offer of permessage-deflate was sent',
    },
    why: 'A client that would also work without compression cannot connect at all. It does not know that its offer is the reason.',
  },
]
