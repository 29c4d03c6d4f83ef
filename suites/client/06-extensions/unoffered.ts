import type { Contest } from '../../../harness/case/case'
import { rfc2616, rfc7692, rfc9110 } from '../../../harness/case/clause'
import type { ClientCase } from '../../../harness/case/client-case'
import type { ClientCheck } from '../../../harness/case/client-expectation'
import { firstRequestOf } from '../../../harness/judge/client/attempt'
import { fails } from '../../../harness/judge/client/client-expectations'
import { DEFLATE } from '../../../harness/wire/http1/permessage-deflate'
import { C } from '../../requirements/client'
import { type About, field, replied } from '../parts/answers'
import { ACCEPTED, type AnswerValue, answered } from './answers'
import { invalidResponse, listedIsInUse, malformedFails, notOffered } from './clauses'
import { accepting, FIELD, offersExtension } from './offers'

/** A client that opens in this case does not check the field at all: the other cases show the same fault. */
const UNCHECKED = 'C6.01'

const WEBKIT = 'x-webkit-deflate-frame'

/** The case is about an extension that the client does not offer. */
function notOffering(name: string): ClientCheck {
  return (observation) => {
    const request = firstRequestOf(observation)
    return request && offersExtension(request, name) ? { verdict: 'skip', because: `the client offers ${name}` } : null
  }
}

/** Sec-WebSocket-Extensions with this value, whatever the client offers: the client fails the connection. */
function wrong(about: Omit<About, 'level'>, value: string, checks: readonly ClientCheck[] = []): ClientCase {
  const sameFaultAs = about.id === UNCHECKED ? [] : [UNCHECKED]
  return replied({ level: 'MUST', sameFaultAs, ...about }, field(FIELD, value), fails({ checks }))
}

/** An acceptance of the client's offer, with something wrong beside it. */
function beside(of: Pick<About, 'id' | 'title' | 'source' | 'tests'>, value: AnswerValue): ClientCase {
  return answered({ ...of, level: 'MUST', vouchedBy: ACCEPTED, sameFaultAs: [UNCHECKED] }, { value }, fails())
}

const EMPTY: Contest = {
  strict: 'RFC 6455 9.1 and RFC 2616 2.1: 1#extension wants one element that is not empty, and other values fail',
  lenient: 'RFC 9110 5.6.1.2: a recipient takes a list with empty elements, and this one names no extension',
}

/** Extensions that were not offered, and values that break the grammar. */
export const unofferedCases: readonly ClientCase[] = [
  wrong(
    {
      id: 'C6.01',
      title: 'Sec-WebSocket-Extensions lists x-foo, which was not offered',
      source: [notOffered, listedIsInUse],
      tests: [C.onlyOfferedExtensions],
    },
    'x-foo',
  ),
  beside(
    {
      id: 'C6.19',
      title: 'Two semicolons end the acceptance of permessage-deflate',
      source: [malformedFails],
      tests: [C.extensionsMatchGrammar],
    },
    (offer) => `${accepting(offer)};;`,
  ),
  wrong(
    {
      id: 'C6.20',
      title: 'Sec-WebSocket-Extensions is empty',
      source: [
        malformedFails,
        rfc2616('2.1', 'null elements do not count'),
        rfc9110('5.6.1.2', 'a recipient takes empty elements'),
      ],
      tests: [C.extensionsMatchGrammar],
      contested: EMPTY,
    },
    '',
  ),
  wrong(
    {
      id: 'C6.22',
      title: 'Sec-WebSocket-Extensions is ";=,"',
      source: [malformedFails],
      tests: [C.extensionsMatchGrammar],
    },
    ';=,',
  ),
  wrong(
    {
      id: 'C6.23',
      title: `Sec-WebSocket-Extensions lists ${WEBKIT}, which was not offered`,
      source: [notOffered, listedIsInUse],
      tests: [C.onlyOfferedExtensions],
    },
    WEBKIT,
    [notOffering(WEBKIT)],
  ),
  beside(
    {
      id: 'C6.24',
      title: 'Sec-WebSocket-Extensions accepts permessage-deflate, and lists x-foo, which was not offered',
      source: [notOffered, listedIsInUse],
      tests: [C.onlyOfferedExtensions],
    },
    (offer) => `${accepting(offer)}, x-foo`,
  ),
  wrong(
    {
      id: 'C6.32',
      title: 'Sec-WebSocket-Extensions lists permessage-deflate, which was not offered',
      source: [notOffered, invalidResponse, rfc7692('7', 'the extension')],
      tests: [C.onlyOfferedExtensions],
    },
    DEFLATE,
    [notOffering(DEFLATE)],
  ),
]
