import type { Case, Contest, Part } from '../../../harness/case/case'
import { rfc6455, rfc7692 } from '../../../harness/case/clause'
import type { Check, Expectation } from '../../../harness/case/expectation'
import type { FieldEdit, Value } from '../../../harness/case/request'
import { opensWebSocket } from '../../../harness/judge/checks'
import { accepted, anything, observed } from '../../../harness/judge/expectations'
import { R } from '../../requirements'
import { acceptedAs, DEFLATE, declines, deflates, offer, recordsExtensions } from '../parts/extensions'
import {
  clientBitsValid,
  deflateOffers,
  fallsBack,
  noClientBits,
  oneElement,
  prefersFirst,
  serverBits,
  serverNoContextTakeover,
  tellsLargerHint,
  validAnswer,
} from './answer'

/** permessage-deflate with these parameters. */
function deflate(params: string): string {
  return `${DEFLATE}; ${params}`
}

/** One part for each parameter list, all with the same expectation. */
function each(params: readonly string[], expect: Expectation): Part[] {
  return params.map((param) => ({ name: param, send: offer(deflate(param)), expect }))
}

const told = recordsExtensions('pass')

const refusedWarns: Expectation['table'] = {
  '2xx': 'warn',
  '3xx': 'warn',
  '4xx': 'warn',
  '5xx': 'warn',
  dropped: 'warn',
  silent: 'warn',
}

/** 101 with a right answer or none; a refusal of the well-formed offer is a warning. */
const answeredWith = (says: string, ...checks: Check[]) =>
  accepted({ says, rows: refusedWarns, checks: [...checks, told] })

/** 101, and in it what the checks want of an element; a refusal of the whole handshake is contested. */
const declinedOr = (says: string, ...checks: Check[]) =>
  anything({
    says,
    rows: { '2xx': 'observed', '3xx': 'observed', '4xx': 'contested', '5xx': 'warn', dropped: 'warn', silent: 'warn' },
    checks: [...checks, told],
  })

/** The offer is one that MUST be declined. */
const declined = (because: string) =>
  declinedOr('101 without permessage-deflate; a 4xx is contested', declines(because))

const decline: Contest = {
  strict: 'RFC 7692 5, 7: such an offer is declined, and who declines goes on without compression behind a 101',
  lenient:
    'RFC 6455 4.2.2 step 5: no clause obliges a server to accept a handshake; to refuse is stricter than to decline',
}

const support: Contest = {
  strict: 'RFC 7692 7: what the server does not support it declines, and goes on without compression behind a 101 (5)',
  lenient: decline.lenient,
}

const invalidValue = rfc7692('7', 'MUST decline: a parameter with an invalid value')
const unsupported = rfc7692('7', 'MUST decline: does not support the offered configuration')
const range = 'RFC 7692 7: MUST decline an invalid value; 7.1.2: from 8 to 15, without leading zero'
const noValue = 'RFC 7692 7: MUST decline an invalid value; 7.1.1: this parameter has no value'
const flagWithValue = 'Who does not look at the value takes "=0" for a yes.'

