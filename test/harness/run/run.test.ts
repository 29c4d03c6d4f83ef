import { expect } from 'chai'
import type { Case } from '../../../harness/case/case'
import type { Check } from '../../../harness/case/check'
import type { Evidence } from '../../../harness/case/derived'
import type { CaseResult } from '../../../harness/case/results'
import type { Step } from '../../../harness/case/script'
import { hasDeadLink } from '../../../harness/judge/acceptance'
import { statusOf } from '../../../harness/judge/answer'
import { sameAs } from '../../../harness/judge/checks'
import { accepted, anything, notUpgraded, observed, refused } from '../../../harness/judge/expectations'
import { COMMON_SUBPROTOCOLS } from '../../../harness/run/subprotocols'
import type { Target } from '../../../harness/run/target'
import { controlSuite } from '../../../suites/server/00-control'
import { caseOf, markedCase, SOUND, suiteOf } from '../kit/cases'
import { endpoint, type Whim } from '../kit/endpoint'
import { plain, serverFrame } from '../kit/messages'
import { answers, type Behaviour, CERTIFICATE, closedPort, closePeers, listen } from '../kit/peer'
import { entryOf, runOn, verdictsOf } from '../kit/runs'

/** What makes an endpoint die, or anything else, at the request whose target holds `mark`. */
function at(mark: string, act: Whim): Whim {
  return (asked, socket, nth) => (asked.line.includes(mark) ? act(asked, socket, nth) : undefined)
}

/** Interrupts the run, and leaves the request without an answer. */
function ends(interrupt: AbortController): 'handled' {
  interrupt.abort()
  return 'handled'
}

