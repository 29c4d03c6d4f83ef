import { expect } from 'chai'
import { entriesOf } from '../../harness/case/catalogue'
import type { CaseResult, Likeness, Prevalence } from '../../harness/case/results'
import { likeWords, prevalenceWords } from '../../reports/like-words'
import { suites } from '../../suites/server/index'
import { result } from './kit/results'

const WS: Likeness = { name: 'ws', version: '8.23.0', agree: 374, of: 378, shared: 2, own: 0 }

function finding(id: string, verdict: 'fail' | 'warn', like?: boolean): CaseResult {
  const prevalence: Prevalence = { servers: 1, of: 2, ...(like === undefined ? {} : { like }) }
  return result(id, verdict, { prevalence })
}

describe('the words for likeness', () => {
  it('name the server, how far it agrees, and whose the failures are', () => {
    const cases = [finding('6.01', 'fail', true), finding('6.02', 'fail', true), finding('6.03', 'warn', false)]
    expect(likeWords({ like: WS, cases })).to.equal(
      "behaves like ws 8.23.0 (374 of 378 cases): 2 of 2 fails are that server's too, 0 only here",
    )
  })

  it('name failures that are only here, and those that were not judged there', () => {
    const cases = [finding('6.01', 'fail', true), finding('6.02', 'fail', false), finding('6.03', 'fail')]
    expect(likeWords({ like: WS, cases })).to.match(
      /: 1 of 3 fails are that server's too, 1 only here, 1 not judged there$/,
    )
  })

  it('speak of all findings where nothing fails', () => {
    expect(likeWords({ like: WS, cases: [finding('6.03', 'warn', true)] })).to.match(
      /: 1 of 1 finding is that server's too, 0 only here$/,
    )
  })

  it('name the server after a hop', () => {
    const like = { ...WS, name: 'nginx', version: '1.22.1', inFrontOf: 'ws 8.23.0' }
    expect(likeWords({ like, cases: [] })).to.match(/^behaves like nginx 1\.22\.1 in front of ws 8\.23\.0 \(/)
  })

  it('name the core of a server that is built on another', () => {
    const like = { ...WS, name: 'socketcluster-server', version: '20.0.1', core: 'ws' }
    expect(likeWords({ like, cases: [] })).to.match(
      /^behaves like socketcluster-server 20\.0\.1, built on ws \(374 of /,
    )
  })

  it('count the known servers where it is like none, and say nothing where that is not known', () => {
    expect(likeWords({ like: null, cases: [] })).to.match(/^like none of the \d\d+ known servers$/)
    expect(likeWords({ cases: [] })).to.equal(null)
  })

  it('say that a whole run has too few verdicts for a comparison, and nothing of a part of the cases', () => {
    const all = entriesOf(suites).map(({ case: { id } }) => result(id, 'inconclusive'))
    const cases = [...all.slice(1), finding(all[0]?.id ?? '', 'fail')]
    expect(likeWords({ cases })).to.match(/^not compared with the \d\d+ known servers: too few cases have a verdict$/)
    expect(likeWords({ cases, diagnosis: 'it answers 404' })).to.equal(null)
    expect(likeWords({ cases: cases.slice(-100) })).to.equal(null)
    expect(likeWords({ cases: all }), 'no finding').to.equal(null)
  })

  it('of a published server say what differs from what was published', () => {
    const one = { ...WS, agree: 1, of: 1, published: true as const }
    expect(likeWords({ like: one, cases: [] })).to.equal('as published: 1 of 1 verdict of ws 8.23.0 is the same')
    const like = (agree: number): Likeness => ({ ...WS, agree, published: true })
    expect(likeWords({ like: like(378), cases: [] })).to.equal(
      'as published: 378 of 378 verdicts of ws 8.23.0 are the same',
    )
    expect(likeWords({ like: like(377), cases: [] })).to.equal(
      'not as published: 1 of 378 verdicts of ws 8.23.0 differs',
    )
    expect(likeWords({ like: like(376), cases: [] })).to.equal(
      'not as published: 2 of 378 verdicts of ws 8.23.0 differ',
    )
  })
})

describe('the words for prevalence', () => {
  it('count the servers, and name who mended it', () => {
    expect(prevalenceWords({ id: '6.02', prevalence: { servers: 52, of: 84 } })).to.equal(
      '52 of 84 known servers do this too',
    )
    expect(prevalenceWords({ id: '6.02', prevalence: { servers: 1, of: 84 } })).to.equal(
      '1 of 84 known servers does this too',
    )
    expect(prevalenceWords({ id: '6.02', prevalence: { servers: 0, of: 84 } })).to.equal(
      'none of 84 known servers does this',
    )
    const mended = [{ name: 'ws', since: '8.18.3' }]
    expect(prevalenceWords({ id: '6.02', prevalence: { servers: 2, of: 84, mended } })).to.equal(
      '2 of 84 known servers do this too; ws no longer does since 8.18.3',
    )
    expect(prevalenceWords({ id: '6.02' })).to.equal(null)
  })
})
