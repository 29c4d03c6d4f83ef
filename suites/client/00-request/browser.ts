import { rfc6265, rfc6454, rfc6455, rfc9110 } from '../../../harness/case/clause'
import type { ClientCase, ClientPart } from '../../../harness/case/client-case'
import type { ClientCheck, ClientExpectation } from '../../../harness/case/client-expectation'
import type { ClientObservation, RequestHead } from '../../../harness/case/client-observation'
import type { ReplyStep } from '../../../harness/case/reply'
import { asked, firstRequestOf, requested } from '../../../harness/judge/client/attempt'
import { anyReaction, contestedly } from '../../../harness/judge/client/client-expectations'
import { shownValues } from '../../../harness/judge/shown-text'
import { C } from '../../requirements/client'
import type { About } from '../parts/answers'
import { everyRequest } from '../parts/every-request'

/** A clause that the WebSockets standard of the WHATWG imports, or replaces for browsers. */
const whatwg = (section: string, note: string) => rfc6455(section, `WHATWG WebSockets, ${note}`)

/** A case whose client gets a URL, or subprotocols. */
function one(about: About, part: Omit<ClientPart, 'name' | 'expect'>, expect: ClientExpectation): ClientCase {
  return { ...about, role: 'client', parts: [{ name: about.title, ...part, expect }] }
}

/** A check of the first request. */
function onRequest(found: (request: RequestHead) => { got: string; because: string } | null): ClientCheck {
  return (observation) => {
    const request = firstRequestOf(observation)
    const fault = request && found(request)
    return fault ? { verdict: 'miss', ...fault } : null
  }
}

/** The URL of the attempt at the host of the page, so that Host is that of the page's origin. */
const atPage: NonNullable<ClientPart['url']> = ({ page, path }) => `ws://${page}${path}`

/** Where a browser sends no request, it refuses what it has to accept. */
const mustAsk = (says: string, check?: ClientCheck) =>
  anyReaction({ says, rows: { unasked: 'miss' }, checks: check ? [check] : [] })

/** The client refuses its arguments, and sends nothing. */
const mustRefuse = (says: string): ClientExpectation =>
  anyReaction({
    says,
    rows: { unasked: 'pass', open: 'miss', claimed: 'miss', denied: 'miss', failed: 'miss', waiting: 'miss' },
  })

/** How long each of the handshakes waits for its answer, ms, and how many begin at once. */
const WAIT_MS = 1200
const TIMES = 3

const SERIAL: readonly ReplyStep[] = [{ do: 'pause', ms: WAIT_MS }, { do: 'reply' }, { do: 'converse' }]

/** The handshakes that began before the one before them was answered. */
function overlapping(observation: ClientObservation): number {
  const handshakes = asked(observation)
    .map(({ recording }) => ({
      askedMs: recording.received[0]?.atMs ?? 0,
      answeredMs: recording.sent[0]?.atMs ?? recording.endedMs,
    }))
    .toSorted((a, b) => a.askedMs - b.askedMs)
  return handshakes.filter(({ askedMs }, at) => at > 0 && askedMs < (handshakes[at - 1]?.answeredMs ?? 0)).length
}

/** Looks for handshakes that overlap. */
const serialised =
  (verdict: 'miss' | 'contested'): ClientCheck =>
  (observation) => {
    if (asked(observation).length < 2) return { verdict: 'inconclusive', because: 'only one handshake began' }
    const count = overlapping(observation)
    const got = `${count} of ${TIMES} handshakes began before the one before them was answered`
    return count > 0 ? { verdict, got, because: '' } : null
  }

function serial(about: About): ClientCase {
  const expect = anyReaction({
    says: 'one handshake begins after the other',
    checks: [serialised(about.contested ? 'contested' : 'miss')],
  })
  const part = { steps: SERIAL, times: TIMES, lasts: (TIMES - 1) * WAIT_MS }
  return one(about, part, about.contested ? contestedly(expect) : expect)
}

const SERIALLY = rfc6455('4.1', 'step 2', 'There MUST be no more than one connection in a CONNECTING state')