describe('a run', () => {
  afterEach(closePeers)

  it('on a right endpoint passes, and tells what was found out and sent', async () => {
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

  it('reports every selected case once, in order, and nothing that is not selected', async () => {
    const peer = await listen(endpoint())
    const told: [string, number, number][] = []
    const suites = [
      SOUND,
      suiteOf(2, [caseOf('2.01'), caseOf('2.02'), caseOf('2.03', { derived: silence, parts: undefined as never })]),
    ]
    const options = { onCase: ({ id }: CaseResult, done: number, total: number) => told.push([id, done, total]) }
    const result = await runOn(peer, { suites, only: ['2.03', '1.02', '2.01'], options })
    expect(result.cases.map(({ id }) => id)).to.deep.equal(['1.02', '2.01', '2.03'])
    expect(told.map(([id]) => id).toSorted()).to.deep.equal(['1.02', '2.01', '2.03'])
    expect(told.map(([, done, total]) => `${done}/${total}`)).to.deep.equal(['1/3', '2/3', '3/3'])
  })

  it('keeps to the connections that it may have open at once', async () => {
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

  it('begins with what waits longest, as far as a window is not cut short, and keeps a place for what does not', async () => {
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

  it('names every suite that was under way where the server goes down', async () => {
    const dies = at('case=1.02', (_asked, socket) => {
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

  it('opens at once what a case needs to hold, and runs it alone', async () => {
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

  it('knows no fewer than one place', async () => {
    const peer = await listen(endpoint())
    expect((await runOn(peer, { options: { jobs: 0, repeat: 0 } })).summary.pass).to.equal(3)
  })

  it('leaves nothing behind that keeps the process', async () => {
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

  it('accuses the endpoint that breaks a rule, and that case only', async () => {
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

  it('goes to where it is told instead of where the URL says', async () => {
    const seen: string[] = []
    const peer = await listen(endpoint({ whim: ({ values }) => void seen.push(values('Host')[0] ?? '') }))
    const target: Partial<Target> = {
      url: new URL('ws://example.test/chat?x=1'),
      connect: { host: '127.0.0.1', port: peer.port },
    }
    expect((await runOn(peer, { target })).summary.pass).to.equal(3)
    expect(new Set(seen)).to.deep.equal(new Set(['example.test']))
  })

  it('speaks TLS where the URL says so', async () => {
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

  it('takes userinfo that is no valid escape as it stands', async () => {
    const peer = await listen(endpoint())
    const target = { url: new URL(`ws://%zz:%e9@127.0.0.1:${peer.port}/`) }
    expect((await runOn(peer, { target })).summary.pass).to.equal(3)
  })
})

const silence: NonNullable<Case['derived']> = {
  says: 'no 418',
  of: (observation) => statusOf(observation) === 418,
  each: () => ({ verdict: 'fail', because: 'a teapot' }),
  absent: 'no 418 was seen',
}

function refusesVersion(version: string | undefined): boolean {
  return version !== '13'
}

describe('what a case asks for', () => {
  afterEach(closePeers)

  it('is not sent where a need is not met, and that is said', async () => {
    const peer = await listen(endpoint({ echo: false }))
    const suites = [
      suiteOf(1, [
        markedCase('1.01', { needs: ['subprotocols'] }),
        markedCase('1.02', { needs: ['echo'] }),
        markedCase('1.03', { needs: ['addedFields'] }),
        markedCase('1.04', { slow: true }),
        caseOf('1.05', { needs: ['echo'], parts: undefined as never, derived: { ...silence, of: () => true } }),
        caseOf('1.06'),
      ]),
    ]
    const result = await runOn(peer, { suites })
    expect(verdictsOf(result)).to.deep.equal({
      '1.01': 'skip',
      '1.02': 'skip',
      '1.03': 'skip',
      '1.04': 'skip',
      '1.05': 'skip',
      '1.06': 'pass',
    })
    expect(entryOf(result, '1.01').because).to.match(/--subprotocol/)
    expect(entryOf(result, '1.02').because).to.match(/echo/)
    expect(entryOf(result, '1.04').because).to.match(/--slow/)
  })

  it('may follow from what its first parts brought', async () => {
    const peer = await listen(endpoint())
    const follow: Case['follow'] = (observations) => [
      {
        name: 'second',
        send: {},
        expect: statusOf(observations.get('first') as never) === 426 ? accepted() : refused(),
      },
    ]
    const parts = [{ name: 'first', send: { fields: { 'Sec-WebSocket-Version': '14' } } }]
    const suites = [suiteOf(1, [caseOf('1.01', { parts, follow }), caseOf('1.02', { parts, follow: () => [] })])]
    const result = await runOn(peer, { suites })
    expect(verdictsOf(result)).to.deep.equal({ '1.01': 'pass', '1.02': 'skip' })
    expect(entryOf(result, '1.01').exchanges).to.have.length(2)
  })

  it('may be a bug of its own, which ends nothing else', async () => {
    const peer = await listen(endpoint())
    const broken = () => {
      throw new Error('oops')
    }
    const suites = [
      suiteOf(1, [
        caseOf('1.01', { parts: [{ name: 'a', send: { text: broken }, expect: accepted() }] }),
        caseOf('1.02', { parts: [{ name: 'a', expect: accepted({ checks: [broken] }) }] }),
        caseOf('1.03', { follow: broken }),
        caseOf('1.04', { parts: undefined as never, derived: { ...silence, of: broken } }),
        caseOf('1.05'),
      ]),
    ]
    const result = await runOn(peer, { suites })
    expect(verdictsOf(result)).to.deep.equal({
      '1.01': 'error',
      '1.02': 'error',
      '1.03': 'error',
      '1.04': 'error',
      '1.05': 'pass',
    })
    for (const { because } of result.cases.slice(0, 4)) expect(because).to.equal('a bug in wsspec: oops')
  })

  it('is compared with its twin, whose exchange is kept beside its own', async () => {
    const peer = await listen(endpoint({ protocols: ['chat'] }))
    const fields = { 'Sec-WebSocket-Protocol': 'chat' }
    const parts = [
      { name: 'twin', send: { fields } },
      { name: 'with', send: { fields }, expect: accepted({ checks: [sameAs('twin')] }) },
      { name: 'without', send: {}, expect: accepted({ checks: [sameAs('twin')] }) },
    ]
    const entry = entryOf(await runOn(peer, { suites: [suiteOf(1, [caseOf('1.01', { parts })])] }), '1.01')
    expect(entry.parts?.map(({ name, verdict }) => `${name} ${verdict}`)).to.deep.equal(['with pass', 'without fail'])
    expect(entry.exchanges).to.have.length(3)
  })

  it('keeps at most eight exchanges: the first, and those that decided', async () => {
    const peer = await listen(endpoint({ whim: at('n=11', () => plain(400)) }))
    const parts = Array.from({ length: 12 }, (_, index) => ({
      name: `${index}`,
      send: { target: `/?n=${index}` },
      expect: accepted(),
    }))
    const entry = entryOf(await runOn(peer, { suites: [suiteOf(1, [caseOf('1.01', { parts })])] }), '1.01')
    expect(entry.verdict).to.equal('fail')
    expect(entry.exchanges).to.have.length(8)
    expect(entry.parts).to.have.length(12)
    const [kept] = entry.parts?.[11]?.exchanges ?? []
    expect(Buffer.from(entry.exchanges[kept ?? -1]?.received ?? '', 'base64').toString()).to.match(/^HTTP\/1\.1 400/)
    expect(entry.parts?.[0]?.exchanges).to.deep.equal([0])
  })
})

describe('the control that a case is compared with', () => {
  afterEach(closePeers)

  it('was asked for a sign of life in the way that the target answers', async () => {
    const peer = await listen(endpoint({ pong: false, echo: true }))
    const lively: Check = (_, { control }) =>
      hasDeadLink(control) ? { verdict: 'fail', because: 'a dead control' } : null
    const cases = [caseOf('1.01', { parts: [{ name: 'BASE', expect: accepted({ checks: [lively] }) }] })]
    expect(verdictsOf(await runOn(peer, { suites: [suiteOf(1, cases)] }))).to.deep.equal({ '1.01': 'pass' })
  })
})

describe('a look at the whole run', () => {
  afterEach(closePeers)

  const teapot: Case = caseOf('2.01', { parts: undefined as never, derived: { ...silence, from: ['1.01'] } })

  it('sends the cases whose answers it needs, though they were not selected', async () => {
    const lines: string[] = []
    const peer = await listen(
      endpoint({ whim: ({ line }) => (lines.push(line) && line.includes('case=1.01') ? plain(418) : undefined) }),
    )
    const suites = [suiteOf(1, [markedCase('1.01'), markedCase('1.02')]), suiteOf(2, [teapot])]
    const result = await runOn(peer, { suites, only: ['2.01'] })
    expect(verdictsOf(result)).to.deep.equal({ '2.01': 'fail' })
    expect(entryOf(result, '2.01')).to.deep.include({ because: 'a teapot' })
    expect(entryOf(result, '2.01').exchanges).to.have.length(1)
    expect(lines.some((line) => line.includes('case=1.02'))).to.equal(false)
  })

  it('tells what it found in the order of the catalogue, whatever was answered first', async () => {
    const late = 'case=1.01'
    const whim: Whim = ({ line }, socket) => {
      if (!line.includes(late)) return line.includes('case') ? plain(418) : undefined
      setTimeout(() => socket.write(plain(418)), 150)
      return 'handled'
    }
    const found = caseOf('3.01', { parts: undefined as never, derived: silence })
    const suites = [
      suiteOf(1, [markedCase('1.01'), markedCase('1.02')]),
      suiteOf(2, [markedCase('2.01')]),
      suiteOf(3, [found]),
    ]
    const result = await runOn(await listen(endpoint({ whim })), { suites })
    expect(entryOf(result, '3.01').evidence).to.deep.equal(['1.01', '1.02', '2.01'])
  })

  it('is skip where nothing of its kind was answered', async () => {
    const peer = await listen(endpoint())
    const result = await runOn(peer, { suites: [suiteOf(1, [markedCase('1.01')]), suiteOf(2, [teapot])] })
    expect(entryOf(result, '2.01')).to.include({ verdict: 'skip', because: 'no 418 was seen' })
  })

  it('stands between two controls though it sends nothing', async () => {
    const peer = await listen(endpoint())
    let seen: readonly Evidence[] = []
    const derived = {
      ...silence,
      of: () => true,
      each: undefined as never,
      all(all: readonly Evidence[]) {
        seen = all
        return null
      },
    }
    const result = await runOn(peer, { suites: [suiteOf(2, [caseOf('2.01', { parts: undefined as never, derived })])] })
    expect(verdictsOf(result)).to.deep.equal({ '2.01': 'pass' })
    expect(seen.map(({ from }) => from)).to.deep.equal(['control', 'control'])
  })

  it('may be judged beside parts of its own', async () => {
    const peer = await listen(endpoint())
    const suites = [suiteOf(1, [caseOf('1.01', { derived: { ...silence, of: () => true, each: () => null } })])]
    const entry = entryOf(await runOn(peer, { suites }), '1.01')
    expect(entry.verdict).to.equal('pass')
    expect(entry.parts?.map(({ name }) => name)).to.deep.equal(['BASE', 'every answer of the run'])
  })
})

describe('an interrupted run', () => {
  afterEach(closePeers)

  it('keeps what was finished, and gives the rest an entry without a verdict', async () => {
    const interrupt = new AbortController()
    const peer = await listen(endpoint({ whim: at('case=2.01', () => ends(interrupt)) }))
    const suites = [
      SOUND,
      suiteOf(2, [
        markedCase('2.01', { hurts: true }),
        caseOf('2.02', { derived: { ...silence, of: () => true } }),
        caseOf('2.03', { hurts: true }),
      ]),
      suiteOf(3, [caseOf('3.01')]),
    ]
    const result = await runOn(peer, { suites, options: { signal: interrupt.signal } })
    expect(verdictsOf(result)).to.deep.equal({
      '1.01': 'pass',
      '1.02': 'pass',
      '1.03': 'pass',
      '2.01': 'inconclusive',
      '2.02': 'inconclusive',
      '2.03': 'inconclusive',
      '3.01': 'pass',
    })
    for (const id of ['2.01', '2.02', '2.03']) expect(entryOf(result, id).because).to.equal('the run was interrupted')
    await peer.quiet()
  })

  it('before it began has entries all the same', async () => {
    const peer = await listen(endpoint())
    const result = await runOn(peer, { options: { signal: AbortSignal.abort() } })
    expect(result.summary.inconclusive).to.equal(3)
    expect(result.diagnosis).to.match(/interrupted/)
    await peer.quiet()
  })

  it('in its second turn keeps the verdicts of its first', async () => {
    const interrupt = new AbortController()
    let times = 0
    const peer = await listen(endpoint({ whim: at('case=1.01', () => (++times === 2 ? ends(interrupt) : undefined)) }))
    const suites = [suiteOf(1, [markedCase('1.01'), markedCase('1.02')])]
    const result = await runOn(peer, { suites, options: { signal: interrupt.signal, repeat: 3 } })
    expect(times).to.equal(2)
    expect(verdictsOf(result)).to.deep.equal({ '1.01': 'pass', '1.02': 'pass' })
    expect(result.cases.every(({ stable }) => stable)).to.equal(true)
  })

  it('stops after that many failures, in whichever turn', async () => {
    const peer = await listen(endpoint({ whim: ({ line }) => (line.includes('case') ? plain(400) : undefined) }))
    const suites = [1, 2, 3].map((number) => suiteOf(number, [markedCase(`${number}.01`)]))
    const result = await runOn(peer, { suites, options: { bail: 2, repeat: 2 } })
    expect(verdictsOf(result)).to.deep.equal({ '1.01': 'fail', '2.01': 'fail', '3.01': 'inconclusive' })
    expect(entryOf(result, '3.01').because).to.match(/stopped after 2 failures \(--bail\)/)
    expect(result.cases.every(({ stable }) => stable)).to.equal(true)
  })

  it('counts warnings as failures where it is strict', async () => {
    const peer = await listen(endpoint({ whim: ({ line }) => (line.includes('case') ? plain(400) : undefined) }))
    const suites = [1, 2].map((number) => suiteOf(number, [markedCase(`${number}.01`, { level: 'SHOULD' })]))
    const verdicts = async (strict: boolean) => verdictsOf(await runOn(peer, { suites, options: { bail: 1, strict } }))
    expect(await verdicts(false)).to.deep.equal({ '1.01': 'warn', '2.01': 'warn' })
    expect(await verdicts(true)).to.deep.equal({ '1.01': 'warn', '2.01': 'inconclusive' })
  })
})

describe('a repeated run', () => {
  afterEach(closePeers)

  it('of a steady endpoint says what one run says', async () => {
    const peer = await listen(endpoint())
    const told: string[] = []
    const result = await runOn(peer, { options: { repeat: 3, onCase: ({ id }) => told.push(id) } })
    expect(result.summary.pass).to.equal(3)
    expect(result.controls).to.have.length(6)
    expect(told).to.have.length(3)
  })

  it('fails what failed in any, and has no verdict on other differences', async () => {
    const turn: Record<string, number> = {}
    const flap = (mark: string, answer: string) =>
      at(mark, () => {
        turn[mark] = (turn[mark] ?? 0) + 1
        return turn[mark] === 2 ? answer : undefined
      })
    const fails = flap('case=1.01', plain(400))
    const differs = flap('case=1.02', plain(302))
    const peer = await listen(endpoint({ whim: (...all) => fails(...all) ?? differs(...all) }))
    const suites = [
      suiteOf(1, [
        markedCase('1.01'),
        markedCase('1.02', {
          parts: [{ name: 'a', send: { target: '/?case=1.02' }, expect: anything({ rows: { '3xx': 'warn' } }) }],
        }),
        markedCase('1.03'),
      ]),
    ]
    const result = await runOn(peer, { suites, options: { repeat: 3 } })
    expect(verdictsOf(result)).to.deep.equal({ '1.01': 'fail', '1.02': 'inconclusive', '1.03': 'pass' })
    expect(result.cases.map(({ stable }) => stable)).to.deep.equal([false, false, true])
    expect(entryOf(result, '1.01').because).to.match(/verdicts differ over 3 runs: pass 2, fail 1/)
  })
})

describe('secrets', () => {
  afterEach(closePeers)

  it('of the target stand nowhere in the results, though it reflects them', async () => {
    const secret = 'hunter2-hunter2'
    const peer = await listen(
      endpoint({
        whim: ({ text, line }) =>
          line.startsWith('POST')
            ? plain(400, text, `Server: ${/X-Key: (.*)/.exec(text)?.[1]?.trim()}\r\n`)
            : undefined,
      }),
    )
    const target = {
      url: new URL(`ws://user:${secret}@127.0.0.1:${peer.port}/?access_token=${secret}&plain=1`),
      fields: [
        { name: 'X-Key', value: secret },
        { name: 'Cookie', value: `sid=${secret}` },
      ],
    }
    const result = await runOn(peer, { target })
    expect(result.summary.pass).to.equal(3)
    const basic = Buffer.from(`user:${secret}`).toString('base64')
    const octets = [...result.cases.flatMap(({ exchanges }) => exchanges), ...result.controls].flatMap(
      ({ sent, received }) => [
        Buffer.from(sent, 'base64').toString('latin1'),
        Buffer.from(received, 'base64').toString('latin1'),
      ],
    )
    for (const text of [JSON.stringify(result), ...octets]) {
      expect(text).to.not.include(secret)
      expect(text).to.not.include(basic)
    }
    expect(result.url).to.equal(`ws://***@127.0.0.1:${peer.port}/?access_token=***&plain=1`)
    expect(octets.some((text) => text.includes('Authorization: ****'))).to.equal(true)
  })
})

/** Runs that take seconds each, because a control that fails is tried again after a while; all at once. */
describe('an endpoint that is not up to it', () => {
  const secret = 'hunter2-hunter2'
  const started = {
    /** Sends back what it hears. */
    async parrot() {
      const peer = await listen((socket) => void socket.pipe(socket))
      const url = new URL(`ws://127.0.0.1:${peer.port}/?token=${secret}`)
      return runOn(peer, { target: { url, fields: [{ name: 'X-Key', value: secret }] }, options: { timeoutMs: 500 } })
    },
    async alive() {
      const manners = [
        { pong: true, echo: false },
        { pong: false, echo: true },
        { pong: false, echo: false },
      ]
      const outcome = async (manner: (typeof manners)[number]) => {
        const result = await runOn(await listen(endpoint(manner)), { options: { timeoutMs: 4000 } })
        return { pass: result.summary.pass, echo: result.capabilities.echo }
      }
      return Promise.all(manners.map(outcome))
    },
    /** Its 101 breaks rules, and no frame comes behind it. */
    async shabby() {
      const own =
        'HTTP/1.1 101 x\r\nUpgrade: websocket, y\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: nonsense\r\n\r\n'
      const peer = await listen(answers(own))
      return runOn(peer, { only: ['1.01', '1.03'], options: { timeoutMs: 6000 } })
    },
    async refusing() {
      const peer = await listen(answers(plain(403)))
      return runOn(peer)
    },
    async absent() {
      return runOn({ port: await closedPort() })
    },
    async dying() {
      const peer = await listen(
        endpoint({
          whim: at('case=1.02', (_asked, socket) => {
            void peer.close()
            socket.destroy()
            return 'handled'
          }),
        }),
      )
      const suites = [
        suiteOf(1, [markedCase('1.01'), markedCase('1.02'), markedCase('1.03')]),
        suiteOf(2, [caseOf('2.01')]),
      ]
      return runOn(peer, { suites })
    },
    /** Dies at 1.02 and is started again. */
    async revived() {
      let down = false
      const peer = await listen((socket, nth) => {
        if (down) return void socket.resetAndDestroy()
        endpoint({
          whim: at('case=1.02', (_asked, own) => {
            down = true
            own.resetAndDestroy()
            return 'handled'
          }),
        })(socket, nth)
      })
      const revive = async () => {
        down = false
      }
      const suites = [
        suiteOf(
          1,
          ['1.01', '1.02', '1.03'].map((id) => markedCase(id)),
        ),
        suiteOf(2, [caseOf('2.01')]),
      ]
      return runOn(peer, { suites, target: { revive } })
    },
    /** Dies at a case that can hurt, and is started again. */
    async hurt() {
      let down = false
      const lines: string[] = []
      const peer = await listen((socket, nth) => {
        if (down) return void socket.destroy()
        endpoint({
          whim: (asked, own) => {
            lines.push(asked.line)
            if (!asked.line.includes('case=1.01')) return undefined
            down = true
            own.destroy()
            return 'handled'
          },
        })(socket, nth)
      })
      const revive = async () => {
        down = false
      }
      const cases = [markedCase('1.01', { hurts: true }), markedCase('1.02'), markedCase('1.03', { hurts: true })]
      const result = await runOn(peer, {
        suites: [suiteOf(1, cases), suiteOf(2, [caseOf('2.01')])],
        target: { revive },
      })
      return { ...result, lines }
    },
    /** Dies at 1.02: it takes one connection more before nobody listens, until it is started again. */
    async leaving() {
      let dying = false
      const behave: Behaviour = (socket, nth) => {
        if (dying) {
          socket.destroy()
          void peer.close()
          return
        }
        const whim = at('case=1.02', (_asked, own) => {
          dying = true
          own.destroy()
          return 'handled'
        })
        endpoint({ whim })(socket, nth)
      }
      let peer = await listen(behave)
      const { port } = peer
      const revive = async () => {
        await peer.close()
        dying = false
        peer = await listen(behave, { port })
      }
      const cases = ['1.01', '1.02', '1.03'].map((id) => markedCase(id))
      const ends = controlSuite.cases.filter(({ id }) => id === '0.06')
      return runOn(peer, { suites: [suiteOf(1, cases), { ...controlSuite, cases: ends }], target: { revive } })
    },
    /** Takes connections and answers nobody once it has had 1.02, until it is started again. */
    async hanging() {
      let hung = false
      const whim: Whim = ({ line }) => {
        hung ||= line.includes('case=1.02')
        return hung ? 'handled' : undefined
      }
      const revive = async (known = false) => {
        if (known) hung = false
      }
      const cases = [markedCase('1.01'), markedCase('1.02', { hurts: true }), markedCase('1.03', { hurts: true })]
      const ends = controlSuite.cases.filter(({ id }) => id === '0.06')
      return runOn(await listen(endpoint({ whim })), {
        suites: [suiteOf(1, cases), { ...controlSuite, cases: ends }],
        target: { revive },
        options: { timeoutMs: 300 },
      })
    },
    /** Cannot be started again. */
    async lost() {
      let down = false
      const peer = await listen((socket, nth) => {
        if (down) return void socket.destroy()
        endpoint({
          whim: at('case=1.02', (_asked, own) => {
            down = true
            own.destroy()
            return 'handled'
          }),
        })(socket, nth)
      })
      const revive = () => Promise.reject(new Error('it does not start'))
      return runOn(peer, {
        suites: [
          suiteOf(
            1,
            ['1.01', '1.02'].map((id) => markedCase(id)),
          ),
        ],
        target: { revive },
      })
    },
    /** Says 101 only where its subprotocol is offered. */
    async insisting() {
      const peer = await listen(endpoint({ protocols: ['odd'], insists: true }))
      return runOn(peer, { target: { subprotocols: ['odd'] } })
    },
    async answeringAll() {
      const peer = await listen(endpoint({ protocols: ['superchat', 'chat'], answersAll: true }))
      return runOn(peer)
    },
    async sayingBack() {
      const peer = await listen(endpoint({ protocols: COMMON_SUBPROTOCOLS, answersAll: true }))
      return runOn(peer)
    },
    async insistingUnknown() {
      const peer = await listen(endpoint({ protocols: ['mqtt'], insists: true }))
      return runOn(peer)
    },
    /** Answers 429 to each seventh request. */
    async busy() {
      let requests = 0
      const peer = await listen(endpoint({ whim: () => (++requests % 7 === 0 ? plain(429) : undefined) }))
      const cases = Array.from({ length: 20 }, (_, index) => markedCase(`1.${index + 10}`))
      return runOn(peer, { suites: [suiteOf(1, cases)] })
    },
    /** Says nothing to anybody for as long as two controls wait, once it has had 1.01, and is itself again then. */
    async tired() {
      let since = Number.POSITIVE_INFINITY
      const whim: Whim = ({ line }) => {
        if (line.includes('case=1.01')) since = performance.now()
        const awake = performance.now() - since
        return line.includes('case') || awake < 0 || awake > 600 ? undefined : 'handled'
      }
      const suites = [suiteOf(1, [markedCase('1.01', { level: 'SECURITY', hurts: true }), markedCase('1.02')])]
      return runOn(await listen(endpoint({ whim })), { suites, options: { timeoutMs: 400 } })
    },
    /** Refuses every first try of a control, which it knows by its missing mark. */
    async flapping() {
      let controls = 0
      const whim: Whim = ({ line }) => (!line.includes('case') && controls++ % 2 === 1 ? plain(503) : undefined)
      const cases = Array.from({ length: 60 }, (_, index) => markedCase(`1.${index + 10}`))
      return runOn(await listen(endpoint({ whim })), { suites: [suiteOf(1, cases)] })
    },
    /** Two servers behind one address, of which one is broken. */
    async halfBroken() {
      let requests = 0
      const peer = await listen(endpoint({ whim: () => (requests++ % 2 === 1 ? plain(500) : undefined) }))
      const cases = Array.from({ length: 6 }, (_, index) => markedCase(`1.${index + 10}`))
      const post = caseOf('1.60', { parts: [{ name: 'POST', send: { method: 'POST' }, expect: notUpgraded() }] })
      return runOn(peer, { suites: [suiteOf(1, [...cases, post])] })
    },
    /** Resets each third connection once it has read the request. */
    async torn() {
      let requests = 0
      const resets: Whim = (_asked, socket) => {
        if (++requests % 3 !== 0) return undefined
        socket.resetAndDestroy()
        return 'handled'
      }
      const peer = await listen(endpoint({ whim: resets }))
      const parts = Array.from({ length: 8 }, (_, index) => ({ name: `${index}`, expect: accepted() }))
      const cases = Array.from({ length: 6 }, (_, index) => markedCase(`1.${index + 10}`))
      return runOn(peer, { suites: [suiteOf(1, [...cases, caseOf('1.50', { parts })])] })
    },
    /** Refuses for a second after each thirty requests. */
    async limited() {
      let left = 30
      const peer = await listen((socket, nth) => {
        if (left === 0) return void socket.destroy()
        left -= 1
        if (left === 0) setTimeout(() => (left = 30), 300).unref()
        endpoint()(socket, nth)
      })
      const cases = Array.from({ length: 20 }, (_, index) => markedCase(`1.${index + 10}`))
      return runOn(peer, { suites: [suiteOf(1, cases), suiteOf(2, [caseOf('2.01')])] })
    },
    /** Drops what comes while three connections stand. */
    async narrow() {
      let now = 0
      const peer = await listen((socket, nth) => {
        if (now >= 3) return void socket.destroy()
        now += 1
        let gone = false
        const leave = () => {
          if (!gone) now -= 1
          gone = true
        }
        socket.on('end', leave).on('close', leave).on('error', leave)
        endpoint({ whim: ({ line }) => (line.startsWith('POST') ? 'HTTP/1.1 101 x\r\n\r\n' : undefined) })(socket, nth)
      })
      const parts = Array.from({ length: 8 }, (_, index) => ({ name: `${index}`, expect: accepted() }))
      const cases = Array.from({ length: 20 }, (_, index) => markedCase(`1.${index + 10}`))
      const post = caseOf('1.60', { parts: [{ name: 'POST', send: { method: 'POST' }, expect: notUpgraded() }] })
      return runOn(peer, {
        suites: [suiteOf(1, [...cases, caseOf('1.50', { parts }), post])],
        options: { timeoutMs: 800 },
      })
    },
    /** Serves one connection at a time; the others wait. */
    async single() {
      const waiting: (() => void)[] = []
      let taken = false
      const peer = await listen((socket, nth) => {
        const begin = () => {
          taken = true
          socket.resume()
          endpoint({ whim: at('case=1.10', () => 'handled') })(socket, nth)
        }
        socket.pause()
        const leave = () => {
          taken = false
          waiting.shift()?.()
        }
        socket.once('close', leave)
        if (taken) waiting.push(begin)
        else begin()
      })
      const cases = Array.from({ length: 6 }, (_, index) => markedCase(`1.${index + 10}`))
      return runOn(peer, { suites: [suiteOf(1, cases)], options: { timeoutMs: 400 } })
    },
    /** Is no longer a WebSocket endpoint from the first suite on. */
    async fickle() {
      let until = Number.POSITIVE_INFINITY
      let requests = 0
      const peer = await listen(
        endpoint({
          whim: ({ line }) => {
            requests += 1
            if (line.includes('case=1.01')) until = requests
            return requests > until ? plain(404) : undefined
          },
        }),
      )
      const cases = [
        markedCase('1.01'),
        caseOf('1.02', { parts: [{ name: 'a', send: { method: 'POST' }, expect: refused() }] }),
      ]
      const derived = caseOf('2.02', {
        parts: undefined as never,
        derived: { ...silence, of: () => true, each: () => null },
      })
      return runOn(peer, { suites: [suiteOf(1, cases), suiteOf(2, [caseOf('2.01'), derived])] })
    },
    /** Is gone when the second turn begins. */
    async goneInTurn() {
      let gone = false
      const peer = await listen((socket, nth) => {
        if (gone) return void socket.destroy()
        endpoint()(socket, nth)
      })
      const bad = caseOf('1.04', { parts: [{ name: 'a', send: {}, expect: refused() }] })
      const suite = suiteOf(1, [...SOUND.cases, bad])
      const options = {
        repeat: 2,
        onCase: ({ id }: CaseResult) => void (id === '1.04' && setImmediate(() => (gone = true))),
      }
      return runOn(peer, { suites: [suite], options })
    },
    /** Floods whoever asks, behind every answer. */
    async flooding() {
      const flood = serverFrame(2, Buffer.alloc(60_000)).toString('latin1').repeat(20)
      const peer = await listen((socket) =>
        answers((asked) =>
          refusesVersion(asked.values('Sec-WebSocket-Version')[0])
            ? plain(426)
            : `HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n${flood}`,
        )(socket, 1),
      )
      const parts = [{ name: 'a', expect: observed() }]
      return runOn(peer, { suites: [suiteOf(1, [caseOf('1.01', { parts })])], options: { timeoutMs: 4000 } })
    },
  }
  type Name = keyof typeof started
  const results = new Map<Name, Promise<Awaited<ReturnType<(typeof started)[Name]>>>>()
  const resultOf = async <N extends Name>(name: N) =>
    (await results.get(name)) as Awaited<ReturnType<(typeof started)[N]>>

  before(() => {
    for (const name of Object.keys(started) as Name[]) {
      const outcome = started[name]()
      outcome.catch(() => {})
      results.set(name, outcome)
    }
  })
  after(async () => {
    await Promise.allSettled(results.values())
    await closePeers()
  })

  for (const name of ['refusing', 'absent', 'insistingUnknown'] as const)
    it(`(${name}) credits nothing where the control is refused, and says what it looks like`, async () => {
      const result = await resultOf(name)
      expect(result.summary).to.include({ inconclusive: 3, pass: 0, fail: 0, skip: 0 })
      expect(result.diagnosis).to.be.a('string').and.not.equal('')
      expect(result.controls).to.have.length(1)
      expect(entryOf(result, '1.02').expected).to.not.equal('')
    })

  it('(parrot) does not get its secrets told in the diagnosis', async () => {
    const result = await resultOf('parrot')
    expect(result.diagnosis).to.match(/not in HTTP/)
    expect(JSON.stringify(result)).to.not.include(secret)
  })

  it('is asked for the sign of life that it gives', async () => {
    expect(await resultOf('alive')).to.deep.equal([
      { pass: 3, echo: false },
      { pass: 3, echo: true },
      { pass: 3, echo: false },
    ])
  })

  it('is held to no more than its control shows, and to no less', async () => {
    const result = await resultOf('shabby')
    expect(verdictsOf(result)).to.deep.equal({ '1.01': 'pass', '1.03': 'fail' })
    expect(entryOf(result, '1.01').because).to.match(/as good as the control's own 101.*7\.01/)
  })

  it('names the subprotocol that it insists on', async () => {
    expect((await resultOf('insistingUnknown')).diagnosis).to.match(/--subprotocol mqtt/)
  })

  it('that answers two subprotocols at once is found to speak both; one that says the offer back, none', async () => {
    expect((await resultOf('answeringAll')).capabilities.subprotocols).to.deep.equal(['chat', 'superchat'])
    expect((await resultOf('sayingBack')).capabilities.subprotocols).to.deep.equal([])
  })

  it('that insists on a declared subprotocol is offered it', async () => {
    const result = await resultOf('insisting')
    expect(result.summary.pass).to.equal(3)
    expect(result.capabilities.subprotocols).to.deep.equal(['odd'])
  })

  it('dead for good leaves everything without a verdict, and no pass that no control vouches for', async () => {
    const result = await resultOf('dying')
    expect(result.summary).to.include({ inconclusive: 4, pass: 0, fail: 0 })
    expect(entryOf(result, '2.01').because).to.match(/after suites? [12] .*no longer answered with 101/)
  })

  it('dead at one request and started again: the others are sent one by one, that one is named', async () => {
    const result = await resultOf('revived')
    expect(verdictsOf(result)).to.deep.equal({ '1.01': 'pass', '1.02': 'inconclusive', '1.03': 'pass', '2.01': 'pass' })
    expect(entryOf(result, '1.02').because).to.match(/control after this case/)
    expect(entryOf(result, '1.02').exchanges).to.have.length(1)
  })

  it('that takes one connection more while it dies is known to be gone, and at which request', async () => {
    const result = await resultOf('leaving')
    expect(verdictsOf(result)).to.include({ '1.01': 'pass', '1.02': 'inconclusive', '1.03': 'pass', '0.06': 'fail' })
    expect(entryOf(result, '0.06').got).to.match(/^after 1\.02: no connection/)
  })

  it('hurt by a case that can hurt: that is sent last, alone and once', async () => {
    const result = await resultOf('hurt')
    expect(verdictsOf(result)).to.deep.equal({ '1.01': 'inconclusive', '1.02': 'pass', '1.03': 'pass', '2.01': 'pass' })
    const marked = result.lines.flatMap((line) => /case=([\d.]+)/.exec(line)?.[1] ?? [])
    expect(marked).to.deep.equal(['1.02', '1.01', '1.03'])
  })

  it('that hangs behind a request is started again: the others get their verdicts, and 0.06 tells', async () => {
    const result = await resultOf('hanging')
    expect(verdictsOf(result)).to.include({ '1.01': 'pass', '1.02': 'inconclusive', '1.03': 'pass', '0.06': 'fail' })
    expect(entryOf(result, '0.06').because).to.equal('RFC 9110 17.5: after 1.02 the server gave no response in 4 tries')
  })

  it('that does not start again ends the run and not the program', async () => {
    expect((await resultOf('lost')).summary.inconclusive).to.equal(2)
  })

  it('busy now and then is asked again', async () => {
    const result = await resultOf('busy')
    expect(result.summary).to.include({ pass: 20, fail: 0, inconclusive: 0 })
  })

  it('silent for a while behind what can hurt is waited for', async () => {
    const { cases, controls } = await resultOf('tired')
    expect(cases.map(({ verdict }) => verdict)).to.deep.equal(['pass', 'pass'])
    expect(controls.filter(({ ended }) => ended === 'timeout')).to.have.length.at.least(1)
  })

  it('half of which is broken is neither accused of that half nor credited with it', async () => {
    const result = await resultOf('halfBroken')
    expect(result.summary).to.include({ fail: 0, warn: 0 })
    for (const { verdict, exchanges } of result.cases) {
      const statuses = exchanges.map(({ received }) => Buffer.from(received, 'base64').toString('latin1', 9, 12))
      if (statuses.includes('500')) expect(verdict).to.equal('inconclusive')
    }
    expect(result.cases.map(({ because }) => because).join()).to.include(
      'the correct handshake was also answered with 500',
    )
  })

  it('that resets a connection now and then is not accused of the cases that met it', async () => {
    const { summary } = await resultOf('torn')
    expect(summary).to.include({ fail: 0, warn: 0 })
  })

  it('that limits how often one may ask is not accused', async () => {
    const { summary } = await resultOf('limited')
    expect(summary).to.include({ fail: 0, warn: 0 })
    expect(summary.pass).to.be.above(10)
  })

  it('that limits how many may ask at once is not accused, nor credited with what it only dropped', async () => {
    const result = await resultOf('narrow')
    expect(result.summary).to.include({ pass: 21, fail: 1 })
    expect(entryOf(result, '1.60').verdict).to.equal('fail')
  })

  it('that serves one after the other is accused of its own silence only', async () => {
    const verdicts = verdictsOf(await resultOf('single'))
    expect(verdicts).to.deep.equal({
      '1.10': 'fail',
      '1.11': 'pass',
      '1.12': 'pass',
      '1.13': 'pass',
      '1.14': 'pass',
      '1.15': 'pass',
    })
  })

  it('that flaps is given up, and nothing is made of what was seen', async () => {
    const result = await resultOf('flapping')
    expect(result.summary.inconclusive).to.equal(60)
    expect(entryOf(result, '1.69').because).to.match(/only now and then/)
    expect(result.controls.length).to.be.below(100)
  })

  it('that changes its mind is neither credited nor accused', async () => {
    const result = await resultOf('fickle')
    expect(result.summary).to.include({ fail: 0, warn: 0 })
    for (const id of ['1.01', '1.02', '2.01']) expect(entryOf(result, id).verdict, id).to.equal('inconclusive')
  })

  it('gone in the second turn has no stable verdict but its failures', async () => {
    const result = await resultOf('goneInTurn')
    expect(verdictsOf(result)).to.deep.equal({
      '1.01': 'inconclusive',
      '1.02': 'inconclusive',
      '1.03': 'inconclusive',
      '1.04': 'fail',
    })
    expect(result.cases.every(({ stable }) => !stable)).to.equal(true)
  })

  it('that floods is heard to the end of what one listens to', async () => {
    const result = await resultOf('flooding')
    expect(entryOf(result, '1.01').verdict).to.equal('observed')
    for (const { receivedBytes, received } of entryOf(result, '1.01').exchanges) {
      expect(receivedBytes).to.be.at.most(1 << 20)
      expect(Buffer.from(received, 'base64').length).to.be.at.most(4096)
    }
  })
})
