import type { Case } from '../../../harness/case/case'
import { R } from '../../requirements'
import { offer } from '../parts/extensions'
import { reasonOf } from '../parts/reason'
import { serverBitsAtMost } from './parts/answer-checks'
import { invalidValue, serverBitsAnswered, serverBitsValue, unsupportedDeclined } from './parts/clauses'
import { declineContest, deflateWith, mustDecline, partsOffering, validOffer } from './parts/offers'

/** Cases on server_max_window_bits. */
export const serverWindowCases: readonly Case[] = [
  {
    id: '10.09',
    level: 'MUST',
    title: 'server_max_window_bits offered without a value',
    contested: declineContest,
    meaning: 2,
    source: [invalidValue, serverBitsValue],
    tests: [R.invalidDeflateOfferDeclined],
    sameFaultAs: ['10.18'],
    parts: partsOffering(
      ['server_max_window_bits'],
      mustDecline(reasonOf(invalidValue, 'the value is a decimal integer (7.1.2.1)')),
    ),
    why: 'Only client_max_window_bits may be offered without a value.',
  },
  {
    id: '10.10',
    level: 'MUST',
    title: 'server_max_window_bits=8 is offered',
    meaning: 2,
    source: [serverBitsAnswered, unsupportedDeclined],
    tests: [R.serverMaxWindowBitsObeyed],
    sameFaultAs: ['10.11'],
    parts: partsOffering(
      ['server_max_window_bits=8'],
      validOffer('101 with server_max_window_bits=8, or without permessage-deflate', serverBitsAtMost(8, 'fail')),
    ),
    why: 'zlib cannot compress with a raw window of 256 bytes. Many servers decline the offer, which is correct.',
  },
  {
    id: '10.11',
    level: 'MUST',
    title: 'server_max_window_bits from 9 to 14 is offered',
    meaning: 2,
    source: [serverBitsAnswered, unsupportedDeclined],
    tests: [R.serverMaxWindowBitsObeyed],
    parts: [9, 10, 12, 14].map((bits) => ({
      name: `server_max_window_bits=${bits}`,
      send: offer(deflateWith(`server_max_window_bits=${bits}`)),
      expect: validOffer(
        '101 with the same or a smaller server_max_window_bits, or without permessage-deflate',
        serverBitsAtMost(bits, 'fail'),
      ),
    })),
    why: 'The client keeps a window of this size only, so it cannot decompress longer back-references.',
  },
  {
    id: '10.12',
    level: 'MUST',
    title: 'server_max_window_bits=15 is offered',
    meaning: 2,
    source: [serverBitsAnswered],
    tests: [R.serverMaxWindowBitsObeyed],
    sameFaultAs: ['10.11'],
    parts: partsOffering(
      ['server_max_window_bits=15'],
      validOffer(
        '101 with server_max_window_bits from 8 to 15, or without permessage-deflate',
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
    meaning: 2,
    source: [invalidValue, serverBitsValue],
    tests: [R.invalidDeflateOfferDeclined, R.serverMaxWindowBitsObeyed],
    sameFaultAs: ['10.18', '10.05'],
    parts: partsOffering(
      ['7', '16', '0', 'abc'].map((value) => `server_max_window_bits=${value}`),
      mustDecline(reasonOf(invalidValue, 'valid are 8 to 15 without a leading zero (7.1.2)')),
    ),
    why: 'Without a check the value reaches zlib, which reports an error during the handshake or at the first message.',
  },
]
