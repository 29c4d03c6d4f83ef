import type { Case } from '../../../harness/case/case'
import { rfc7692 } from '../../../harness/case/clause'
import { R } from '../../requirements'
import { reasonOf } from '../parts/reason'
import { answersServerNoContextTakeover } from './parts/answer-checks'
import { invalidValue, takeoverAnswered, unsupportedDeclined } from './parts/clauses'
import { declineContest, mustDecline, partsOffering, validOffer } from './parts/offers'

const INVALID_FLAG = reasonOf(invalidValue, 'this parameter has no value (7.1.1)')

const FLAG_VALUE_IGNORED = 'A server that ignores the value reads "=0" as if the parameter were set.'

/** Cases on server_no_context_takeover and client_no_context_takeover. */
export const contextTakeoverCases: readonly Case[] = [
  {
    id: '10.14',
    level: 'MUST',
    title: 'server_no_context_takeover is offered',
    meaning: 2,
    source: [takeoverAnswered, unsupportedDeclined],
    tests: [R.serverNoContextTakeoverObeyed],
    parts: partsOffering(
      ['server_no_context_takeover'],
      validOffer('101 with server_no_context_takeover, or without permessage-deflate', answersServerNoContextTakeover),
    ),
    why: 'A client without memory for a window offers this. It cannot decompress the second message of a server that keeps its window.',
  },
  {
    id: '10.15',
    level: 'MUST',
    title: 'server_no_context_takeover offered with a value',
    contested: declineContest,
    meaning: 2,
    source: [invalidValue, rfc7692('7.1.1.1', '', 'This extension parameter has no value.')],
    tests: [R.invalidDeflateOfferDeclined],
    sameFaultAs: ['10.18'],
    parts: partsOffering(['server_no_context_takeover=1'], mustDecline(INVALID_FLAG)),
    why: FLAG_VALUE_IGNORED,
  },
  {
    id: '10.16',
    level: 'MAY',
    title: 'client_no_context_takeover is offered',
    meaning: 2,
    source: [rfc7692('7.1.1.2', 'a hint')],
    tests: [R.clientNoContextTakeoverIsHint],
    parts: partsOffering(['client_no_context_takeover'], validOffer('101 with it or without it')),
  },
  {
    id: '10.17',
    level: 'MUST',
    title: 'client_no_context_takeover offered with a value',
    contested: declineContest,
    meaning: 2,
    source: [invalidValue, rfc7692('7.1.1.2', '', 'This extension parameter has no value.')],
    tests: [R.invalidDeflateOfferDeclined],
    sameFaultAs: ['10.15', '10.18'],
    parts: partsOffering(['client_no_context_takeover=1'], mustDecline(INVALID_FLAG)),
    why: FLAG_VALUE_IGNORED,
  },
]
