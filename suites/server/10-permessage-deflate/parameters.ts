import type { Case } from '../../../harness/case/case'
import { rfc7692 } from '../../../harness/case/clause'
import { opensWebSocket } from '../../../harness/judge/acceptance'
import { observed } from '../../../harness/judge/expectations'
import { DEFLATE } from '../../../harness/wire/http1/permessage-deflate'
import { R } from '../../requirements'
import { deflates, offer, recordsExtensions } from '../parts/extensions'
import { reasonOf } from '../parts/reason'
import { answersServerNoContextTakeover, serverBitsAtMost, validAnswer } from './parts/answer-checks'
import {
  invalidAnswer,
  repeatedParameter,
  serverBitsAnswered,
  takeoverAnswered,
  unknownParameter,
} from './parts/clauses'
import { declineContest, deflateWith, mustDecline, partsOffering, validOffer } from './parts/offers'
import { deflateOffers } from './parts/parameters'

/** Cases about the link. Their offers are those of other cases, and so are the answers to them. */
const ABOUT_LINK: readonly string[] = [
  '10.25',
  '10.26',
  '10.27',
  '10.28',
  '10.29',
  '10.30',
  '10.31',
  '10.32',
  '10.33',
  '10.36',
  '10.37',
  '10.38',
]

/** Cases on the parameters of permessage-deflate in general. */
export const parameterCases: readonly Case[] = [
  {
    id: '10.01',
    level: 'MUST',
    title: 'permessage-deflate offered without parameters',
    meaning: 2,
    source: [invalidAnswer, rfc7692('7.1')],
    tests: [R.deflateResponseMatchesOffer],
    parts: [
      {
        name: 'no parameter',
        send: offer(DEFLATE),
        expect: validOffer(
          '101; if permessage-deflate is listed, only with valid parameters and without client_max_window_bits',
          validAnswer,
        ),
      },
    ],
    why: 'This is the offer of Firefox. The server may add parameters, but not client_max_window_bits.',
  },
  {
    id: '10.18',
    level: 'MUST',
    title: 'permessage-deflate offered with an unknown parameter',
    contested: declineContest,
    source: [unknownParameter],
    tests: [R.invalidDeflateOfferDeclined],
    parts: partsOffering(['x_unknown'], mustDecline(reasonOf(unknownParameter))),
    why: 'An unknown parameter may change the meaning of the frames.',
  },
  {
    id: '10.19',
    level: 'MUST',
    title: 'permessage-deflate offered with a repeated parameter',
    contested: declineContest,
    meaning: 2,
    source: [repeatedParameter],
    tests: [R.invalidDeflateOfferDeclined],
    sameFaultAs: ['10.18'],
    parts: partsOffering(
      [
        'server_no_context_takeover; server_no_context_takeover',
        'server_max_window_bits=10; server_max_window_bits=11',
      ],
      mustDecline(reasonOf(repeatedParameter)),
    ),
    why: 'Some parsers keep the first value and others the last, so the meaning of the offer depends on the parser.',
  },
  {
    id: '10.23',
    level: 'MUST',
    title: 'permessage-deflate offered with all four parameters',
    meaning: 2,
    source: [serverBitsAnswered, takeoverAnswered, rfc7692('7.1')],
    tests: [R.serverNoContextTakeoverObeyed, R.serverMaxWindowBitsObeyed, R.deflateResponseMatchesOffer],
    sameFaultAs: ['10.11', '10.14'],
    parts: [
      {
        name: 'all four',
        send: offer(
          deflateWith(
            'server_no_context_takeover; client_no_context_takeover; server_max_window_bits=12; client_max_window_bits=12',
          ),
        ),
        expect: validOffer(
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
    meaning: 2,
    source: [invalidAnswer, rfc7692('7.1')],
    tests: [
      R.extensionsRegisteredAndDefined,
      R.invalidDeflateOfferDeclined,
      R.serverNoContextTakeoverObeyed,
      R.serverMaxWindowBitsObeyed,
      R.clientMaxWindowBitsIfOffered,
      R.deflateResponseMatchesOffer,
    ],
    sameFaultAs: ['10.01', '10.02', '10.03', '10.11'],
    derived: {
      scoredByAsker: true,
      says: 'only known parameters, none repeated, with valid values, and as the offer allows',
      of: (observation, from) =>
        !ABOUT_LINK.includes(from) &&
        opensWebSocket(observation) &&
        deflates(observation).length > 0 &&
        deflateOffers(observation).length > 0,
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
