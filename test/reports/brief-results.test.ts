import { expect } from 'chai'
import { completeResults } from '../../collect/complete-results'
import { type Results, summarize } from '../../harness/case/results'
import { type BriefResults, briefResults } from '../../reports/brief-results'
import { diffResults } from '../../reports/diff/difference'
import { differenceMarkdown } from '../../reports/diff/difference-markdown'
import { differencePage } from '../../reports/diff/difference-page'
import { differenceText } from '../../reports/diff/difference-text'
import { linedJson } from '../../reports/json'
import { decoded } from '../../reports/wire/stored-bytes'
import { faults } from '../schemas'
import { exchange, hostile, result, results, target } from './kit/results'

const [first, long, decided] = [
  exchange({ received: 'first' }),
  exchange({ received: 'x'.repeat(4096) }),
  exchange({ received: 'decided' }),
]

function part(name: string, verdict: 'pass' | 'fail', at: number) {
  return { name, verdict, expected: 'a 4xx', got: name, because: '', exchanges: [at] }
}

const whole = results(
  target(
    'ws@1',
    [
      result('6.01', 'pass', { parts: [part('a', 'pass', 0)] }),
      result('6.02', 'fail', { exchanges: [first, decided], parts: [part('a', 'pass', 0), part('b', 'fail', 1)] }),
      result('6.03', 'warn', { exchanges: [long, first] }),
      result('6.04', 'inconclusive', { exchanges: [] }),
      result('6.05', 'observed', { got: '400' }),
    ],
    { controls: [first, decided] },
  ),
)

function other(got: string): Results {
  const copy = structuredClone(whole)
  for (const { cases } of copy.targets) for (const each of cases) if (each.id === '6.05') each.got = got
  return copy
}

describe('reports: brief results', () => {
  const short = briefResults(whole)
  const [told] = short.targets

  it('keep every verdict and what was seen, and say that they are brief', () => {
    const seen = ({ targets }: Results | BriefResults) =>
      targets.flatMap(({ cases }) => cases.map(({ id, level, verdict, got }) => [id, level, verdict, got]))
    expect(seen(short)).to.deep.equal(seen(whole))
    expect(told?.summary).to.deep.equal(summarize(whole.targets[0]?.cases ?? []))
    expect(told?.kept).to.equal('findings')
    expect(whole.targets[0]).to.not.have.property('kept')
  })

  it('keep the octets that decided a finding, 1,024 each way, and of the first control', () => {
    const received = told?.cases.map(({ exchanges = [] }) => exchanges.map((each) => decoded(each.received).toString()))
    expect(received).to.deep.equal([[], ['decided'], ['x'.repeat(1024)], [], []])
    expect(told?.cases[2]?.exchanges?.[0]?.receivedBytes).to.equal(4096)
    expect(told?.controls).to.deep.equal([first])
  })

  it('leave out what says nothing, and what the catalogue has by id', () => {
    expect(told?.cases[0]).to.deep.equal({ id: '6.01', level: 'MUST', verdict: 'pass', got: '400 Bad Request' })
    const unsteady = result('6.02', 'fail', {
      stable: false,
      fixture: 'why',
      evidence: ['6.01'],
      known: { reason: 'r' },
    })
    const [kept] = briefResults(results(target('ws@1', [unsteady]))).targets
    expect(kept?.cases[0]).to.include.keys('stable', 'fixture', 'evidence', 'known', 'expected', 'because')
  })

  it('are filled from the catalogue', () => {
    const [filled] = completeResults(short).targets
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
    expect(faults('results', completeResults(short))).to.deep.equal([])
    expect(completeResults(whole)).to.equal(whole)
    const later = briefResults(results(target('ws@1', [result('99.01', 'fail')])))
    expect(completeResults(later).targets[0]?.cases[0]).to.include({
      id: '99.01',
      suite: 99,
      title: '',
      verdict: 'fail',
    })
  })

  it('are results as they are published, and the same when they are made brief again', () => {
    expect(faults('results', JSON.parse(linedJson(short)))).to.deep.equal([])
    expect(briefResults(completeResults(short))).to.deep.equal(short)
    const [bare] = JSON.parse(linedJson(short)).targets
    expect(faults('results', { ...short, targets: [{ ...bare, kept: undefined }] })).to.not.deep.equal([])
  })

  it('stand with a line for each case and connection, and are the same document', () => {
    const text = linedJson(short)
    expect(JSON.parse(text)).to.deep.equal(short)
    expect(text.split('\n').filter((line) => line.startsWith('{"id":"6.'))).to.have.length(5)
    expect(text.split('\n').filter((line) => line.startsWith('{"sent":'))).to.have.length(2)
    expect(JSON.parse(linedJson(hostile()))).to.deep.equal(hostile())
  })
})

describe('reports: a difference of brief results', () => {
  const shortened = completeResults(briefResults(whole))
  const sides: [string, Results, Results][] = [
    ['old', shortened, whole],
    ['new', whole, shortened],
    ['both', shortened, shortened],
  ]
  for (const [which, old, now] of sides)
    it(`says of octets that were not kept in ${which} neither that they are the same nor that they are others`, () => {
      const difference = diffResults(old, now)
      expect(difference.changedBytes).to.deep.equal([])
      expect(difference.byWords).to.deep.equal(['ws@1'])
      const words = 'The octets of ws@1 were not all kept: answers are compared by the words for them.'
      expect(differenceText(difference, { color: false, width: 100, several: false })).to.include(words)
      expect(differenceMarkdown(difference, false).replaceAll('\u2060', '')).to.include(words)
      expect(differencePage(difference, false, '')).to.include(words)
    })

  it('tells an answer that others words stand for', () => {
    const { changedBytes } = diffResults(
      completeResults(briefResults(other('after 12 ms'))),
      completeResults(briefResults(other('after 99 ms'))),
    )
    expect(changedBytes).to.deep.equal([])
    const changed = diffResults(shortened, completeResults(briefResults(other('426')))).changedBytes
    expect(changed.map(({ id, was, got }) => [id, was, got])).to.deep.equal([['6.05', '400', '426']])
  })

  it('says nothing of it where all octets are there', () => {
    expect(diffResults(whole, whole)).to.not.have.property('byWords')
    expect(differenceText(diffResults(whole, whole), { color: false, width: 80, several: false })).to.not.include(
      'kept',
    )
  })
})
