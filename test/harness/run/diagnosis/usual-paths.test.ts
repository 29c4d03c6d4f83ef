import { expect } from 'chai'
import { findingsOf } from '../../../../harness/run/diagnosis/findings'
import { mayProbe, pathsToTry, searchPaths, USUAL_PATHS } from '../../../../harness/run/diagnosis/usual-paths'
import { run } from '../../../../harness/run/run'
import type { RunOptions, Target } from '../../../../harness/run/target'
import { DEFAULT_RUN_OPTIONS } from '../../../../settings/run-options'
import { suites } from '../../../../suites/server/index'
import { type AnsweringServer, answering, response, switchOf } from '../../../kit/answering-server'
import { plain } from '../../kit/messages'
import { observed } from '../../kit/observations'
import { targetOf } from '../../kit/runs'
import { fakeSession, silent } from '../kit/fake-session'

function pathOf(request: string): string {
  return request.split(' ')[1] ?? ''
}

function has(request: string, line: RegExp): boolean {
  return new RegExp(`^${line.source}\r$`, 'im').test(request)
}

/** The correct 101 with a subprotocol. */
function selecting(request: string, name: string): string {
  return switchOf(request).replace('\r\n\r\n', `\r\nSec-WebSocket-Protocol: ${name}\r\n\r\n`)
}

const NOT_FOUND = response('404 Not Found')

describe('the search for the path of a WebSocket', () => {
  let server: AnsweringServer
  let asked: string[] = []
  afterEach(async () => {
    asked = []
    await server.close()
  })

  /** The diagnosis of a server that answers like this at a path with a query. */
  async function refusalOf(
    answer: (request: string) => string | null,
    path = '/',
    { options = {}, target = {} }: { options?: Partial<RunOptions>; target?: Partial<Target> } = {},
  ) {
    server = await answering((request) => {
      asked.push(pathOf(request))
      return answer(request)
    })
    const url = new URL(path, server.url)
    const whole: Target = { ...targetOf({ port: server.port }), url, ours: false, ...target }
    const wanted = new Set(['6.02'])
    const result = await run(whole, suites, wanted, { ...DEFAULT_RUN_OPTIONS, timeoutMs: 1000, ...options })
    expect(result.refusal).to.be.an('object')
    return {
      ...result,
      refusal: result.refusal as NonNullable<typeof result.refusal>,
      at: `ws://127.0.0.1:${server.port}`,
    }
  }

  it('finds it, with the query of the URL, whose secrets are masked', async () => {
    const { diagnosis, refusal, at } = await refusalOf(
      (request) => (pathOf(request) === '/websocket?token=sesame-street' ? switchOf(request) : NOT_FOUND),
      '/?token=sesame-street',
    )
    expect(refusal.suggestion).to.deep.equal({ url: `${at}/websocket?token=***`, flags: [] })
    expect(refusal.sent).to.equal('GET /?token=*** HTTP/1.1')
    expect(diagnosis)
      .to.match(/404 Not Found\. It answers 101 at \/websocket\. Use ws:\/\/127/)
      .and.not.include('sesame')
    expect(asked).to.include('/ws?token=sesame-street')
  })

  it('finds a path with its subprotocol, which is named where the server selects it', async () => {
    const graphql = (request: string) => /^Sec-WebSocket-Protocol: graphql-ws\r$/im.test(request)
    const { refusal, at } = await refusalOf((request) =>
      pathOf(request) === '/graphql' && graphql(request)
        ? selecting(request, 'graphql-ws')
        : response('400 Bad Request'),
    )
    expect(refusal.suggestion).to.deep.equal({ url: `${at}/graphql`, flags: ['--subprotocol', 'graphql-ws'] })
    expect(refusal.looksLike).to.equal(
      'It answers 101 at /graphql where the handshake offers the subprotocol graphql-ws.',
    )
    await server.close()
    const careless = await refusalOf((request) => (pathOf(request) === '/cable' ? switchOf(request) : NOT_FOUND))
    expect(careless.refusal.suggestion).to.deep.equal({ url: `${careless.at}/cable`, flags: [] })
  })

  it('finds a path that requires an Origin', async () => {
    const { refusal, at } = await refusalOf((request) => {
      if (pathOf(request) !== '/ws') return NOT_FOUND
      return has(request, /Origin: .*/) ? switchOf(request) : response('403 Forbidden')
    })
    expect(refusal.suggestion).to.deep.equal({
      url: `${at}/ws`,
      flags: ['--origin', `http://127.0.0.1:${server.port}`],
    })
  })

  it('finds the path of Socket.IO, and its query where the path is given', async () => {
    const socketIo = (request: string) => {
      if (pathOf(request) === '/socket.io/?EIO=4&transport=websocket') return switchOf(request)
      if (pathOf(request) === '/socket.io/')
        return response('400 Bad Request', [], '{"code":0,"message":"Transport unknown"}')
      return ''
    }
    for (const path of ['/', '/socket.io/']) {
      const { refusal, at } = await refusalOf(socketIo, path)
      expect(refusal.suggestion?.url).to.equal(`${at}/socket.io/?EIO=4&transport=websocket`)
      if (path !== '/') expect(refusal.content).to.equal('{"code":0,"message":"Transport unknown"}')
      await server.close()
    }
  })

  it('names a path that is refused in another way', async () => {
    const { refusal, at } = await refusalOf((request) =>
      pathOf(request) === '/chat' ? response('401 Unauthorized', ['WWW-Authenticate: Bearer']) : NOT_FOUND,
    )
    expect(refusal.looksLike).to.match(
      /^None of 15 usual paths .* \/chat gets another answer than \/: 401 Unauthorized\.$/,
    )
    expect(refusal.suggestion).to.deep.equal({ url: `${at}/chat`, flags: [] })
  })

  it('tries each path once, and keeps what the status says', async () => {
    const { refusal } = await refusalOf(() => NOT_FOUND)
    expect(refusal.looksLike).to.match(
      /no WebSocket endpoint at \/\. Is the path right\? None of 15 usual paths is accepted/,
    )
    const paths = asked.filter((path) => path !== '/')
    expect(paths).to.deep.equal(USUAL_PATHS.map(({ path }) => path))
    expect(USUAL_PATHS.length).to.be.at.most(20)
  })

  it('ends when the run is interrupted', async () => {
    const interrupt = new AbortController()
    await refusalOf(
      (request) => {
        if (pathOf(request) === '/ws') interrupt.abort('SIGINT')
        return NOT_FOUND
      },
      '/',
      { options: { signal: interrupt.signal } },
    )
    expect(asked.filter((path) => path !== '/').length).to.be.at.most(2)
  })
})

