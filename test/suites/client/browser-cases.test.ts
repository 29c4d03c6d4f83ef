import { expect } from 'chai'
import { connect } from '../../../clients-under-test/scratch/connect'
import type { Field } from '../../../clients-under-test/scratch/functions'
import { clientWith } from '../../../clients-under-test/scratch/overlay'
import { PAGE_COOKIE } from '../../../harness/case/page'
import type { Driver, DriverCall } from '../../../harness/drive/driver'
import { type Connect, functionDriver } from '../../../harness/drive/function-driver'
import { clientCases, clientResultsOf } from '../../../tools/kill-matrix/client/scratch-client-runs'

/** How a client with the API of browsers behaves; each fault changes one thing. */
interface Ways {
  /** The fields that its request has besides those of the scratch client. */
  fields(page: URL, url: URL): readonly Field[]
  /** What the page says about its cookies. */
  cookie: string
  deflates: boolean
  /** The lines instead of an attempt, where the constructor throws. */
  thrown(call: DriverCall, page: URL): readonly string[]
  /** Connections to one host and port are opened one at a time. */
  waits: boolean
}

const isToken = (text: string) => /^[!#$%&'*+.^_`|~\w-]+$/.test(text)

const fieldsOfBrowser: Ways['fields'] = (page, url) => [
  ['Origin', page.origin],
  ['Pragma', 'no-cache'],
  ['Cache-Control', 'no-cache'],
  ...(url.hostname === page.hostname ? [['Cookie', PAGE_COOKIE] as const] : []),
]

/** As the constructor steps of WHATWG WebSockets 3.1 have it. */
const thrownByBrowser: Ways['thrown'] = ({ url, protocols }, page) => {
  const isWrong =
    !URL.canParse(url, page) ||
    url.includes('#') ||
    new Set(protocols).size < protocols.length ||
    !protocols.every(isToken)
  return isWrong ? ['FAIL SyntaxError: refused'] : []
}

const BROWSER: Ways = {
  fields: fieldsOfBrowser,
  cookie: PAGE_COOKIE,
  deflates: true,
  thrown: thrownByBrowser,
  waits: true,
}

/** Lets one attempt to each host and port begin after the one before it is open or over. */
class Queue {
  private readonly last = new Map<string, Promise<void>>()

  async take(host: string, attempt: (settled: () => void) => Promise<number>): Promise<number> {
    const before = this.last.get(host)
    let settled = () => {}
    this.last.set(
      host,
      new Promise((resolve) => {
        settled = resolve
      }),
    )
    await before
    return attempt(settled).finally(settled)
  }
}

/** A fake page: the scratch client behind the constructor of a browser, with several attempts at once in one process. */
function fakePage(change: Partial<Ways>): Driver {
  const ways = { ...BROWSER, ...change }
  const queue = new Queue()
  let page = new URL('http://page.invalid')
  const attempt: Connect = async (call, say, signal) => {
    const thrown = ways.thrown(call, page)
    for (const line of thrown) say(line)
    if (thrown.length > 0) return 1
    const url = new URL(call.url, page)
    if (url.protocol === 'http:') url.protocol = 'ws:'
    // The scratch client itself refuses some subprotocols.
    const offer: Field[] = call.protocols.length === 0 ? [] : [['Sec-WebSocket-Protocol', call.protocols.join(', ')]]
    const client = clientWith([
      {
        name: 'browser',
        says: '',
        replaces: (intact) => ({
          requestFields: (opening, own) => [...intact.requestFields(opening, own), ...ways.fields(page, url), ...offer],
          ...(ways.deflates ? {} : { offers: () => [] }),
        }),
      },
    ])
    const run = (settled: () => void) =>
      connect(
        { url: url.href, protocols: [], timeoutMs: call.timeoutMs, signal },
        (line) => {
          const isOpen = line.startsWith('OPEN')
          if (isOpen) settled()
          say(isOpen ? `OPEN ${JSON.stringify({ protocol: '', cookie: ways.cookie })}` : line)
        },
        client,
      )
    return ways.waits ? queue.take(url.host, run) : run(() => {})
  }
  const pages = {
    begin: (origin: string) => {
      page = new URL('/run/', origin)
    },
    answer: async () => null,
  }
  return { ...functionDriver(attempt), together: true, pages }
}

const IDS = ['C0.20', 'C0.31', 'C0.32', 'C0.33', 'C0.34', 'C0.35', 'C0.45', 'C0.47', 'C0.48', 'C0.50', 'C0.51']

type Profile = 'rfc' | 'whatwg'

const results = (driver: Driver, ids: readonly string[], profile: Profile = 'whatwg') =>
  clientResultsOf([], ids, { name: 'fake page', driver, profile })

/** Lines instead of every attempt whose URL or subprotocols the constructor has to refuse. */
const refusing = (...lines: readonly string[]): Partial<Ways> => ({
  thrown: (call, page) => (thrownByBrowser(call, page).length > 0 ? lines : []),
})

/** No exception for what a pattern matches. */
const taking = (pattern: RegExp): Partial<Ways> => ({
  thrown: (call, page) => (pattern.test(`${call.url} ${call.protocols}`) ? [] : thrownByBrowser(call, page)),
})

const withFields = (change: (fields: readonly Field[]) => readonly Field[]): Partial<Ways> => ({
  fields: (page, url) => change(fieldsOfBrowser(page, url)),
})
const without = (name: string) => withFields((fields) => fields.filter(([each]) => each !== name))

const FAULTS: readonly [id: string, says: string, change: Partial<Ways>, verdict: string][] = [
  ['C0.20', 'no Origin', without('Origin'), 'fail'],
  ['C0.20', 'two Origins', withFields((fields) => [...fields, ['Origin', 'null']]), 'fail'],
  ['C0.20', 'another Origin', { fields: () => [['Origin', 'http://other.invalid']] }, 'fail'],
  ['C0.31', 'a cookie of the page is not sent', without('Cookie'), 'fail'],
  ['C0.31', 'the browser keeps no cookies', { ...without('Cookie'), cookie: '' }, 'skip'],
  ['C0.32', 'no cache fields', { fields: () => [] }, 'observed'],
  ['C0.33', 'no offer', { deflates: false }, 'fail'],
  [
    'C0.34',
    'http: is refused',
    { thrown: ({ url }) => (/^http/.test(url) ? ['FAIL SyntaxError: scheme'] : []) },
    'fail',
  ],
  [
    'C0.35',
    'a relative URL is refused',
    { thrown: ({ url }) => (/^\//.test(url) ? ['FAIL SyntaxError'] : []) },
    'fail',
  ],
  ['C0.45', 'a fragment is left out', taking(/#/), 'fail'],
  ['C0.47', 'subprotocols are repeated', taking(/chat,chat/), 'fail'],
  ['C0.48', 'a subprotocol has a space', taking(/a b/), 'fail'],
  ...['C0.45', 'C0.47', 'C0.48', 'C0.51'].flatMap((id): (typeof FAULTS)[number][] => [
    [id, 'another exception', refusing('FAIL TypeError: Invalid URL'), 'fail'],
    [id, 'it fails later, with an event', refusing('ERROR refused', 'FAIL it did not open'), 'fail'],
    [id, 'it fails later, in a page', refusing('FAIL close event 1006'), 'fail'],
    [id, 'no name of an exception', refusing('FAIL Invalid URL'), 'warn'],
  ]),
  ['C0.50', 'three at once', { waits: false }, 'fail'],
]

describe('the cases for clients with the API of browsers', function () {
  this.timeout(60_000)

  it('find nothing wrong with a browser', async () => {
    const found = await results(fakePage({}), IDS)
    const verdicts = IDS.map((id) => [id, found.get(id)?.verdict, found.get(id)?.got])
    expect(
      verdicts.filter(([, verdict]) => verdict !== 'pass').map(([id, verdict]) => `${id} ${verdict}`),
    ).to.deep.equal(['C0.32 observed'])
    expect(found.get('C0.32')?.got).to.match(/^Pragma: no-cache, Cache-Control: no-cache/)
  })

  it('do not count several WebSockets of one case as reconnections', async () => {
    const result = (await results(fakePage({}), ['C0.39', 'C0.50'])).get('C0.39')
    expect(result, result?.got).to.have.property('verdict', 'skip')
  })

  for (const [id, says, change, verdict] of FAULTS)
    it(`${id}: ${says}: ${verdict}`, async () => {
      const result = (await results(fakePage(change), [id])).get(id)
      expect(result, result?.got).to.have.property('verdict', verdict)
    })

  it('skip the cases that need a page or several attempts in one process, and report the reason', async () => {
    const { together: _, pages: __, ...alone } = fakePage({})
    const found = await results(alone, ['C0.20', 'C0.31', 'C0.35', 'C0.50'])
    expect([...found.values()].map(({ verdict }) => verdict)).to.deep.equal(['skip', 'skip', 'skip', 'skip'])
    expect(found.get('C0.20')?.because).to.match(/a page in a browser/)
    expect(found.get('C0.50')?.because).to.match(/several attempts in one process/)
  })

  it('are those that need it, all of them', () => {
    const own = clientCases.filter(({ id, needs = [] }) => id.startsWith('C0.') && needs.includes('whatwg'))
    expect(own.map(({ id }) => id)).to.deep.equal(IDS)
  })
})

describe('C0.36: one connection at a time', function () {
  this.timeout(60_000)

  const verdictOf = async (change: Partial<Ways>) => {
    const { pages: _, ...batch } = fakePage(change)
    return (await results(batch, ['C0.36'], 'rfc')).get('C0.36')
  }

  it('passes where each request waits for the answer to the one before', async () => {
    expect(await verdictOf({})).to.have.property('verdict', 'pass')
  })

  it('is contested where they come at once', async () => {
    const result = await verdictOf({ waits: false })
    expect(result).to.have.property('verdict', 'contested')
    expect(result?.got).to.include('2 of 3 requests came before')
  })
})
