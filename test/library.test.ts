import { expect } from 'chai'
import { type CaseResult, cases, compare, diff, problems, type Results, run, UsageError } from '../index'
import { handshakeConformance } from '../mocha'
import { type Listening, listen } from '../servers-under-test/scratch/server'

describe('the library', () => {
  let intact: Listening
  let broken: Listening
  const urlOf = ({ port }: Listening) => `ws://127.0.0.1:${port}/`
  const only = ['3.01', '6.02']

  before(async () => {
    intact = await listen()
    broken = await listen({ defects: ['upgrade-optional'] })
  })
  after(() => Promise.all([intact.close(), broken.close()]))

  it('lists the selected cases', () => {
    expect(cases({ only: ['6.02'] })).to.deep.equal([
      {
        id: '6.02',
        suite: 6,
        title: 'Sec-WebSocket-Version is 14',
        level: 'MUST',
        contested: false,
        introduced: '1.0',
        meaning: 1,
      },
    ])
    expect(cases().length).to.be.greaterThan(300)
  })

  it('runs the cases, and lists the problems of the results', async () => {
    const seen: string[] = []
    const good = await run(new URL(urlOf(intact)), { only, onCase: ({ id }) => seen.push(id) })
    expect(seen.toSorted()).to.deep.equal(only)
    expect([good.schemaVersion, problems(good)]).to.deep.equal([1, []])
    const bad = await run(urlOf(broken), { only })
    expect(problems(bad)).to.have.length(1)
    expect(problems(bad)[0]).to.match(/^ws:\/\/127\.0\.0\.1:\d+\/: 3\.01 fail: .+; got 101/)
    const known = await run(urlOf(broken), {
      only,
      known: [
        { id: '3.01', reason: 'issue 7' },
        { id: '6.02', reason: 'old' },
      ],
    })
    expect(problems(known)).to.have.length(1)
    expect(problems(known)[0]).to.include('stale, 6.02: it was expected to fail, but its verdict is pass')
    const nobody = await run('ws://127.0.0.1:1/', { only })
    expect(problems(nobody)[0]).to.include('nothing listens on 127.0.0.1:1')
  })

  it('compares targets with each other and with earlier results, and lists the changes', async () => {
    const before = await run(urlOf(broken), { only })
    const { results, different } = await compare([before, urlOf(intact)], { only })
    expect(results.targets).to.have.length(2)
    expect(different.map(({ id, verdicts }) => [id, ...verdicts])).to.deep.equal([['3.01', 'fail', 'pass']])
    const { fixed, regressed } = diff(before, await run(urlOf(intact), { only }))
    expect([fixed.map(({ id }) => id), regressed]).to.deep.equal([['3.01'], []])
  })

  it('names the published servers that have a finding too, also of earlier results', async () => {
    const { targets } = await run(urlOf(broken), { only })
    const found = ({ cases: all }: { cases: CaseResult[] } = { cases: [] }) => all.find(({ id }) => id === '3.01')
    expect(found(targets[0])?.prevalence?.of).to.be.above(50)
    const old = { ...targets[0], cases: (targets[0]?.cases ?? []).map(({ prevalence: _, ...each }) => each) }
    const { results } = await compare([{ targets: [old] } as unknown as Results], { only })
    expect(found(results.targets[0])?.prevalence).to.deep.equal(found(targets[0])?.prevalence)
    expect(found(old)).to.not.have.property('prevalence')
  })

  it('takes the findings of a published server as known, with a list or without', async () => {
    const publishedToo = { only: ['2.01', '3.01'], knownAs: ['ws'] }
    const careless = await listen({ defects: ['host-optional', 'upgrade-optional'] })
    try {
      const [first, ...more] = problems(await run(urlOf(careless), publishedToo))
      expect([first, more]).to.deep.equal([problems(await run(urlOf(careless), { only: ['3.01'] }))[0], []])
      const known = [{ id: '3.01', reason: 'issue 7' }]
      expect(problems(await run(urlOf(careless), { ...publishedToo, known }))).to.deep.equal([])
    } finally {
      await careless.close()
    }
  })

  it('ends a run when its signal is aborted', async () => {
    const stop = new AbortController()
    stop.abort()
    const { targets } = await run(urlOf(intact), { only, signal: stop.signal })
    expect(targets[0]?.summary.inconclusive).to.equal(2)
  })

  const WRONG: readonly [string, Parameters<typeof run>, string][] = [
    ['an http URL', ['http://127.0.0.1/'], 'write ws://127.0.0.1/'],
    ['a case that does not exist', ['ws://127.0.0.1/', { only: ['77'] }], 'no case matches it'],
    [
      'a catalogue that does not exist',
      ['ws://127.0.0.1/', { catalogue: '9' }],
      'catalogue 9: the catalogue has no such',
    ],
    [
      'a header of the handshake',
      ['ws://127.0.0.1/', { headers: { Host: 'x' } }],
      'headers: Host: wsspec sets Host itself',
    ],
    [
      'an origin with a path',
      ['ws://127.0.0.1/', { origin: 'http://a/b' }],
      'origin http://a/b: this is not an origin',
    ],
    [
      'a subprotocol that is no token',
      ['ws://127.0.0.1/', { subprotocols: ['a b'] }],
      'subprotocols a b: this is not a token',
    ],
    ['no connection at all', ['ws://127.0.0.1/', { jobs: 0 }], 'jobs: 0 is not a whole number of at least 1'],
    [
      'a server of which nothing is published',
      ['ws://127.0.0.1/', { knownAs: ['wz'] }],
      'knownAs wz: no results of a server wz are published; did you mean ws?',
    ],
    ['a file that is not there', ['ws://127.0.0.1/', { known: '/no/known.yml' }], 'known /no/known.yml cannot be read'],
    [
      'a known failure of a case that does not exist',
      ['ws://127.0.0.1/', { known: [{ id: '77', reason: 'x' }] }],
      'no case has the id 77',
    ],
  ]
  for (const [what, words, message] of WRONG)
    it(`refuses ${what}`, async () => {
      const error = await run(...words).then(
        () => null,
        (reason) => reason,
      )
      expect(error).to.be.instanceOf(UsageError)
      expect(error.message).to.include(message)
    })

  describe('in a mocha suite', () => {
    handshakeConformance(async () => urlOf(broken), {
      only,
      title: 'a server with a known failure',
      known: [{ id: '3.01', reason: 'issue 7' }],
    })
  })
})
