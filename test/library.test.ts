import { expect } from 'chai'
import { cases, compare, diff, problems, run, UsageError } from '../index'
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
