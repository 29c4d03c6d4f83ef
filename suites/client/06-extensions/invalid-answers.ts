import type { Contest } from '../../../harness/case/case'
import { type Clause, rfc6455 } from '../../../harness/case/clause'
import type { ClientCase } from '../../../harness/case/client-case'
import type { Requirement } from '../../../harness/case/requirement'
import { fails } from '../../../harness/judge/client/client-expectations'
import { PARAMS } from '../../../harness/wire/http1/permessage-deflate'
import { C } from '../../requirements/client'
import { ACCEPTED, type Answered, answered } from './answers'
import {
  clientBitsAnswered,
  clientBitsUnasked,
  clientTakeoverAnswered,
  conflict,
  invalidBits,
  invalidFlag,
  invalidResponse,
  listedIsInUse,
  malformedFails,
  repeatedParameter,
  serverBitsAccepts,
  serverBitsAnswered,
  serverTakeoverAccepts,
  serverTakeoverAnswered,
  unknownParameter,
} from './clauses'
import { type AnswerParams, accepting, acceptingWithout } from './offers'

/** A client that opens in this case checks no parameter at all: the other cases show the same fault. */
const UNCHECKED = 'C6.04'
/** A client that opens in this case does not check the values of the window parameters. */
const ANY_BITS = 'C6.05'

/** What a case about an invalid acceptance has besides its id and title. */
interface Invalid extends Answered {
  source: readonly Clause[]
  tests?: readonly Requirement[]
  contested?: Contest
  /** The cases that show the same fault, the most general first. */
  sameFaultAs?: readonly string[]
}

/** An acceptance of permessage-deflate for which the client fails the connection. */
function invalid(id: string, title: string, { source, tests, contested, sameFaultAs, ...answer }: Invalid): ClientCase {
  const about = {
    id,
    level: 'MUST' as const,
    title,
    source,
    tests: tests ?? [C.deflateAnswerChecked],
    vouchedBy: ACCEPTED,
    sameFaultAs: id === UNCHECKED ? [] : [UNCHECKED, ...(sameFaultAs ?? [])],
  }
  return answered({ ...about, ...(contested ? { contested } : {}) }, answer, fails())
}

/** The clauses of a case about the value of a parameter, and the cases that find the same fault. */
type ValueMore = Pick<Invalid, 'sameFaultAs'> & { source: readonly Clause[] }

/** The acceptance with a parameter of another value. */
function valued(id: string, params: AnswerParams, { source, sameFaultAs = [] }: ValueMore): ClientCase {
  const [[name, value] = ['', null]] = Object.entries(params)
  const title = `The answer has ${value === null ? `${name} without a value` : `${name}=${value}`}`
  return invalid(id, title, {
    value: (offer) => accepting(offer, params),
    source,
    sameFaultAs,
  })
}

const { serverBits, clientBits, serverNoContextTakeover, clientNoContextTakeover } = PARAMS

const TWICE: Contest = {
  strict: 'RFC 7692 5 and RFC 6455 9.1: what is listed is in use, and both elements would use RSV1',
  lenient: 'RFC 7692 5: "another extension" can be read as an extension of another name',
}

const NO_TAKEOVER_MISSING: Contest = {
  strict: 'RFC 7692 7.1.1.1 and 5: a server accepts such an offer with the parameter, so this answer accepts none',
  lenient: 'RFC 7692 7.2.2: a client that keeps the window reads every message that the server may send',
}

const BITS_MISSING: Contest = {
  strict: 'RFC 7692 7.1.2.1 and 5: a server accepts such an offer with the parameter, so this answer accepts none',
  lenient: 'RFC 7692 7.2.2: a client that has a window of 32,768 bytes reads every message that the server may send',
}

