import type { Case } from '../../../harness/case/case'
import { rfc7692 } from '../../../harness/case/clause'
import { accepted } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { answersServerNoContextTakeover } from './parts/answer-checks'
import {
  acceptedOrContested,
  declineContest,
  invalidValue,
  mustDecline,
  partsOffering,
  recordsAnswer,
  unsupportedContest,
} from './parts/offers'

const INVALID_FLAG = 'RFC 7692 7: the server MUST decline an invalid value; 7.1.1: this parameter has no value'

const FLAG_VALUE_IGNORED = 'A server that ignores the value reads "=0" as if the parameter were set.'

/** Cases on server_no_context_takeover and client_no_context_takeover. */
export const contextTakeoverCases: readonly Case[] = [
  {
    id: '10.14',
    level: 'MUST',
    title: 'server_no_context_takeover is offered',
    contested: unsupportedContest,
    source: [rfc7692('7.1.1.1', 'accepts by including'), rfc7692('5'), rfc7692('7')],
    tests: [R.serverNoContextTakeoverObeyed],
    parts: partsOffering(
      ['server_no_context_takeover'],
      acceptedOrContested(
        '101 with server_no_context_takeover, or without permessage-deflate; a 4xx is contested',
        answersServerNoContextTakeover,
      ),
    ),
    why: 'A client without memory for a window offers this. It cannot decompress the second message of a server that keeps its window.',
  },
  {
    id: '10.15',
    level: 'MUST',
    title: 'server_no_context_takeover offered with a value',
    contested: declineContest,
    source: [rfc7692('7.1.1.1', 'has no value'), invalidValue],
    tests: [R.invalidDeflateOfferDeclined],
    parts: partsOffering(['server_no_context_takeover=1'], mustDecline(INVALID_FLAG)),
    why: FLAG_VALUE_IGNORED,
  },
  {
    id: '10.16',
    level: 'MAY',
    title: 'client_no_context_takeover is offered',
    source: [rfc7692('7.1.1.2', 'a hint')],
    tests: [R.clientNoContextTakeoverIsHint],
    parts: partsOffering(
      ['client_no_context_takeover'],
      accepted({ says: '101 with it or without it', checks: [recordsAnswer] }),
    ),
  },
  {
    id: '10.17',
    level: 'MUST',
    title: 'client_no_context_takeover offered with a value',
    contested: declineContest,
    source: [rfc7692('7.1.1.2', 'has no value'), invalidValue],
    tests: [R.invalidDeflateOfferDeclined],
    parts: partsOffering(['client_no_context_takeover=1'], mustDecline(INVALID_FLAG)),
    why: FLAG_VALUE_IGNORED,
  },
]