/** The requirements on the WebSocket of a browser, and what differs for it. */
export const browserCases: readonly ClientCase[] = [
  one(
    {
      id: 'C0.20',
      level: 'MUST',
      title: 'A browser sends the origin of the page',
      source: [rfc6455('4.1', 'request item 8'), rfc6454('7.1', 'the serialisation of an origin')],
      tests: [C.originIsOfPage],
      needs: ['whatwg', 'page'],
    },
    { url: atPage },
    mustAsk(
      'Origin is that of the page',
      onRequest((request) => {
        const origins = requested(request, 'Origin')
        const [host = ''] = requested(request, 'Host')
        if (origins.length === 1 && origins[0] === `http://${host}`) return null
        return { got: origins.length === 0 ? 'no Origin' : `Origin: ${shownValues(origins)}`, because: '' }
      }),
    ),
  ),
  one(
    {
      id: 'C0.31',
      level: 'MUST',
      title: 'A browser sends the cookies of the host',
      source: [whatwg('4.1', '2.2 (credentials mode "include")'), rfc6265('5.4', 'the Cookie header')],
      tests: [C.sendsCookies],
      needs: ['whatwg', 'page'],
    },
    { url: atPage },
    mustAsk(
      'the cookie that the page set for the host',
      onRequest((request) =>
        requested(request, 'Cookie').some((value) => value.includes('wsspec=page'))
          ? null
          : { got: 'no Cookie with the cookie of the page', because: '' },
      ),
    ),
  ),
  one(
    {
      id: 'C0.32',
      level: 'INFO',
      title: 'Cache directives of the request',
      source: [whatwg('4.1', '2.2 (cache mode "no-store")'), rfc9110('5.1', 'fields of a request')],
      tests: [C.bypassesCaches],
      needs: ['whatwg', 'page'],
    },
    {},
    mustAsk('recorded: Pragma and Cache-Control', (observation) => {
      const request = firstRequestOf(observation)
      if (request === null) return null
      const names = ['Pragma', 'Cache-Control'].filter((name) => requested(request, name).length > 0)
      const got = names.map((name) => `${name}: ${shownValues(requested(request, name))}`).join('; ')
      return { verdict: 'observed', got: got === '' ? 'neither Pragma nor Cache-Control' : got, because: '' }
    }),
  ),
  everyRequest(
    {
      id: 'C0.33',
      level: 'MUST',
      title: 'permessage-deflate is offered',
      source: [whatwg('9.1', '2.2 (Sec-WebSocket-Extensions of the request)')],
      tests: [C.offersDeflate],
      needs: ['whatwg'],
    },
    'Sec-WebSocket-Extensions names permessage-deflate',
    (request) => {
      const values = requested(request, 'Sec-WebSocket-Extensions')
      if (values.some((value) => /(?:^|,)\s*permessage-deflate\s*(?:[;,]|$)/i.test(value))) return null
      return {
        got: values.length === 0 ? 'no Sec-WebSocket-Extensions' : `Sec-WebSocket-Extensions: ${shownValues(values)}`,
        because: '',
      }
    },
  ),
  one(
    {
      id: 'C0.34',
      level: 'MUST',
      title: 'The constructor takes an http: URL',
      source: [whatwg('3', 'the constructor')],
      tests: [C.takesHttpUrls],
      needs: ['whatwg'],
    },
    { url: ({ host, path }) => `http://${host}${path}` },
    mustAsk('a request as for the ws: URL'),
  ),
  one(
    {
      id: 'C0.35',
      level: 'MUST',
      title: 'The constructor takes a relative URL',
      source: [whatwg('3', 'the constructor')],
      tests: [C.takesRelativeUrls],
      needs: ['whatwg', 'page'],
    },
    { url: ({ path }) => path },
    mustAsk('a request to the origin of the page'),
  ),
  serial({
    id: 'C0.36',
    level: 'MUST',
    title: 'One handshake at a time with each host',
    source: [SERIALLY],
    tests: [C.serialisesHandshakes],
    needs: ['rfc', 'together'],
    contested: {
      strict: 'RFC 6455 4.1 (step 2): there is at most one connection to a host in a CONNECTING state',
      lenient: 'RFC 6455 4.1 (step 2): "the client" can be one connection object; the note gives scripts as the reason',
    },
  }),
  one(
    {
      id: 'C0.45',
      level: 'MUST',
      title: 'The constructor refuses a fragment',
      source: [whatwg('3', 'the constructor')],
      tests: [C.refusesWrongArguments],
      needs: ['whatwg'],
    },
    { url: ({ base, path }) => `${base}${path}#part` },
    mustRefuse('a SyntaxError, and no request'),
  ),
  one(
    {
      id: 'C0.47',
      level: 'MUST',
      title: 'The constructor refuses a subprotocol that is given twice',
      source: [whatwg('4.1', 'the constructor; request item 10')],
      tests: [C.refusesWrongArguments],
      needs: ['whatwg'],
    },
    { protocols: ['chat', 'chat'] },
    mustRefuse('a SyntaxError, and no request'),
  ),
  one(
    {
      id: 'C0.48',
      level: 'MUST',
      title: 'The constructor refuses a subprotocol that is no token',
      source: [whatwg('4.1', 'the constructor; request item 10')],
      tests: [C.refusesWrongArguments],
      needs: ['whatwg'],
    },
    { protocols: ['a b'] },
    mustRefuse('a SyntaxError, and no request'),
  ),
  serial({
    id: 'C0.50',
    level: 'MUST',
    title: 'One handshake at a time with each host, for a client with the API of browsers',
    source: [SERIALLY, whatwg('4.1', '2.1 (imports steps 2 to 5)')],
    tests: [C.serialisesHandshakes],
    needs: ['whatwg', 'together'],
  }),
  one(
    {
      id: 'C0.51',
      level: 'MUST',
      title: 'The constructor refuses a port above 65535',
      source: [whatwg('3', 'the constructor, which parses as the URL standard does')],
      tests: [C.refusesWrongArguments],
      needs: ['whatwg'],
    },
    { url: ({ host, path }) => `ws://${host.replace(/:\d+$/, '')}:70000${path}` },
    mustRefuse('a SyntaxError, and no request'),
  ),
]
