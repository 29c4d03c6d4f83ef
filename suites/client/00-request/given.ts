import { rfc2616, rfc3986, rfc6455, rfc9112 } from '../../../harness/case/clause'
import type { ClientCase, ClientPart } from '../../../harness/case/client-case'
import type { ClientCheck } from '../../../harness/case/client-expectation'
import type { RequestHead } from '../../../harness/case/client-observation'
import { asked, requested } from '../../../harness/judge/client/attempt'
import { anyReaction } from '../../../harness/judge/client/client-expectations'
import { shown, shownValues } from '../../../harness/judge/shown-text'
import { listMembers } from '../../../harness/wire/http1/fields'
import { C } from '../../requirements/client'
import type { About } from '../parts/answers'
import { given, onRequest } from '../parts/given'
import { badTokens } from './fields'

const item = (number: number, quote = '') => rfc6455('4.1', `request item ${number}`, quote)

const PROTOCOLS = 'Sec-WebSocket-Protocol'

/** Who the client is that must not send such names. */
const OF_THE_CALLER = 'the names come from the caller, who is a part of the client as RFC 6455 has it'

/** The subprotocols that a request offers. */
function offered(request: RequestHead): string[] {
  return listMembers(requested(request, PROTOCOLS))
}

const asks: ClientCheck = (observation) =>
  asked(observation).length > 0 ? null : { verdict: 'miss', got: 'no request came', because: '' }

const UPPER_CASE: About = {
  id: 'C0.11',
  level: 'SHOULD',
  title: 'The scheme of a URL may be in upper case',
  source: [
    rfc3986(
      '3.1',
      '',
      'An implementation should accept uppercase letters as equivalent to lowercase in scheme names (e.g., allow "HTTP" as well as "http") for the sake of robustness',
    ),
    rfc6455('3', 'the schemes ws and wss'),
  ],
  tests: [C.schemeWithoutCase],
}

/** The client gets the address of its place, and no name: localhost may be another address for it. */
const UPPER_CASE_PART: ClientPart = {
  name: UPPER_CASE.title,
  url: ({ host, path }) => `WS://${host}${path}`,
  expect: anyReaction({ says: 'a request comes', rows: { unasked: 'pass' }, checks: [asks] }),
}

/** The requirements on what a client makes of unusual URLs and subprotocols. */
export const givenCases: readonly ClientCase[] = [
  given(
    {
      id: 'C0.06',
      level: 'MUST',
      title: 'The request-target has neither whitespace nor bytes above ASCII',
      source: [
        item(1, 'The handshake MUST be a valid HTTP request'),
        rfc9112('3.2', '', 'No whitespace is allowed in the request-target'),
        rfc3986('2', 'a URI consists of ASCII characters'),
      ],
      tests: [C.targetIsAscii],
    },
    { url: ({ base, path }) => `${base}${path}/caf\u00e9 au lait`, mayRefuse: true },
    'no request, or a target of ASCII characters without whitespace',
    onRequest(({ target }) =>
      /^[\x21-\x7e]+$/.test(target) ? null : { got: `the target ${shown(target)}`, because: '' },
    ),
  ),
  { ...UPPER_CASE, role: 'client', parts: [UPPER_CASE_PART] },
  given(
    {
      id: 'C0.24',
      level: 'MUST',
      title: 'A subprotocol is not offered twice',
      source: [item(10, 'MUST all be unique strings')],
      tests: [C.protocolsAreTokens],
      contested: { strict: 'RFC 6455 4.1 request item 10: the elements are unique strings', lenient: OF_THE_CALLER },
    },
    { protocols: ['chat', 'chat'], mayRefuse: true },
    'no request, or each subprotocol once',
    onRequest((request) => {
      const names = offered(request)
      return new Set(names).size === names.length ? null : { got: `${PROTOCOLS}: ${shownValues(names)}`, because: '' }
    }),
  ),
  given(
    {
      id: 'C0.25',
      level: 'MUST',
      title: 'A subprotocol that is no token is not offered',
      source: [
        item(10, 'The ABNF for the value of this header field is 1#token'),
        rfc2616('2.2', 'a token has no whitespace'),
      ],
      tests: [C.protocolsAreTokens],
      contested: { strict: 'RFC 6455 4.1 request item 10: 1#token', lenient: OF_THE_CALLER },
    },
    { protocols: ['a b'], mayRefuse: true },
    'no request, or a list of tokens alone',
    onRequest((request) => {
      const bad = badTokens(requested(request, PROTOCOLS))
      return bad.length === 0
        ? null
        : { got: `${PROTOCOLS}: ${shownValues(requested(request, PROTOCOLS))}`, because: '' }
    }),
  ),
]