/** Answers whose parameters are invalid in themselves, and those that repeat something. */
const malformed: readonly ClientCase[] = [
  invalid('C6.04', 'The answer has a parameter that permessage-deflate does not define', {
    value: (offer) => accepting(offer, { x: '1' }),
    source: [unknownParameter],
  }),
  valued('C6.05', { [serverBits]: '7' }, { source: [invalidBits, serverBitsAnswered] }),
  valued('C6.06', { [serverBits]: '16' }, { source: [invalidBits, serverBitsAnswered], sameFaultAs: [ANY_BITS] }),
  valued('C6.07', { [serverBits]: '0' }, { source: [invalidBits, serverBitsAnswered], sameFaultAs: [ANY_BITS] }),
  valued('C6.08', { [serverBits]: null }, { source: [invalidBits, serverBitsAnswered], sameFaultAs: [ANY_BITS] }),
  valued('C6.10', { [serverBits]: '015' }, { source: [invalidBits, serverBitsAnswered], sameFaultAs: [ANY_BITS] }),
  valued(
    'C6.12',
    { [clientBits]: null },
    { source: [invalidBits, clientBitsAnswered], sameFaultAs: [ANY_BITS, 'C6.08', 'C6.25'] },
  ),
  invalid('C6.13', 'The answer has server_no_context_takeover twice', {
    value: (offer) => `${accepting(offer, { [serverNoContextTakeover]: null })}; ${serverNoContextTakeover}`,
    source: [repeatedParameter],
  }),
  valued('C6.14', { [serverNoContextTakeover]: '1' }, { source: [invalidFlag, serverTakeoverAnswered] }),
  invalid('C6.17', 'permessage-deflate is accepted twice, on one line', {
    value: (offer) => `${accepting(offer)}, ${accepting(offer)}`,
    source: [conflict, listedIsInUse],
    tests: [C.deflateOnce],
    contested: TWICE,
  }),
  invalid('C6.18', 'permessage-deflate is accepted twice, on two lines', {
    value: (offer) => [accepting(offer), accepting(offer)],
    source: [conflict, listedIsInUse, rfc6455('9.1', 'lines are one list'), rfc6455('4.2.2', 'step 5.6')],
    tests: [C.deflateOnce],
    contested: TWICE,
    sameFaultAs: ['C6.17'],
  }),
  valued('C6.25', { [clientBits]: '7' }, { source: [invalidBits, clientBitsAnswered], sameFaultAs: [ANY_BITS] }),
  valued(
    'C6.26',
    { [serverBits]: '+15' },
    { source: [invalidBits, serverBitsAnswered], sameFaultAs: [ANY_BITS, 'C6.10'] },
  ),
  valued(
    'C6.29',
    { [serverNoContextTakeover]: '""' },
    {
      source: [
        invalidFlag,
        serverTakeoverAnswered,
        malformedFails,
        rfc6455('9.1', 'after unescaping the value is a token'),
      ],
      sameFaultAs: ['C6.14'],
    },
  ),
  valued(
    'C6.39',
    { [clientNoContextTakeover]: '1' },
    { source: [invalidFlag, clientTakeoverAnswered], sameFaultAs: ['C6.14'] },
  ),
]

/** Answers that are valid in themselves and accept no offer of the client. */
const mismatched: readonly ClientCase[] = [
  invalid('C6.34', 'The answer has client_max_window_bits=15, which was not offered', {
    wanted: {
      every: ({ clientBits: bits }) => bits === null,
      otherwise: 'the client offers client_max_window_bits',
    },
    value: (offer) => accepting(offer, { [clientBits]: '15' }),
    source: [clientBitsUnasked, invalidResponse],
    tests: [C.deflateAnswerMatchesOffer],
  }),
  invalid('C6.35', 'The answer has a server_max_window_bits above every offered one', {
    wanted: {
      every: ({ serverBits: bits }) => bits !== null && bits < 15,
      otherwise: 'the client makes an offer that allows every server_max_window_bits',
    },
    value: (offer, offers) => {
      const largest = Math.max(...offers.map(({ serverBits: bits }) => bits ?? 0))
      return accepting(offer, { [serverBits]: String(largest + 1) })
    },
    source: [serverBitsAccepts, invalidResponse],
    tests: [C.deflateAnswerMatchesOffer],
  }),
  invalid('C6.36', 'The answer lacks the server_no_context_takeover that was offered', {
    wanted: {
      every: (offer) => offer.serverNoContextTakeover,
      otherwise: 'the client makes an offer without server_no_context_takeover',
    },
    value: (offer) => acceptingWithout(offer, serverNoContextTakeover),
    source: [serverTakeoverAccepts, invalidResponse],
    tests: [C.deflateAnswerMatchesOffer],
    contested: NO_TAKEOVER_MISSING,
    sameFaultAs: ['C6.35'],
  }),
  invalid('C6.37', 'The answer lacks the server_max_window_bits that was offered', {
    wanted: {
      every: ({ serverBits: bits }) => bits !== null,
      otherwise: 'the client makes an offer without server_max_window_bits',
    },
    value: (offer) => acceptingWithout(offer, serverBits),
    source: [serverBitsAccepts, invalidResponse],
    tests: [C.deflateAnswerMatchesOffer],
    contested: BITS_MISSING,
    sameFaultAs: ['C6.35', 'C6.36'],
  }),
]

/** Acceptances of permessage-deflate that are invalid. */
export const invalidCases: readonly ClientCase[] = [...malformed, ...mismatched]