/** What permessage-deflate is offered as, and what is agreed on: 10.01 to 10.24. */
export const offerCases: readonly Case[] = [
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
          says: '101; where permessage-deflate is listed, with valid server_* parameters or client_no_context_takeover only',
          checks: [validAnswer, told],
        }),
      },
    ],
    why: 'What Firefox offers. Parameters may come unasked, all but client_max_window_bits.',
  },
  {
    id: '10.02',
    level: 'MUST',
    title: 'client_max_window_bits is answered only if it was offered',
    source: [rfc7692('7.1.2.2', 'MUST NOT include')],
    tests: [R.clientMaxWindowBitsIfOffered, R.deflateResponseMatchesOffer],
    parts: (
      [
        ['no parameter', DEFLATE],
        ['server_max_window_bits=10', deflate('server_max_window_bits=10')],
        ['server_no_context_takeover', deflate('server_no_context_takeover')],
      ] as const
    ).map(([name, value]) => ({
      name,
      send: offer(value),
      expect: anything({
        says: 'no client_max_window_bits in the answer',
        rows: {
          '2xx': 'observed',
          '3xx': 'observed',
          '4xx': 'observed',
          '5xx': 'observed',
          dropped: 'observed',
          silent: 'observed',
        },
        checks: [noClientBits, told],
      }),
    })),
    why: 'A client that did not offer it cannot limit its window, and fails the connection.',
  },
  {
    id: '10.03',
    level: 'MUST',
    title: 'client_max_window_bits offered without a value',
    source: [rfc7692('7.1.2.2', 'in a response: a decimal value, 1*DIGIT'), rfc7692('7.1')],
    tests: [R.clientMaxWindowBitsIfOffered, R.deflateResponseMatchesOffer],
    parts: each(
      ['client_max_window_bits'],
      answeredWith('101; where client_max_window_bits is answered, with a value from 8 to 15', clientBitsValid),
    ),
    why: 'What Chrome offers. The form without a value is legal in an offer only, so to echo it is wrong.',
  },
  {
    id: '10.04',
    level: 'MAY',
    title: 'client_max_window_bits offered with a valid value',
    source: [rfc7692('7.1.2.2', 'a hint')],
    tests: [R.clientMaxWindowBitsIfOffered, R.deflateResponseMatchesOffer],
    parts: each(
      ['8', '9', '10', '15'].map((bits) => `client_max_window_bits=${bits}`),
      accepted({ says: '101; a larger value than the hint is told', checks: [tellsLargerHint, told] }),
    ),
  },
  {
    id: '10.05',
    level: 'MUST',
    title: 'client_max_window_bits offered with an invalid value',
    contested: decline,
    source: [invalidValue, rfc7692('7.1.2.2', '8 to 15 inclusive')],
    tests: [R.invalidDeflateOfferDeclined],
    parts: each(
      ['7', '16', '0', 'abc', '10.0', '-8'].map((value) => `client_max_window_bits=${value}`),
      declined(range),
    ),
    why: 'A server that takes 16 for a window makes zlib fail later, in the middle of a connection.',
  },
  {
    id: '10.06',
    level: 'MUST',
    title: 'Leading zero in an offered max_window_bits value',
    contested: decline,
    source: [invalidValue, rfc7692('7.1.2.1', 'without leading zeroes'), rfc7692('7.1.2.2', 'without leading zeroes')],
    tests: [R.invalidDeflateOfferDeclined],
    parts: each(['client_max_window_bits=015', 'server_max_window_bits=09'], declined(range)),
    why: 'strtol() with base 0 reads 015 as 13, and 09 as 0. Echoed as it came it fails the connection: an answer may have no leading zero either.',
  },
  {
    id: '10.07',
    level: 'MUST',
    title: 'client_max_window_bits offered as a quoted number',
    contested: {
      strict:
        'RFC 6455 9.1: a value may be a quoted-string, so this is client_max_window_bits=10, which is accepted or declined',
      lenient: decline.lenient,
    },
    source: [rfc6455('9.1', 'quoted-string'), rfc7692('7'), rfc7692('5.2', 'The value may be quoted')],
    tests: [R.invalidDeflateOfferDeclined],
    parts: each(
      ['client_max_window_bits="10"'],
      declinedOr('what client_max_window_bits=10 may get; a 4xx is contested', clientBitsValid),
    ),
    why: 'A parser that keeps the quotes finds no number, and declines a good offer or throws.',
  },
  {
    id: '10.08',
    level: 'MUST',
    title: 'client_max_window_bits offered with an empty quoted value',
    source: [rfc6455('9.1', 'after unescaping the value MUST be a token'), invalidValue],
    tests: [R.invalidDeflateOfferDeclined],
    parts: each(
      ['client_max_window_bits=""'],
      anything({
        says: 'a 4xx, a closed connection, or 101 without permessage-deflate',
        rows: { '2xx': 'observed', '3xx': 'observed', '5xx': 'warn', silent: 'warn' },
        checks: [declines(range), told],
      }),
    ),
    why: 'Number("") is 0 in JavaScript, and int("") throws in Python: a window of one octet, or a 500.',
  },
  {
    id: '10.09',
    level: 'MUST',
    title: 'server_max_window_bits offered without a value',
    contested: decline,
    source: [rfc7692('7.1.2.1', 'has a decimal integer value'), invalidValue],
    tests: [R.invalidDeflateOfferDeclined],
    parts: each(
      ['server_max_window_bits'],
      declined('RFC 7692 7: MUST decline an invalid value; 7.1.2.1: a decimal integer'),
    ),
    why: 'Only client_max_window_bits may stand without a value.',
  },
  {
    id: '10.10',
    level: 'MUST',
    title: 'server_max_window_bits=8 is offered',
    contested: support,
    source: [rfc7692('7.1.2.1', 'same or smaller value; declines if the server does not support it'), unsupported],
    tests: [R.serverMaxWindowBitsObeyed],
    parts: each(
      ['server_max_window_bits=8'],
      declinedOr(
        'server_max_window_bits=8 in the answer, or no permessage-deflate; a 4xx is contested',
        serverBits(8, 'fail'),
      ),
    ),
    why: 'zlib has no raw window of 256 octets: many servers decline, which is right.',
  },
  {
    id: '10.11',
    level: 'MUST',
    title: 'server_max_window_bits from 9 to 14 is offered',
    contested: support,
    source: [
      rfc7692('7.1.2.1', 'same or smaller value'),
      unsupported,
      rfc7692('5', 'a request must be satisfied if the server accepts'),
    ],
    tests: [R.serverMaxWindowBitsObeyed],
    parts: [9, 10, 12, 14].map((bits) => ({
      name: `server_max_window_bits=${bits}`,
      send: offer(deflate(`server_max_window_bits=${bits}`)),
      expect: declinedOr(
        'server_max_window_bits with the same or a smaller value, or no permessage-deflate; a 4xx is contested',
        serverBits(bits, 'fail'),
      ),
    })),
    why: 'The client keeps a window of that size only; what refers back further it cannot inflate.',
  },
  {
    id: '10.12',
    level: 'MUST',
    title: 'server_max_window_bits=15 is offered',
    contested: support,
    source: [rfc7692('7.1.2.1')],
    tests: [R.serverMaxWindowBitsObeyed],
    parts: each(
      ['server_max_window_bits=15'],
      declinedOr(
        'server_max_window_bits with 8 to 15, or no permessage-deflate; a 4xx is contested',
        serverBits(15, 'observed'),
      ),
    ),
    why: 'It says what holds without it. Boost.Beast offers it, and lost connections to a server that answered 400 instead of declining.',
  },
  {
    id: '10.13',
    level: 'MUST',
    title: 'server_max_window_bits offered with an invalid value',
    contested: decline,
    source: [invalidValue, rfc7692('7.1.2.1')],
    tests: [R.invalidDeflateOfferDeclined, R.serverMaxWindowBitsObeyed],
    parts: each(
      ['7', '16', '0', 'abc'].map((value) => `server_max_window_bits=${value}`),
      declined(range),
    ),
    why: 'Handed on to zlib unchecked it is an error there, in the middle of the handshake or at the first message.',
  },
  {
    id: '10.14',
    level: 'MUST',
    title: 'server_no_context_takeover is offered',
    contested: support,
    source: [rfc7692('7.1.1.1', 'accepts by including'), rfc7692('5'), rfc7692('7')],
    tests: [R.serverNoContextTakeoverObeyed],
    parts: each(
      ['server_no_context_takeover'],
      declinedOr(
        'server_no_context_takeover in the answer, or no permessage-deflate; a 4xx is contested',
        serverNoContextTakeover,
      ),
    ),
    why: 'A client that has no memory for a window asks for this, and cannot inflate the second message of a server that does otherwise.',
  },
  {
    id: '10.15',
    level: 'MUST',
    title: 'server_no_context_takeover offered with a value',
    contested: decline,
    source: [rfc7692('7.1.1.1', 'has no value'), invalidValue],
    tests: [R.invalidDeflateOfferDeclined],
    parts: each(['server_no_context_takeover=1'], declined(noValue)),
    why: flagWithValue,
  },
  {
    id: '10.16',
    level: 'MAY',
    title: 'client_no_context_takeover is offered',
    source: [rfc7692('7.1.1.2', 'a hint')],
    tests: [R.clientNoContextTakeoverIsHint],
    parts: each(['client_no_context_takeover'], accepted({ says: '101 with it or without it', checks: [told] })),
  },
  {
    id: '10.17',
    level: 'MUST',
    title: 'client_no_context_takeover offered with a value',
    contested: decline,
    source: [rfc7692('7.1.1.2', 'has no value'), invalidValue],
    tests: [R.invalidDeflateOfferDeclined],
    parts: each(['client_no_context_takeover=1'], declined(noValue)),
    why: flagWithValue,
  },
  {
    id: '10.18',
    level: 'MUST',
    title: 'permessage-deflate offered with an unknown parameter',
    contested: decline,
    source: [rfc7692('7', 'MUST decline: a parameter not defined for use in an offer')],
    tests: [R.invalidDeflateOfferDeclined],
    parts: each(
      ['x_unknown'],
      declined('RFC 7692 7: MUST decline a parameter that is not defined for use in an offer'),
    ),
    why: 'A parameter of a later revision may change what the frames mean.',
  },
  {
    id: '10.19',
    level: 'MUST',
    title: 'permessage-deflate offered with a repeated parameter',
    contested: decline,
    source: [rfc7692('7', 'MUST decline: multiple parameters with the same name')],
    tests: [R.invalidDeflateOfferDeclined],
    parts: each(
      [
        'server_no_context_takeover; server_no_context_takeover',
        'server_max_window_bits=10; server_max_window_bits=11',
      ],
      declined('RFC 7692 7: MUST decline multiple parameters with the same name'),
    ),
    why: 'One parser keeps the first value and another the last: what was asked for depends on who reads it.',
  },
  {
    id: '10.20',
    level: 'MUST',
    title: 'Invalid permessage-deflate offer before a valid one',
    contested: decline,
    source: [
      rfc7692('7', 'MUST decline the first'),
      rfc7692('7.1.2.2', 'MUST NOT include'),
      rfc7692('5', 'preference'),
    ],
    tests: [R.earliestDeflateOfferPreferred, R.invalidDeflateOfferDeclined, R.clientMaxWindowBitsIfOffered],
    parts: [
      { name: 'permessage-deflate alone', send: offer(DEFLATE) },
      {
        name: 'the bad one first',
        send: offer(`${deflate('client_max_window_bits=10; x_unknown')}, ${DEFLATE}`),
        expect: declinedOr(
          '101 with permessage-deflate as the second offer has it; a 4xx is contested, because it kills a usable handshake',
          fallsBack,
        ),
      },
    ],
    why: 'So clients offer what is new beside what is old.',
  },
  {
    id: '10.21',
    level: 'SHOULD',
    title: 'Two permessage-deflate offers in order of preference',
    source: [rfc7692('5', 'recommended: the offer with higher preference')],
    tests: [R.earliestDeflateOfferPreferred, R.deflateResponseMatchesOffer],
    parts: [
      { name: 'the first alone', send: offer(deflate('server_max_window_bits=10')) },
      {
        name: 'both',
        send: offer(`${deflate('server_max_window_bits=10')}, ${DEFLATE}`),
        expect: accepted({
          says: 'one permessage-deflate or none; the first offer where it is supported',
          checks: [oneElement, prefersFirst, told],
        }),
      },
    ],
    why: 'The first is what the client wants, the second is there for servers that cannot. Who always takes the plainest makes the first useless.',
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
        expect: answeredWith('one permessage-deflate or none; a refusal is a warning', oneElement),
      },
    ],
    why: 'A loop that answers each offer claims RSV1 twice.',
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
          deflate(
            'server_no_context_takeover; client_no_context_takeover; server_max_window_bits=12; client_max_window_bits=12',
          ),
        ),
        expect: answeredWith(
          'no permessage-deflate, or one with server_no_context_takeover and server_max_window_bits of at most 12',
          validAnswer,
          serverNoContextTakeover,
          serverBits(12, 'fail'),
        ),
      },
    ],
    why: 'A client that has to save memory asks for all of it at once, and each of the four has its own rule for the answer.',
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
      says: 'no unknown and no repeated parameter, values from 8 to 15, nothing that the offer does not allow',
      of: (observation) =>
        opensWebSocket(observation) && deflates(observation).length > 0 && deflateOffers(observation).length > 0,
      each: validAnswer,
      from: ['10.01', '10.02', '10.03', '10.04', '10.05', '10.11', '10.14', '10.18', '10.23'],
      absent: 'no 101 agreed on permessage-deflate',
    },
    why: 'Every client that reads the answer fails the connection.',
  },
]

const twoLines: Value<FieldEdit[]> = [deflate('client_max_window_bits'), DEFLATE]

/** Two more, as the catalogue numbers them: 10.34 and 10.35. */
export const moreOfferCases: readonly Case[] = [
  {
    id: '10.34',
    level: 'INFO',
    title: 'permessage-deflate parameter in another letter case',
    source: [rfc7692('7.1', 'no rule')],
    tests: [R.deflateResponseMatchesOffer],
    parts: each(['Client_Max_Window_Bits'], observed({ checks: [recordsExtensions('observed')] })),
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
      { name: 'one line', send: offer(`${deflate('client_max_window_bits')}, ${DEFLATE}`) },
      {
        name: 'two lines',
        send: offer(twoLines),
        expect: accepted({
          says: '101 with at most one permessage-deflate',
          rows: { ...refusedWarns, '4xx': 'pass', '5xx': 'pass' },
          checks: [
            acceptedAs('one line', 'RFC 6455 11.3.2: the field MAY appear multiple times in a request'),
            oneElement,
            told,
          ],
        }),
      },
    ],
    why: 'Answered line by line, two offers become two agreements on RSV1.',
  },
]
