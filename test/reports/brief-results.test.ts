import { expect } from 'chai'
import { completeResults } from '../../collect/complete-results'
import { type Results, summarize } from '../../harness/case/results'
import { type BriefResults, briefResults } from '../../reports/brief-results'
import { linedJson } from '../../reports/json'
import { decoded } from '../../reports/wire/stored-bytes'
import { faults } from '../kit/schemas'
import { BRIEF, FIRST, WHOLE } from './kit/brief'
import { hostile, result, results, target } from './kit/results'

describe('reports: brief results', () => {
  const [briefTarget] = BRIEF.targets

  it('keep every verdict and the words for the answer, and say that they are brief', () => {
    const seen = ({ targets }: Results | BriefResults) =>
      targets.flatMap(({ cases }) => cases.map(({ id, level, verdict, got }) => [id, level, verdict, got]))
    expect(seen(BRIEF)).to.deep.equal(seen(WHOLE))
    expect(briefTarget?.summary).to.deep.equal(summarize(WHOLE.targets[0]?.cases ?? []))
    expect(briefTarget?.kept).to.equal('findings')
    expect(WHOLE.targets[0]).to.not.have.property('kept')
  })

  it('keep the bytes of the connection that decided a finding, 1,024 each way, and of the first control', () => {
    const received = briefTarget?.cases.map(({ exchanges = [] }) =>
      exchanges.map((each) => decoded(each.received).toString()),
    )
    expect(received).to.deep.equal([[], ['decided'], ['x'.repeat(1024)], [], []])
    expect(briefTarget?.cases[2]?.exchanges?.[0]?.receivedBytes).to.equal(4096)
    expect(briefTarget?.controls).to.deep.equal([FIRST])
  })

  it('leave out what says nothing, and what the catalogue has by id', () => {
    expect(briefTarget?.cases[0]).to.deep.equal({ id: '6.01', level: 'MUST', verdict: 'pass', got: '400 Bad Request' })
    const unsteady = result('6.02', 'fail', {
      stable: false,
      fixture: 'why',
      evidence: ['6.01'],
      known: { reason: 'r' },
    })
    const [kept] = briefResults(results(target('ws@1', [unsteady]))).targets
    expect(kept?.cases[0]).to.include.keys('stable', 'fixture', 'evidence', 'known', 'expected', 'because')
  })

  it('keep the version of the rule, and get none from the catalogue', () => {
    const judged = results(target('ws@1', [result('8.03', 'pass', { meaning: 2 }), result('8.04')]))
    const [filled] = completeResults(briefResults(judged)).targets
    expect(filled?.cases.map(({ meaning }) => meaning)).to.deep.equal([2, undefined])
  })

  it('are filled from the catalogue', () => {
    const [filled] = completeResults(BRIEF).targets
    expect(filled?.cases[0]).to.include({
      suite: 6,
      title: 'Sec-WebSocket-Version is missing',
      verdict: 'pass',
      got: '400 Bad Request',
    })
    expect(filled?.cases[0]?.source).to.include('RFC 6455 4.2.1')
    expect(filled?.cases[0]?.expected).to.not.equal('')
    expect(filled?.cases[1]).to.include({
      title: 'Sec-WebSocket-Version is 14',
      expected: 'a 4xx',
      stable: true,
      known: null,
    })
    expect(faults('results', completeResults(BRIEF))).to.deep.equal([])
    expect(completeResults(WHOLE)).to.equal(WHOLE)
    const later = briefResults(results(target('ws@1', [result('99.01', 'fail')])))
    expect(completeResults(later).targets[0]?.cases[0]).to.include({
      id: '99.01',
      suite: 99,
      title: '',
      verdict: 'fail',
    })
  })

  it('are results as they are published, and the same when they are made brief again', () => {
    expect(faults('results', JSON.parse(linedJson(BRIEF)))).to.deep.equal([])
    expect(briefResults(completeResults(BRIEF))).to.deep.equal(BRIEF)
    const [bare] = JSON.parse(linedJson(BRIEF)).targets
    expect(faults('results', { ...BRIEF, targets: [{ ...bare, kept: undefined }] })).to.not.deep.equal([])
  })

  it('have a line for each case and connection, and are the same document', () => {
    const text = linedJson(BRIEF)
    expect(JSON.parse(text)).to.deep.equal(BRIEF)
    expect(text.split('\n').filter((line) => line.startsWith('{"id":"6.'))).to.have.length(5)
    expect(text.split('\n').filter((line) => line.startsWith('{"sent":'))).to.have.length(2)
    expect(JSON.parse(linedJson(hostile()))).to.deep.equal(hostile())
  })
})
