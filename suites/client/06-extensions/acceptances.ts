import type { Contest } from '../../../harness/case/case'
import { type Clause, rfc6455, rfc7692, rfc9110 } from '../../../harness/case/clause'
import type { ClientCase } from '../../../harness/case/client-case'
import { eitherWay, establishes } from '../../../harness/judge/client/client-expectations'
import { DEFLATE, PARAMS } from '../../../harness/wire/http1/permessage-deflate'
import { C } from '../../requirements/client'
import { ACCEPTED, type Answered, answered } from './answers'
import {
  clientBitsAnswered,
  clientBitsOffered,
  clientTakeoverIgnored,
  clientTakeoverSupported,
  notOffered,
  paramGrammar,
  serverBitsAnswered,
  serverBitsUnasked,
  UNSUPPORTED,
  unknownParameter,
  validIsUsed,
} from './clauses'
import { readsAsAgreed } from './link-checks'
import { accepting, acceptingWithout } from './offers'

const { serverBits, clientBits, serverNoContextTakeover, clientNoContextTakeover } = PARAMS

/** What a case about a valid acceptance has besides its id and title. */
interface Valid extends Answered {
  source: readonly Clause[]
  contested?: Contest
}

/** A valid acceptance of permessage-deflate: the client opens. */
function valid(id: string, title: string, { source, contested, ...answer }: Valid): ClientCase {
  const sameFaultAs = id === ACCEPTED ? [] : [ACCEPTED]
  const about = { id, level: 'MUST' as const, title, source, tests: [C.acceptedOfferOpens], sameFaultAs }
  return answered({ ...about, ...(contested ? { contested } : {}) }, answer, establishes())
}

/** An acceptance that no rule decides. */
function free(id: string, title: string, source: readonly Clause[], answer: Answered): ClientCase {
  return answered({ id, level: 'INFO', title, source, tests: [C.acceptedOfferOpens] }, answer, eitherWay())
}

/** Acceptances of permessage-deflate that are valid, or that no rule decides. */
export const acceptanceCases: readonly ClientCase[] = [
  answered(
    {
      id: ACCEPTED,
      level: 'MUST',
      title: 'The offer of permessage-deflate is accepted',
      source: [validIsUsed, rfc6455('9.1', 'a server accepts an extension by listing it')],
      tests: [C.acceptedOfferOpens, C.compressedMessagesWritten],
    },
    { value: (offer) => accepting(offer) },
    establishes({
      says: 'the client opens the WebSocket; what it compresses can be read with what was agreed on',
      checks: [readsAsAgreed],
    }),
  ),
  valid('C6.09', 'The answer has server_max_window_bits="15", quoted', {
    wanted: {
      some: ({ serverBits: bits }) => bits === null || bits === 15,
      otherwise: 'every offer of the client wants a smaller server_max_window_bits than 15',
    },
    value: (offer) => accepting(offer, { [serverBits]: '"15"' }),
    source: [paramGrammar, serverBitsAnswered, rfc7692('5.2', 'The value may be quoted')],
    contested: {
      strict: 'RFC 6455 9.1 and RFC 7692 5.2: the value of a parameter may be quoted',
      lenient: `RFC 7692 7.1.2.1: the value MUST conform to 1*DIGIT, which has no quotes; ${UNSUPPORTED}`,
    },
  }),
  valid('C6.11', 'The answer has client_max_window_bits=15, which was offered', {
    wanted: {
      some: ({ clientBits: bits }) => bits === 'any' || bits === 15,
      otherwise: 'the client does not offer client_max_window_bits without a value or with 15',
    },
    value: (offer) => accepting(offer, { [clientBits]: '15' }),
    source: [clientBitsOffered, clientBitsAnswered],
  }),
  valid('C6.15', 'The answer has client_no_context_takeover, which was not offered', {
    wanted: {
      some: (offer) => !offer.clientNoContextTakeover,
      otherwise: 'the client offers client_no_context_takeover',
    },
    value: (offer) => accepting(offer, { [clientNoContextTakeover]: null }),
    source: [clientTakeoverSupported],
  }),
  valid('C6.16', 'The answer has server_max_window_bits=10, which was not offered', {
    wanted: {
      some: ({ serverBits: bits }) => bits === null,
      otherwise: 'the client offers server_max_window_bits',
    },
    value: (offer) => accepting(offer, { [serverBits]: '10' }),
    source: [serverBitsUnasked],
    contested: { strict: 'RFC 7692 7.1.2.1: a server may answer so', lenient: UNSUPPORTED },
  }),
  free(
    'C6.21',
    'The name permessage-deflate is in upper case in the answer',
    [notOffered, rfc6455('9.1', 'no rule says how names compare')],
    { value: (offer) => accepting(offer).replace(DEFLATE, DEFLATE.toUpperCase()) },
  ),
  free(
    'C6.27',
    'The name server_no_context_takeover is in upper case in the answer',
    [unknownParameter, rfc9110('5.6.6', 'names of parameters are case-insensitive; RFC 6455 does not use this rule')],
    {
      wanted: {
        some: (offer) => !offer.serverNoContextTakeover,
        otherwise: 'the client offers server_no_context_takeover',
      },
      value: (offer) => accepting(offer, { [serverNoContextTakeover.toUpperCase()]: null }),
    },
  ),
  free(
    'C6.28',
    'The answer has client_max_window_bits=8, which was offered',
    [clientBitsAnswered, rfc7692('7', 'a client that does not support the configuration fails')],
    {
      wanted: {
        some: ({ clientBits: bits }) => bits !== null,
        otherwise: 'the client does not offer client_max_window_bits',
      },
      value: (offer) => accepting(offer, { [clientBits]: '8' }),
    },
  ),
  valid('C6.33', 'The answer lacks the client_no_context_takeover that was offered', {
    wanted: {
      some: (offer) => offer.clientNoContextTakeover,
      otherwise: 'the client does not offer client_no_context_takeover',
    },
    value: (offer) => acceptingWithout(offer, clientNoContextTakeover),
    source: [clientTakeoverIgnored],
    contested: { strict: 'RFC 7692 7.1.1.2: the server may ignore the parameter', lenient: UNSUPPORTED },
  }),
]
