import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import type { FieldEdit } from '../../../harness/case/edit'
import type { Observation } from '../../../harness/case/observation'
import type { Value } from '../../../harness/case/vars'
import { fieldInWords, onOpened } from '../../../harness/judge/checks'
import { accepted, REFUSAL_WARNS } from '../../../harness/judge/expectations'
import { sameName } from '../../../harness/wire/http1/fields'
import { bitsOf, DEFLATE, PARAMS, paramsOf } from '../../../harness/wire/http1/permessage-deflate'
import { R } from '../../requirements'
import { mayRepeat } from '../parts/extension-clauses'
import { acceptedAs, comparedWith, deflates, FIELD, offer } from '../parts/extensions'
import { reasonOf } from '../parts/reason'
import { atMostOneElement, onElement } from './parts/answer-checks'
import { clientBitsUnasked, noConflict, preference, unknownParameter } from './parts/clauses'
import { acceptedOrContested, declineContest, deflateWith, recordsAnswer, validOffer } from './parts/offers'

/** 10.20: the answer has no parameter of the invalid offer, and accepts the valid one if its twin was accepted. */
const fallsBackToSecond: Check = (observation, context) => {
  const bad = onElement((element) =>
    element.params.some(({ name }) => sameName(name, PARAMS.clientBits) || sameName(name, 'x_unknown'))
      ? {
          verdict: 'fail',
          because: reasonOf(unknownParameter, 'the other offer has no parameters'),
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
    const because = reasonOf(preference, 'alone, the second offer was accepted')
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
            because: reasonOf(preference, 'alone, the first offer was accepted'),
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
    meaning: 2,
    source: [unknownParameter, clientBitsUnasked, preference],
    tests: [R.earliestDeflateOfferPreferred, R.invalidDeflateOfferDeclined, R.clientMaxWindowBitsIfOffered],
    sameFaultAs: ['10.18'],
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
    meaning: 2,
    source: [preference],
    tests: [R.earliestDeflateOfferPreferred, R.deflateResponseMatchesOffer],
    sameFaultAs: ['10.22'],
    parts: [
      { name: 'the first alone', send: offer(deflateWith('server_max_window_bits=10')) },
      {
        name: 'both',
        send: offer(`${deflateWith('server_max_window_bits=10')}, ${DEFLATE}`),
        expect: validOffer(
          '101 that accepts the first offer, if the server supports it',
          atMostOneElement,
          prefersFirst,
        ),
      },
    ],
    why: 'The second offer is only for servers that do not support the first one. A server that always accepts the simplest offer ignores what the client prefers.',
  },
  {
    id: '10.22',
    level: 'MUST',
    title: 'Same permessage-deflate offer twice',
    meaning: 2,
    source: [noConflict],
    tests: [R.compressedBitFirstFrameOnly, R.deflateResponseMatchesOffer],
    parts: [
      {
        name: 'twice',
        send: offer(`${DEFLATE}, ${DEFLATE}`),
        expect: validOffer('101 with at most one permessage-deflate', atMostOneElement),
      },
    ],
    why: 'A server that accepts each offer uses RSV1 twice, and the client fails the connection.',
  },
  {
    id: '10.35',
    level: 'MUST',
    title: 'Two permessage-deflate offers on two field lines',
    meaning: 2,
    source: [mayRepeat, noConflict],
    tests: [R.extensionsMayRepeat, R.deflateResponseMatchesOffer],
    sameFaultAs: ['9.04', '10.22'],
    parts: [
      { name: 'one line', send: offer(`${deflateWith('client_max_window_bits')}, ${DEFLATE}`) },
      {
        name: 'two lines',
        send: offer(twoLines),
        expect: accepted({
          says: '101 with at most one permessage-deflate',
          rows: { ...REFUSAL_WARNS, '4xx': 'pass', '5xx': 'pass' },
          checks: [acceptedAs('one line', reasonOf(mayRepeat)), atMostOneElement, recordsAnswer],
        }),
      },
    ],
    why: 'A server that answers each field line by itself accepts two offers, and both use RSV1.',
  },
]
