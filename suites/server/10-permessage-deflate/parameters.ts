import type { Case } from '../../../harness/case/case'
import { rfc7692 } from '../../../harness/case/clause'
import { opensWebSocket } from '../../../harness/judge/acceptance'
import { accepted, observed } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { DEFLATE, deflates, offer, recordsExtensions } from '../parts/extensions'
import { answersServerNoContextTakeover, serverBitsAtMost, validAnswer } from './parts/answer-checks'
import { acceptedWith, declineContest, deflateWith, mustDecline, partsOffering, recordsAnswer } from './parts/offers'
import { deflateOffers } from './parts/parameters'

/** Cases on the parameters of permessage-deflate in general. */
export const parameterCases: readonly Case[] = [
  {
    id: '10.01',
    level: 'MUST',
    title: 'permessage-deflate offered without parameters',
    source: [rfc7692('7'), rfc7692('7.1')],
    tests: [R.deflateResponseMatchesOffer],
    parts: [
      {
        name: 'no parameter',
        send: offer(DEFLATE),
        expect: accepted({
          says: '101; if permessage-deflate is listed, only with valid parameters and without client_max_window_bits',
          checks: [validAnswer, recordsAnswer],
        }),
      },
    ],
    why: 'This is the offer of Firefox. The server may add parameters, but not client_max_window_bits.',
  },
  {
    id: '10.18',
    level: 'MUST',
    title: 'permessage-deflate offered with an unknown parameter',
    contested: declineContest,
    source: [rfc7692('7', 'MUST decline: a parameter not defined for use in an offer')],
    tests: [R.invalidDeflateOfferDeclined],
    parts: partsOffering(
      ['x_unknown'],
      mustDecline('RFC 7692 7: MUST decline a parameter that is not defined for use in an offer'),
    ),
    why: 'An unknown parameter may change the meaning of the frames.',
  },
  {
    id: '10.19',
    level: 'MUST',
    title: 'permessage-deflate offered with a repeated parameter',
    contested: declineContest,
    source: [rfc7692('7', 'MUST decline: multiple parameters with the same name')],
    tests: [R.invalidDeflateOfferDeclined],
    parts: partsOffering(
      [
        'server_no_context_takeover; server_no_context_takeover',
        'server_max_window_bits=10; server_max_window_bits=11',
      ],
      mustDecline('RFC 7692 7: MUST decline multiple parameters with the same name'),
    ),
    why: 'Some parsers keep the first value and others the last, so the meaning of the offer depends on the parser.',
  },
  {
    id: '10.23',
    level: 'MUST',
    title: 'permessage-deflate offered with all four parameters',
    source: [rfc7692('7.1')],
    tests: [R.serverNoContextTakeoverObeyed, R.serverMaxWindowBitsObeyed, R.deflateResponseMatchesOffer],
    parts: [
      {
        name: 'all four',
        send: offer(
          deflateWith(
            'server_no_context_takeover; client_no_context_takeover; server_max_window_bits=12; client_max_window_bits=12',
          ),
        ),
        expect: acceptedWith(
          '101; if permessage-deflate is listed, with server_no_context_takeover and server_max_window_bits of at most 12',
          validAnswer,
          answersServerNoContextTakeover,
          serverBitsAtMost(12, 'fail'),
        ),
      },
    ],
    why: 'A client that must save memory offers all four. Each parameter has its own rule for the answer.',
  },
  {
    id: '10.24',
    level: 'MUST',
    title: 'permessage-deflate parameters in a 101 response are valid',
    source: [rfc7692('7', 'what a client fails the connection for'), rfc7692('7.1')],
    tests: [
      R.extensionsRegisteredAndDefined,
      R.invalidDeflateOfferDeclined,
      R.serverNoContextTakeoverObeyed,
      R.serverMaxWindowBitsObeyed,
      R.clientMaxWindowBitsIfOffered,
      R.deflateResponseMatchesOffer,
    ],
    derived: {
      says: 'only known parameters, none repeated, with valid values, and as the offer allows',
      of: (observation) =>
        opensWebSocket(observation) && deflates(observation).length > 0 && deflateOffers(observation).length > 0,
      each: validAnswer,
      from: ['10.01', '10.02', '10.03', '10.04', '10.05', '10.11', '10.14', '10.18', '10.23'],
      absent: 'no 101 listed permessage-deflate',
    },
    why: 'A client MUST fail the connection if the answer is invalid (RFC 7692 7).',
  },
  {
    id: '10.34',
    level: 'INFO',
    title: 'permessage-deflate parameter in another letter case',
    source: [rfc7692('7.1', 'no rule')],
    tests: [R.deflateResponseMatchesOffer],
    parts: partsOffering(['Client_Max_Window_Bits'], observed({ checks: [recordsExtensions('observed')] })),
  },
]