describe('whether other paths are tried', () => {
  const paths = (path: string, status: number | null, content: string | null = null) => {
    const control = status === null ? silent() : observed({ received: plain(status) })
    const target = targetOf({ port: 1 }, { url: new URL(path, 'ws://a.test/') })
    return pathsToTry(findingsOf(target, control), content).length
  }

  it('depends on the path of the URL and on the answer', () => {
    for (const status of [200, 301, 400, 403, 404, 426, 500, null])
      expect(paths('/', status), `${status}`).to.be.above(0)
    for (const status of [407, 429, 503]) expect(paths('/', status), `${status}`).to.equal(0)
    for (const status of [200, 404, 405, 410]) expect(paths('/live', status), `${status}`).to.be.above(0)
    for (const status of [301, 400, 401, 403, 426, 500, null]) expect(paths('/live', status), `${status}`).to.equal(0)
    expect(paths('/live', 400, '{"code":0,"message":"Transport unknown"}')).to.equal(1)
  })

  it('depends on where the target is: elsewhere only with --probe', () => {
    const at = (host: string, over: Partial<Target> = {}) =>
      findingsOf(targetOf({ port: 1 }, { url: new URL(`ws://${host}/`), ours: false, ...over }), silent())
    for (const host of ['localhost:1', '127.0.0.1', '[::1]']) expect(mayProbe(at(host), {}), host).to.equal(true)
    expect(mayProbe(at('a.test'), {})).to.equal(false)
    expect(mayProbe(at('a.test'), { probe: true })).to.equal(true)
    expect(mayProbe(at('a.test', { ours: true }), {})).to.equal(true)
    expect(mayProbe(at('a.test', { connect: { host: '127.0.0.1', port: 1 } }), {})).to.equal(true)
    expect(mayProbe(at('localhost', { connect: { host: 'a.test', port: 1 } }), {})).to.equal(false)
  })

  it('is over after ten seconds', async () => {
    const { now: real } = performance
    let now = 0
    performance.now = () => now
    try {
      const session = fakeSession(() => {
        now += 3000
        return silent()
      })
      const target = targetOf({ port: 1 }, { url: new URL('ws://a.test/') })
      const { advice, tried } = await searchPaths(USUAL_PATHS, findingsOf(target, silent()), session)
      expect([advice, tried]).to.deep.equal([
        null,
        'None of 4 usual paths is accepted (/ws, /websocket, /socket.io/, /graphql).',
      ])
      expect(session.asked).to.have.length(4)
    } finally {
      performance.now = real
    }
  })
})
