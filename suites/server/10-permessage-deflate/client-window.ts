import type { Case } from '../../../harness/case/case'
import { rfc6455, rfc7692 } from '../../../harness/case/clause'
import { anything } from '../../../harness/judge/expectations'
import { DEFLATE } from '../../../harness/wire/http1/permessage-deflate'
import { R } from '../../requirements'
import { paramGrammar } from '../parts/extension-clauses'
import { acceptedAs, declines, offer } from '../parts/extensions'
import { reasonOf } from '../parts/reason'
import { clientBitsValid, noClientBits, recordsLargerHint } from './parts/answer-checks'
import { clientBitsAnswered, clientBitsOffered, clientBitsUnasked, invalidAnswer, invalidValue } from './parts/clauses'
import { declineContest, deflateWith, mustDecline, partsOffering, recordsAnswer, validOffer } from './parts/offers'

const INVALID_BITS = reasonOf(invalidValue, 'valid are 8 to 15 without a leading zero (7.1.2)')

const PLAIN_NUMBER = 'client_max_window_bits=10'

/** Cases on client_max_window_bits. */
export const clientWindowCases: readonly Case[] = [
  {
    id: '10.02',
    level: 'MUST',
    title: 'client_max_window_bits is answered only if it was offered',
    meaning: 2,
    source: [clientBitsUnasked, invalidAnswer],
    tests: [R.clientMaxWindowBitsIfOffered, R.deflateResponseMatchesOffer],
    sameFaultAs: ['10.01'],
    parts: (
      [
        ['no parameter', DEFLATE],
        ['server_max_window_bits=10', deflateWith('server_max_window_bits=10')],
        ['server_no_context_takeover', deflateWith('server_no_context_takeover')],
      ] as const
    ).map(([name, value]) => ({
      name,
      send: offer(value),
      expect: anything({
        says: 'an answer without client_max_window_bits',
        rows: {
          '2xx': 'observed',
          '3xx': 'observed',
          '4xx': 'observed',
          '5xx': 'observed',
          dropped: 'observed',
          silent: 'observed',
        },
        checks: [noClientBits, recordsAnswer],
      }),
    })),
    why: 'A client that did not offer it may not be able to limit its window, and fails the connection.',
  },
  {
    id: '10.03',
    level: 'MUST',
    title: 'client_max_window_bits offered without a value',
    meaning: 2,
    source: [clientBitsAnswered, invalidAnswer],
    tests: [R.clientMaxWindowBitsIfOffered, R.deflateResponseMatchesOffer],
    parts: partsOffering(
      ['client_max_window_bits'],
      validOffer('101; client_max_window_bits in the answer has a value from 8 to 15', clientBitsValid),
    ),
    why: 'This is the offer of Chrome. The form without a value is valid in an offer only, so a server must not echo it.',
  },
  {
    id: '10.04',
    level: 'MAY',
    title: 'client_max_window_bits offered with a valid value',
    meaning: 2,
    source: [rfc7692('7.1.2.2', 'a hint')],
    tests: [R.clientMaxWindowBitsIfOffered, R.deflateResponseMatchesOffer],
    parts: partsOffering(
      ['8', '9', '10', '15'].map((bits) => `client_max_window_bits=${bits}`),
      validOffer('101; a larger value than the offered one is recorded', recordsLargerHint),
    ),
  },
  {
    id: '10.05',
    level: 'MUST',
    title: 'client_max_window_bits offered with an invalid value',
    contested: declineContest,
    meaning: 2,
    source: [invalidValue, clientBitsOffered],
    tests: [R.invalidDeflateOfferDeclined],
    sameFaultAs: ['10.18'],
    parts: partsOffering(
      ['7', '16', '0', 'abc', '10.0', '-8'].map((value) => `client_max_window_bits=${value}`),
      mustDecline(INVALID_BITS),
    ),
    why: 'A server that accepts 16 as a window size gets an error from zlib later, in an open connection.',
  },
  {
    id: '10.06',
    level: 'MUST',
    title: 'Leading zero in an offered max_window_bits value',
    contested: declineContest,
    meaning: 2,
    source: [invalidValue, clientBitsOffered, rfc7692('7.1.2.1')],
    tests: [R.invalidDeflateOfferDeclined],
    sameFaultAs: ['10.18', '10.05'],
    parts: partsOffering(['client_max_window_bits=015', 'server_max_window_bits=09'], mustDecline(INVALID_BITS)),
    why: 'strtol() with base 0 reads 015 as 13 and 09 as 0. A server that echoes the value sends an invalid answer.',
  },
  {
    id: '10.07',
    level: 'MUST',
    title: 'client_max_window_bits offered as a quoted number',
    meaning: 2,
    source: [paramGrammar, rfc7692('5.2', 'The value may be quoted')],
    tests: [R.invalidDeflateOfferDeclined],
    parts: [
      { name: PLAIN_NUMBER, send: offer(deflateWith(PLAIN_NUMBER)) },
      {
        name: 'client_max_window_bits="10"',
        send: offer(deflateWith('client_max_window_bits="10"')),
        expect: anything({
          says: '101, as for client_max_window_bits=10',
          rows: { '2xx': 'observed', '3xx': 'observed', dropped: 'warn', silent: 'warn' },
          checks: [acceptedAs(PLAIN_NUMBER, reasonOf(paramGrammar)), clientBitsValid, recordsAnswer],
        }),
      },
    ],
    why: 'A parser that keeps the quotes finds no number. It declines a valid offer or throws an error.',
  },
  {
    id: '10.08',
    level: 'MUST',
    title: 'client_max_window_bits offered with an empty quoted value',
    meaning: 2,
    sameFaultAs: ['10.18'],
    source: [invalidValue, rfc6455('9.1', 'after unescaping the value MUST be a token')],
    tests: [R.invalidDeflateOfferDeclined],
    parts: partsOffering(
      ['client_max_window_bits=""'],
      anything({
        says: 'a 4xx, a closed connection, or 101 without permessage-deflate',
        rows: { '2xx': 'observed', '3xx': 'observed', '5xx': 'warn', silent: 'warn' },
        checks: [declines(INVALID_BITS), recordsAnswer],
      }),
    ),
    why: 'In JavaScript Number("") is 0, which gives a window of one byte. In Python int("") throws, which gives a 500.',
  },
]
