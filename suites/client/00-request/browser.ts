import { rfc3986, rfc6265, rfc6454, rfc6455, whatwg } from '../../../harness/case/clause'
import type { AttemptUrl, ClientCase, ClientPart } from '../../../harness/case/client-case'
import type { ClientCheck } from '../../../harness/case/client-expectation'
import type { RequestHead } from '../../../harness/case/client-observation'
import type { DriverReport } from '../../../harness/case/driver'
import { PAGE_COOKIE } from '../../../harness/case/page'
import { asked, eventOf, firstRequestOf, requested } from '../../../harness/judge/client/attempt'
import { establishes } from '../../../harness/judge/client/client-expectations'
import { readExtensions } from '../../../harness/wire/http1/extensions'
import { DEFLATE, isNamed } from '../../../harness/wire/http1/permessage-deflate'
import { C } from '../../requirements/client'
import type { About } from '../parts/answers'
import { everyAttempt, everyRequest } from '../parts/every-request'
import { inWords } from './fields'

const fetched = (note: string) => whatwg('2.2', note)

/** The finding of a request without the origin of its page. */
function withoutOrigin(request: RequestHead, origin: string): string | null {
  const values = requested(request, 'Origin')
  return values.length === 1 && values[0] === origin ? null : inWords(request, 'Origin')
}

/** The cookies that the page has, as its OPEN says; null where it does not. */
function cookiesOf(driver: DriverReport): string | null {
  const [, text] = /"cookie":"([^"]*)"/.exec(eventOf(driver, 'OPEN')?.text ?? '') ?? []
  return text ?? null
}

/** A browser that sends no cookie may hide cookies from pages, or have none. Its silence then proves nothing. */
const sendsCookie: ClientCheck = (observation) => {
  const request = firstRequestOf(observation)
  if (request === null) return null
  if (requested(request, 'Cookie').some((value) => value.split(/; ?/).includes(PAGE_COOKIE))) return null
  const own = cookiesOf(observation.driver)
  if (own === null) return { verdict: 'inconclusive', because: 'the page did not say which cookies it has' }
  if (!own.includes(PAGE_COOKIE)) return { verdict: 'skip', because: 'the browser keeps no cookies for the page' }
  return { verdict: 'miss', got: inWords(request, 'Cookie'), because: '' }
}

/** A URL that only the constructor of browsers takes, and a right answer. */
function constructed(about: About, url: (url: AttemptUrl) => string, checks: readonly ClientCheck[] = []): ClientCase {
  const expect = establishes({
    says: 'a request as for the ws: URL, and an open WebSocket',
    rows: { unasked: 'miss' },
    checks,
  })
  const part: ClientPart = { name: about.title, url, expect }
  return { ...about, role: 'client', parts: [part] }
}

/** What browsers send in their request, and which URLs they take. */
export const browserCases: readonly ClientCase[] = [
  everyAttempt(
    {
      id: 'C0.20',
      level: 'MUST',
      title: 'A browser sends the origin of its page',
      source: [
        rfc6455(
          '4.1',
          'request item 8',
          'The request MUST include a header field with the name |Origin| [RFC6454] if the request is coming from a browser client.',
        ),
        fetched('Fetch appends Origin to a request whose mode is "websocket"'),
        rfc6454('6.2', 'the serialisation of an origin'),
      ],
      tests: [C.originIsOfPage],
      needs: ['whatwg', 'page'],
    },
    'one Origin with the origin of the page',
    {
      all: (evidence) => {
        const wrong = evidence.flatMap((each) => {
          const request = firstRequestOf(each.observation)
          const got = request && each.vars ? withoutOrigin(request, `http://${each.vars.clearHost}`) : null
          return got === null ? [] : [{ each, got }]
        })
        const [first] = wrong
        if (!first) return null
        return { verdict: 'miss', got: first.got, because: '', shownBy: wrong.map(({ each }) => each) }
      },
    },
  ),
  {
    id: 'C0.31',
    role: 'client',
    level: 'MUST',
    title: 'A cookie of the page goes with the request',
    source: [
      whatwg('2.2', '', 'credentials mode is "include"'),
      rfc6265('5.4', 'the user agent sends the cookies that match host and path; the port does not count'),
    ],
    tests: [C.sendsCookies],
    needs: ['whatwg', 'page'],
    parts: [
      {
        name: 'to the host of the page, which has set a cookie',
        url: ({ page, path }) => `ws://${page}${path}`,
        expect: establishes({ says: `a Cookie field with ${PAGE_COOKIE}`, checks: [sendsCookie] }),
      },
    ],
  },
  everyAttempt(
    {
      id: 'C0.32',
      level: 'INFO',
      title: 'Pragma and Cache-Control of a browser',
      source: [whatwg('2.2', 'Fetch adds both as no-cache where they are missing', 'cache mode is "no-store"')],
      tests: [C.bypassesCaches],
      needs: ['whatwg'],
    },
    'Pragma: no-cache and Cache-Control: no-cache are usual: recorded, not scored',
    {
      each: (observation) => {
        const [first] = asked(observation)
        if (!first) return null
        const got = `${inWords(first.request, 'Pragma')}, ${inWords(first.request, 'Cache-Control')}`
        return { verdict: 'observed', got, because: '' }
      },
    },
  ),
  everyRequest(
    {
      id: 'C0.33',
      level: 'MUST',
      title: 'A browser offers permessage-deflate',
      source: [fetched('the request has Sec-WebSocket-Extensions with a permessage-deflate of its own choice')],
      tests: [C.offersDeflate],
      needs: ['whatwg'],
    },
    'a Sec-WebSocket-Extensions field that names permessage-deflate',
    (request) =>
      readExtensions(requested(request, 'Sec-WebSocket-Extensions')).elements.some(isNamed(DEFLATE))
        ? null
        : { got: inWords(request, 'Sec-WebSocket-Extensions'), because: '' },
  ),
  constructed(
    {
      id: 'C0.34',
      level: 'MUST',
      title: 'The constructor takes an http: URL as a ws: URL',
      source: [whatwg('3.1', 'constructor: the scheme http becomes ws'), rfc6455('3', 'knows only ws: and wss: URLs')],
      tests: [C.takesHttpUrls],
      needs: ['whatwg'],
    },
    ({ host, path }) => `http://${host}${path}`,
  ),
  constructed(
    {
      id: 'C0.35',
      level: 'MUST',
      title: 'The constructor takes a relative URL',
      source: [
        whatwg('3.1', 'constructor: the URL is parsed with the base URL of the page, and its scheme http becomes ws'),
        rfc3986('5.2', 'a relative reference is resolved against a base URI'),
      ],
      tests: [C.takesRelativeUrls],
      needs: ['whatwg', 'page'],
      sameFaultAs: ['C0.34'],
    },
    ({ path }) => path,
  ),
]
