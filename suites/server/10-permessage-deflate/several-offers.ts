import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import { rfc6455, rfc7692 } from '../../../harness/case/clause'
import type { FieldEdit } from '../../../harness/case/edit'
import type { Observation } from '../../../harness/case/observation'
import type { Value } from '../../../harness/case/vars'
import { fieldInWords, onOpened } from '../../../harness/judge/checks'
import { accepted, REFUSAL_WARNS } from '../../../harness/judge/expectations'
import { sameName } from '../../../harness/wire/http1/fields'
import { R } from '../../requirements'
import { acceptedAs, comparedWith, DEFLATE, deflates, FIELD, offer } from '../parts/extensions'
import { atMostOneElement, onElement } from './parts/answer-checks'
import { acceptedOrContested, acceptedWith, declineContest, deflateWith, recordsAnswer } from './parts/offers'
import { bitsOf, PARAMS, paramsOf } from './parts/parameters'

/** 10.20: the answer has no parameter of the invalid offer, and accepts the valid one if its twin was accepted. */
const fallsBackToSecond: Check = (observation, context) => {
  const bad = onElement((element) =>
    element.params.some(({ name }) => sameName(name, PARAMS.clientBits) || sameName(name, 'x_unknown'))
      ? {
          verdict: 'fail',
          because:
            'RFC 7692 7, 7.1.2.2: the offer with x_unknown MUST be declined, and the other offer has no parameters',
        }
      : null,
  )(observation, context)
  return bad ?? acceptsSecond(observation, context)
}

/** The answer accepts permessage-deflate if the valid offer alone was accepted. */
const acceptsSecond: Check = (observation, context) => {
  const twin = context.part('permessage-deflate alone')
  const negotiates = twin !== undefined && deflates(twin).length > 0
  return onOpened((own) => {
    if (deflates(own).length > 0 || !negotiates) return null
    const because =
      'RFC 7692 5: it is recommended to accept an offer that the server supports; alone, the second offer was accepted'
    return { verdict: 'warn', got: fieldInWords(own, FIELD), because }
  })(observation, context)
}

/** 10.21: the answer accepts the first offer if the server supports it, which the twin shows. */
const prefersFirst: Check = (observation, context) => {
  const took = (of: Observation) =>
    deflates(of).some((element) => (bitsOf(paramsOf(element, PARAMS.serverBits)[0]?.value) ?? 15) <= 10)
  return comparedWith(
    'the first alone',
    (twin) => {
      if (deflates(observation).length === 0 || took(observation)) return null
      const got = fieldInWords(observation, FIELD)
      return took(twin)
        ? {
            verdict: 'warn',
            got,
            because: 'RFC 7692 5: it is recommended to accept the offer that comes first, and the server supports it',
          }
        : {
            verdict: 'observed',
            got,
            because: 'the server does not support the first offer, so the second one is right',
          }
    },
    'pass',
  )(observation, context)
}

const twoLines: Value<FieldEdit[]> = [deflateWith('client_max_window_bits'), DEFLATE]

/** Cases on more than one offer of permessage-deflate in a request. */
export const severalOfferCases: readonly Case[] = [
  {
    id: '10.20',
    level: 'MUST',
    title: 'Invalid permessage-deflate offer before a valid one',
    contested: declineContest,
    source: [
      rfc7692('7', 'MUST decline the first'),
      rfc7692('7.1.2.2', 'MUST NOT include'),
      rfc7692('5', 'preference'),
    ],
    tests: [R.earliestDeflateOfferPreferred, R.invalidDeflateOfferDeclined, R.clientMaxWindowBitsIfOffered],
    parts: [
      { name: 'permessage-deflate alone', send: offer(DEFLATE) },
      {
        name: 'the invalid one first',
        send: offer(`${deflateWith('client_max_window_bits=10; x_unknown')}, ${DEFLATE}`),
        expect: acceptedOrContested('101 that accepts the second offer; a 4xx is contested', fallsBackToSecond),
      },
    ],
    why: 'Clients offer a new parameter together with an older form, so that older servers can accept that form.',
  },
  {
    id: '10.21',
    level: 'SHOULD',
    title: 'Two permessage-deflate offers in order of preference',
    source: [rfc7692('5', 'recommended: the offer with higher preference')],
    tests: [R.earliestDeflateOfferPreferred, R.deflateResponseMatchesOffer],
    parts: [
      { name: 'the first alone', send: offer(deflateWith('server_max_window_bits=10')) },
      {
        name: 'both',
        send: offer(`${deflateWith('server_max_window_bits=10')}, ${DEFLATE}`),
        expect: accepted({
          says: '101 that accepts the first offer, if the server supports it',
          checks: [atMostOneElement, prefersFirst, recordsAnswer],
        }),
      },
    ],
    why: 'The second offer is only for servers that do not support the first one. A server that always accepts the simplest offer ignores what the client prefers.',
  },
  {
    id: '10.22',
    level: 'MUST',
    title: 'Same permessage-deflate offer twice',
    source: [rfc7692('5', 'MUST NOT accept ... conflict with the extension on their use of the RSV1 bit')],
    tests: [R.compressedBitFirstFrameOnly, R.deflateResponseMatchesOffer],
    parts: [
      {
        name: 'twice',
        send: offer(`${DEFLATE}, ${DEFLATE}`),
        expect: acceptedWith('101 with at most one permessage-deflate; a refusal warns', atMostOneElement),
      },
    ],
    why: 'A server that accepts each offer uses RSV1 twice, and the client fails the connection.',
  },
  {
    id: '10.35',
    level: 'MUST',
    title: 'Two permessage-deflate offers on two field lines',
    source: [
      rfc6455('11.3.2', 'MAY appear multiple times in an HTTP request'),
      rfc6455('9.1'),
      rfc7692('5', 'RSV1 conflict'),
    ],
    tests: [R.extensionsMayRepeat, R.deflateResponseMatchesOffer],
    parts: [
      { name: 'one line', send: offer(`${deflateWith('client_max_window_bits')}, ${DEFLATE}`) },
      {
        name: 'two lines',
        send: offer(twoLines),
        expect: accepted({
          says: '101 with at most one permessage-deflate',
          rows: { ...REFUSAL_WARNS, '4xx': 'pass', '5xx': 'pass' },
          checks: [
            acceptedAs('one line', 'RFC 6455 11.3.2: the field MAY appear multiple times in a request'),
            atMostOneElement,
            recordsAnswer,
          ],
        }),
      },
    ],
    why: 'A server that answers each field line by itself accepts two offers, and both use RSV1.',
  },
]
