import type { Case } from '../../../harness/case/case'
import { rfc7692 } from '../../../harness/case/clause'
import { R } from '../../requirements'
import { offer } from '../parts/extensions'
import { serverBitsAtMost } from './parts/answer-checks'
import {
  acceptedOrContested,
  declineContest,
  deflateWith,
  INVALID_BITS,
  invalidValue,
  mustDecline,
  partsOffering,
  unsupportedContest,
  unsupportedDeclined,
} from './parts/offers'

/** Cases on server_max_window_bits. */
export const serverWindowCases: readonly Case[] = [
  {
    id: '10.09',
    level: 'MUST',
    title: 'server_max_window_bits offered without a value',
    contested: declineContest,
    source: [rfc7692('7.1.2.1', 'has a decimal integer value'), invalidValue],
    tests: [R.invalidDeflateOfferDeclined],
    parts: partsOffering(
      ['server_max_window_bits'],
      mustDecline('RFC 7692 7: the server MUST decline an invalid value; 7.1.2.1: the value is a decimal integer'),
    ),
    why: 'Only client_max_window_bits may be offered without a value.',
  },
  {
    id: '10.10',
    level: 'MUST',
    title: 'server_max_window_bits=8 is offered',
    contested: unsupportedContest,
    source: [
      rfc7692('7.1.2.1', 'same or smaller value; declines if the server does not support it'),
      unsupportedDeclined,
    ],
    tests: [R.serverMaxWindowBitsObeyed],
    parts: partsOffering(
      ['server_max_window_bits=8'],
      acceptedOrContested(
        '101 with server_max_window_bits=8, or without permessage-deflate; a 4xx is contested',
        serverBitsAtMost(8, 'fail'),
      ),
    ),
    why: 'zlib cannot compress with a raw window of 256 bytes. Many servers decline the offer, which is correct.',
  },
  {
    id: '10.11',
    level: 'MUST',
    title: 'server_max_window_bits from 9 to 14 is offered',
    contested: unsupportedContest,
    source: [
      rfc7692('7.1.2.1', 'same or smaller value'),
      unsupportedDeclined,
      rfc7692('5', 'a request must be satisfied if the server accepts'),
    ],
    tests: [R.serverMaxWindowBitsObeyed],
    parts: [9, 10, 12, 14].map((bits) => ({
      name: `server_max_window_bits=${bits}`,
      send: offer(deflateWith(`server_max_window_bits=${bits}`)),
      expect: acceptedOrContested(
        '101 with the same or a smaller server_max_window_bits, or without permessage-deflate; a 4xx is contested',
        serverBitsAtMost(bits, 'fail'),
      ),
    })),
    why: 'The client keeps a window of this size only, so it cannot decompress longer back-references.',
  },
  {
    id: '10.12',
    level: 'MUST',
    title: 'server_max_window_bits=15 is offered',
    contested: unsupportedContest,
    source: [rfc7692('7.1.2.1')],
    tests: [R.serverMaxWindowBitsObeyed],
    parts: partsOffering(
      ['server_max_window_bits=15'],
      acceptedOrContested(
        '101 with server_max_window_bits from 8 to 15, or without permessage-deflate; a 4xx is contested',
        serverBitsAtMost(15, 'observed'),
      ),
    ),
    why: '15 is the default. Boost.Beast offers it, and could not connect to a server that answered 400 instead of declining.',
  },
  {
    id: '10.13',
    level: 'MUST',
    title: 'server_max_window_bits offered with an invalid value',
    contested: declineContest,
    source: [invalidValue, rfc7692('7.1.2.1')],
    tests: [R.invalidDeflateOfferDeclined, R.serverMaxWindowBitsObeyed],
    parts: partsOffering(
      ['7', '16', '0', 'abc'].map((value) => `server_max_window_bits=${value}`),
      mustDecline(INVALID_BITS),
    ),
    why: 'Without a check the value reaches zlib, which reports an error during the handshake or at the first message.',
  },
]
