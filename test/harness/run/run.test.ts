import { expect } from 'chai'
import type { CaseResult } from '../../../harness/case/results'
import type { Step } from '../../../harness/case/script'
import { accepted, anything } from '../../../harness/judge/expectations'
import type { Target } from '../../../harness/run/target'
import { caseOf, markedCase, SOUND, suiteOf } from '../kit/cases'
import { endpoint } from '../kit/endpoint'
import { plain } from '../kit/messages'
import { CERTIFICATE, closePeers, listen } from '../kit/peer'
import { entryOf, runOn, verdictsOf } from '../kit/runs'
import { TEAPOT, whenAsked } from './kit/whims'

describe('a run', () => {
  afterEach(closePeers)

  it('passes on a right endpoint, with its capabilities and exchanges', async () => {
    const peer = await listen(endpoint({ protocols: ['chat'] }))
    const result = await runOn(peer)
    expect(verdictsOf(result)).to.deep.equal({ '1.01': 'pass', '1.02': 'pass', '1.03': 'pass' })
    expect(result.capabilities).to.deep.equal({ echo: true, subprotocols: ['chat'], permessageDeflate: false })
    expect(result.controls).to.have.length(2)
    expect(result.summary).to.include({ pass: 3, fail: 0 })
    expect(result).to.not.have.any.keys('diagnosis', 'leftOut')
    const [exchange] = entryOf(result, '1.02').exchanges
    expect(Buffer.from(exchange?.received ?? '', 'base64').toString()).to.match(/^HTTP\/1\.1 426 /)
    expect(exchange).to.include({ ended: 'open' })
    await peer.quiet()
    expect(peer.errors).to.deep.equal([])
  })

  it('reports every selected case once, in order, and no other', async () => {
    const peer = await listen(endpoint())
    const told: [string, number, number][] = []
    const suites = [
      SOUND,
      suiteOf(2, [caseOf('2.01'), caseOf('2.02'), caseOf('2.03', { derived: TEAPOT, parts: undefined as never })]),
    ]
    const options = { onCase: ({ id }: CaseResult, done: number, total: number) => told.push([id, done, total]) }
    const result = await runOn(peer, { suites, only: ['2.03', '1.02', '2.01'], options })
    expect(result.cases.map(({ id }) => id)).to.deep.equal(['1.02', '2.01', '2.03'])
    expect(told.map(([id]) => id).toSorted()).to.deep.equal(['1.02', '2.01', '2.03'])
    expect(told.map(([, done, total]) => `${done}/${total}`)).to.deep.equal(['1/3', '2/3', '3/3'])
  })

  it('opens no more connections at once than it may', async () => {
    const parts = Array.from({ length: 12 }, (_, index) => ({ name: `${index}`, expect: accepted() }))
    const limits = [
      { jobs: 1, options: { jobs: 1 } },
      { jobs: 3, options: { jobs: 3 } },
      { jobs: 2, options: { jobs: 3 }, target: { jobs: 2 } },
      { jobs: 1, options: { jobs: 1 }, target: { jobs: 2 } },
    ]
    for (const { jobs, ...limit } of limits) {
      const peer = await listen(endpoint())
      const suites = [
        suiteOf(1, [caseOf('1.01', { parts }), ...Array.from({ length: 9 }, (_, index) => caseOf(`1.1${index}`))]),
      ]
      const result = await runOn(peer, { suites, ...limit })
      expect(result.summary.pass).to.equal(10)
      expect(peer.count.most).to.equal(jobs)
      await peer.quiet()
    }
  })

  it('begins with the cases that wait longest, and keeps a place for the others', async () => {
    const asked: string[] = []
    const peer = await listen(endpoint({ whim: ({ line }) => void asked.push(line) }))
    const waits = (id: string, step: Step) =>
      caseOf(id, {
        parts: [
          { name: id, send: { target: `/${id}` }, steps: [{ do: 'send' }, step], expect: anything({ says: '' }) },
        ],
      })
    const quick = caseOf('1.01', { parts: [{ name: '', send: { target: '/1.01' }, expect: accepted() }] })
    const suites = [
      suiteOf(1, [quick]),
      suiteOf(2, [waits('2.01', { do: 'watch', ms: 5000 }), waits('2.02', { do: 'watch', ms: 5000 })]),
      suiteOf(3, [waits('3.01', { do: 'pause', ms: 400 })]),
    ]
    await runOn(peer, { suites, options: { jobs: 3 } })
    const order = asked.flatMap((line) => /\/(\d\.\d\d) /.exec(line)?.[1] ?? [])
    expect(order.slice(0, 3)).to.deep.equal(['3.01', '2.01', '1.01'])
  })

  it('names every suite that was under way when the server went down', async () => {
    const dies = whenAsked('case=1.02', (_asked, socket) => {
      void peer.close()
      socket.destroy()
      return 'handled'
    })
    const peer = await listen(endpoint({ whim: dies }))
    const slow = caseOf('2.01', { parts: [{ name: 'slow', steps: [{ do: 'send' }, { do: 'pause', ms: 60 }] }] })
    const suites = [suiteOf(1, [markedCase('1.01'), markedCase('1.02')]), suiteOf(2, [slow])]
    const { cases } = await runOn(peer, { suites })
    expect(cases.find(({ id }) => id === '1.01')?.because).to.include('after suites 1 and 2 ')
  })

  it('opens as many connections as a case needs, and runs it alone', async () => {
    const peer = await listen(endpoint())
    const parts = Array.from({ length: 9 }, (_, index) => ({
      name: `${index}`,
      steps: [{ do: 'send' }, { do: 'answer' }, { do: 'pause', ms: 60 }] as const,
      expect: accepted(),
    }))
    const suites = [suiteOf(1, [caseOf('1.01', { parts, connections: 9 }), caseOf('1.02')])]
    expect((await runOn(peer, { suites, options: { jobs: 2 } })).summary.pass).to.equal(2)
    expect(peer.count.most).to.equal(9)
  })

  it('opens one connection where it may open none', async () => {
    const peer = await listen(endpoint())
    expect((await runOn(peer, { options: { jobs: 0, repeat: 0 } })).summary.pass).to.equal(3)
  })

  it('leaves nothing open that keeps the process alive', async () => {
    const peer = await listen(endpoint())
    const held = () =>
      process.getActiveResourcesInfo().filter((what) => /^(?:TCPSocketWrap|TLSWrap|Timeout|GetAddr)/.test(what))
    await peer.quiet()
    const before = held().length
    const options = { signal: new AbortController().signal, jobs: 2 }
    await runOn(peer, { suites: [SOUND, suiteOf(2, [markedCase('2.01')])], options })
    await peer.quiet()
    expect(held().length).to.be.at.most(before)
  })

  it('fails only the case whose rule the endpoint breaks', async () => {
    const lax = await listen(
      endpoint({ whim: ({ line }) => (line.startsWith('POST') ? 'HTTP/1.1 101 x\r\n\r\n' : undefined) }),
    )
    expect(verdictsOf(await runOn(lax, { options: { timeoutMs: 500 } }))).to.deep.equal({
      '1.01': 'pass',
      '1.02': 'pass',
      '1.03': 'fail',
    })
    const mute = await listen(
      endpoint({ whim: ({ values }) => (values('Sec-WebSocket-Version')[0] === '14' ? plain(426) : undefined) }),
    )
    expect(verdictsOf(await runOn(mute))).to.deep.equal({ '1.01': 'pass', '1.02': 'fail', '1.03': 'pass' })
  })

  it('connects to the address of --connect instead of that of the URL', async () => {
    const seen: string[] = []
    const peer = await listen(endpoint({ whim: ({ values }) => void seen.push(values('Host')[0] ?? '') }))
    const target: Partial<Target> = {
      url: new URL('ws://example.test/chat?x=1'),
      connect: { host: '127.0.0.1', port: peer.port },
    }
    expect((await runOn(peer, { target })).summary.pass).to.equal(3)
    expect(new Set(seen)).to.deep.equal(new Set(['example.test']))
  })

  it('speaks TLS to a wss: URL', async () => {
    const peer = await listen(endpoint(), { tls: true })
    const target = { url: new URL(`wss://localhost:${peer.port}/`), tls: { insecure: false, ca: CERTIFICATE } }
    expect((await runOn(peer, { target })).summary.pass).to.equal(3)
    await peer.quiet()
  })

  it('sends an Origin, fields and subprotocols that the target needs', async () => {
    const seen: string[] = []
    const peer = await listen(
      endpoint({
        protocols: ['odd'],
        whim: ({ values }) => void seen.push(`${values('Origin')} ${values('X-Tenant')} ${values('Authorization')}`),
      }),
    )
    const target = {
      url: new URL(`ws://user:p%40ss@127.0.0.1:${peer.port}/`),
      origin: 'http://app.test',
      fields: [{ name: 'X-Tenant', value: 'acme' }],
    }
    await runOn(peer, { target, only: ['1.01'] })
    expect(new Set(seen)).to.deep.equal(
      new Set([`http://app.test acme Basic ${Buffer.from('user:p@ss').toString('base64')}`]),
    )
  })

  it('sends userinfo unchanged where it is not validly escaped', async () => {
    const peer = await listen(endpoint())
    const target = { url: new URL(`ws://%zz:%e9@127.0.0.1:${peer.port}/`) }
    expect((await runOn(peer, { target })).summary.pass).to.equal(3)
  })
})
