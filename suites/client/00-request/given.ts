import { rfc2616, rfc3986, rfc6455, rfc8441, rfc9112 } from '../../../harness/case/clause'
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

/** The URL has the address of the server, and not the name localhost, which may mean another address to the client. */
const UPPER_CASE_PART: ClientPart = {
  name: UPPER_CASE.title,
  url: ({ host, path }) => `WS://${host}${path}`,
  expect: anyReaction({ says: 'a request comes', rows: { unasked: 'pass' }, checks: [asks] }),
}

/** The name in the ClientHello. What ended without a handshake may have been no ClientHello. */
const namesHost: ClientCheck = ({ tls = [] }) => {
  const name = tls.find(({ servername }) => servername !== null)?.servername ?? null
  if (name !== null)
    return name.toLowerCase() === 'localhost' ? null : { verdict: 'miss', got: `the name ${shown(name)}`, because: '' }
  if (tls.some(({ version }) => version !== null)) return { verdict: 'contested', got: 'no name', because: '' }
  return { verdict: 'inconclusive', because: 'no TLS handshake was completed' }
}

const NAME: About = {
  id: 'C0.41',
  level: 'MUST',
  title: 'The ClientHello names the host of the URL',
  source: [rfc6455('4.1', 'step 5', 'Clients MUST use the Server Name Indication extension in the TLS handshake')],
  tests: [C.serverNameSent],
  needs: ['tls'],
  contested: {
    strict: 'RFC 6455 4.1 step 5: clients use the Server Name Indication',
    lenient: 'RFC 6066 3: the name is a fully qualified one, and localhost has no dot',
  },
}

const offersProtocols: ClientCheck = ({ tls = [] }) => {
  const [first] = tls.filter(({ version }) => version !== null)
  if (first === undefined) return { verdict: 'inconclusive', because: 'no TLS handshake was completed' }
  const got = first.alpn.length === 0 ? 'no ALPN' : `ALPN: ${shownValues(first.alpn)}`
  return { verdict: 'observed', got, because: '' }
}

const ALPN: About = {
  id: 'C0.42',
  level: 'INFO',
  title: 'What the ClientHello offers by ALPN',
  source: [rfc6455('4.1', 'step 5'), rfc8441('5', 'WebSocket over HTTP/2 needs h2')],
  tests: [C.protocolsOfTlsOffered],
  needs: ['tls'],
}

/** A case whose client gets a wss: URL with the right certificate; its ClientHello decides. */
function hello(about: About, says: string, check: ClientCheck): ClientCase {
  const part: ClientPart = { name: about.title, tls: 'right', expect: anyReaction({ says, checks: [check] }) }
  return { ...about, role: 'client', parts: [part] }
}

/** The requirements on how a client uses unusual URLs and subprotocols. */
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
  hello(NAME, 'the name localhost', namesHost),
  hello(ALPN, 'a free choice: recorded, not scored', offersProtocols),
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
