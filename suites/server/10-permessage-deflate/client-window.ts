import type { Case } from '../../../harness/case/case'
import { rfc6455, rfc7692 } from '../../../harness/case/clause'
import { accepted, anything } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { DEFLATE, declines, offer } from '../parts/extensions'
import { clientBitsValid, noClientBits, recordsLargerHint } from './parts/answer-checks'
import {
  acceptedOrContested,
  acceptedWith,
  declineContest,
  deflateWith,
  INVALID_BITS,
  invalidValue,
  mustDecline,
  partsOffering,
  recordsAnswer,
} from './parts/offers'

/** Cases on client_max_window_bits. */
export const clientWindowCases: readonly Case[] = [
  {
    id: '10.02',
    level: 'MUST',
    title: 'client_max_window_bits is answered only if it was offered',
    source: [rfc7692('7.1.2.2', 'MUST NOT include')],
    tests: [R.clientMaxWindowBitsIfOffered, R.deflateResponseMatchesOffer],
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
    source: [rfc7692('7.1.2.2', 'in a response: a decimal value, 1*DIGIT'), rfc7692('7.1')],
    tests: [R.clientMaxWindowBitsIfOffered, R.deflateResponseMatchesOffer],
    parts: partsOffering(
      ['client_max_window_bits'],
      acceptedWith('101; client_max_window_bits in the answer has a value from 8 to 15', clientBitsValid),
    ),
    why: 'This is the offer of Chrome. The form without a value is valid in an offer only, so a server must not echo it.',
  },
  {
    id: '10.04',
    level: 'MAY',
    title: 'client_max_window_bits offered with a valid value',
    source: [rfc7692('7.1.2.2', 'a hint')],
    tests: [R.clientMaxWindowBitsIfOffered, R.deflateResponseMatchesOffer],
    parts: partsOffering(
      ['8', '9', '10', '15'].map((bits) => `client_max_window_bits=${bits}`),
      accepted({
        says: '101; a larger value than the offered one is recorded',
        checks: [recordsLargerHint, recordsAnswer],
      }),
    ),
  },
  {
    id: '10.05',
    level: 'MUST',
    title: 'client_max_window_bits offered with an invalid value',
    contested: declineContest,
    source: [invalidValue, rfc7692('7.1.2.2', '8 to 15 inclusive')],
    tests: [R.invalidDeflateOfferDeclined],
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
    source: [invalidValue, rfc7692('7.1.2.1', 'without leading zeroes'), rfc7692('7.1.2.2', 'without leading zeroes')],
    tests: [R.invalidDeflateOfferDeclined],
    parts: partsOffering(['client_max_window_bits=015', 'server_max_window_bits=09'], mustDecline(INVALID_BITS)),
    why: 'strtol() with base 0 reads 015 as 13 and 09 as 0. A server that echoes the value sends an invalid answer.',
  },
  {
    id: '10.07',
    level: 'MUST',
    title: 'client_max_window_bits offered as a quoted number',
    contested: {
      strict:
        'RFC 6455 9.1: a value may be a quoted-string, so this means client_max_window_bits=10, which the server accepts or declines',
      lenient: declineContest.lenient,
    },
    source: [rfc6455('9.1', 'quoted-string'), rfc7692('7'), rfc7692('5.2', 'The value may be quoted')],
    tests: [R.invalidDeflateOfferDeclined],
    parts: partsOffering(
      ['client_max_window_bits="10"'],
      acceptedOrContested('101, as for client_max_window_bits=10; a 4xx is contested', clientBitsValid),
    ),
    why: 'A parser that keeps the quotes finds no number. It declines a valid offer or throws an error.',
  },
  {
    id: '10.08',
    level: 'MUST',
    title: 'client_max_window_bits offered with an empty quoted value',
    source: [rfc6455('9.1', 'after unescaping the value MUST be a token'), invalidValue],
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
