import { expect } from 'chai'
import { mergeResults } from '../../collect/merge'
import type { NamedResults } from '../../collect/shards'
import type { CaseResult, MadeWith, Results, TargetResult } from '../../harness/case/results'
import { summarize } from '../../harness/case/results'
import type { Verdict } from '../../harness/case/verdicts'
import { emptyResult } from '../../harness/run/case-result'
import { caseOf } from '../harness/kit/cases'

function targetOf(name: string, verdicts: Record<string, Verdict>): TargetResult {
  const cases = Object.entries(verdicts).map(([id, verdict]) => ({
    ...emptyResult(caseOf(id), Number.parseInt(id, 10)),
    verdict,
  }))
  const capabilities = { echo: true, subprotocols: [], permessageDeflate: false }
  return { name, url: 'ws://127.0.0.1/', server: null, capabilities, controls: [], summary: summarize(cases), cases }
}

function resultsOf(targets: TargetResult[], command: string[] = ['run'], startedAt = '2026-01-02T00:00:00.000Z') {
  const tool = { name: 'wsspec' as const, version: '1.0.0' }
  const results: Results = { schemaVersion: 1, tool, command, startedAt, durationMs: 5, targets }
  return results
}

const verdictsOf = ({ cases }: TargetResult) => Object.fromEntries(cases.map(({ id, verdict }) => [id, verdict]))

describe('merged results', () => {
  it('have each target once, with the cases of all its runs in their order', () => {
    const { results, missing, differences } = mergeResults([
      { file: 'a', results: resultsOf([targetOf('one', { '10.01': 'pass', '2.01': 'fail' })]) },
      { file: 'b', results: resultsOf([targetOf('one', { '1.01': 'warn' })], ['run'], '2026-01-01T00:00:00.000Z') },
    ])
    expect(results.targets.map(({ name }) => name)).to.deep.equal(['one'])
    expect(results.targets[0]?.cases.map(({ id }) => id)).to.deep.equal(['1.01', '2.01', '10.01'])
    expect(results.targets[0]?.summary).to.include({ pass: 1, fail: 1, warn: 1 })
    expect(results).to.include({ startedAt: '2026-01-01T00:00:00.000Z', durationMs: 10 })
    expect([missing, differences]).to.deep.equal([[], []])
  })

  it('prefer a verdict with evidence, and report where two differ', () => {
    const { results, differences } = mergeResults([
      { file: 'a', results: resultsOf([targetOf('one', { '1.01': 'inconclusive', '1.02': 'pass' })]) },
      { file: 'b', results: resultsOf([targetOf('one', { '1.01': 'pass', '1.02': 'fail' })]) },
    ])
    expect(results.targets.map(verdictsOf)).to.deep.equal([{ '1.01': 'pass', '1.02': 'fail' }])
    expect(differences).to.deep.equal(['one: 1.02 is pass in a and fail in b; fail is kept'])
  })

  it('report a target that has another URL or profile in another file', () => {
    const line = (file: string, digest: string) => ({
      file,
      results: resultsOf([{ ...targetOf('one', { '1.01': 'pass' }), line: { name: 'one', digest } }]),
    })
    expect(mergeResults([line('a', 'x'), line('b', 'x')]).differences).to.deep.equal([])
    expect(mergeResults([line('a', 'x'), line('b', 'y')]).differences).to.deep.equal([
      'one: b has another URL or profile for it than a',
    ])
  })

  it('of parts have no comparison with the published servers, which was made without the other parts', () => {
    const part = (verdicts: Record<string, Verdict>) => {
      const target: TargetResult = { ...targetOf('one', verdicts), like: null }
      for (const result of target.cases) result.prevalence = { servers: 1, of: 2 }
      return resultsOf([target])
    }
    const [a, b] = [part({ '1.01': 'fail' }), part({ '2.01': 'fail' })]
    const [whole] = mergeResults([
      { file: 'a', results: a },
      { file: 'b', results: b },
    ]).results.targets
    expect(whole).to.not.have.property('like')
    expect(whole?.cases.some((each) => 'prevalence' in each)).to.equal(false)
    const [alone] = mergeResults([{ file: 'a', results: a }]).results.targets
    expect(alone).to.have.property('like', null)
    expect(alone?.cases[0]?.prevalence).to.deep.equal({ servers: 1, of: 2 })
  })

  it('name the parts of the run and the cases that are missing', () => {
    const { results, missing } = mergeResults([
      { file: 'a', results: resultsOf([targetOf('one', { '1.01': 'pass' })], ['run', '--shard', '1/3']) },
      { file: 'b', results: resultsOf([targetOf('two', { '1.02': 'pass' })], ['run', '--shard=3/3', '--lines=x']) },
    ])
    expect(missing).to.deep.equal(['the run had 3 parts; missing: 2/3', 'one: not run: 1.02', 'two: not run: 1.01'])
    expect(results.command).to.deep.equal(['run'])
  })

  it('name parts that were made otherwise, and take the part from the settings', () => {
    const part = (file: string, madeWith: MadeWith) => ({ file, results: { ...resultsOf([]), madeWith } })
    const found = (...parts: NamedResults[]) => mergeResults(parts).missing
    const first = part('a', { only: ['6.*'], shard: '1/2' })
    expect(found(first)).to.deep.equal(['the run had 2 parts; missing: 2/2'])
    expect(found(first, part('b', { only: ['6.*'], shard: '2/2' }))).to.deep.equal([])
    expect(found(first, part('b', { only: ['7.*'], slow: true, shard: '2/2' }))).to.deep.equal([
      'b was made with --only 7.* and with --slow, unlike a',
    ])
    expect(found(first, part('b', { shard: '2/2', needs: 'x' }))).to.deep.equal([
      'b was made without --only and with another --profile, --header, --origin, --subprotocol or --connect, unlike a',
    ])
    expect(found(first, part('b', { only: ['6.*'], shard: '2/3' }))).to.deep.equal([
      'b is one of 3 parts, unlike a',
      'the run had 2 parts; missing: 2/2',
    ])
    const { results } = mergeResults([first, part('b', { only: ['6.*'], shard: '2/2' })])
    expect(results.madeWith).to.deep.equal({ only: ['6.*'] })
    expect(mergeResults([first, part('b', {})]).results).to.not.have.property('madeWith')
  })

  it('report another catalogue, and keep what the newest rule judged', () => {
    const judged = (file: string, verdict: Verdict, more: Partial<CaseResult>, catalogue?: string) => {
      const one = targetOf('one', { '1.01': verdict })
      const cases = one.cases.map(({ meaning: _, ...each }) => ({ ...each, ...more }))
      return { file, results: { ...resultsOf([{ ...one, cases }]), ...(catalogue ? { catalogue } : {}) } }
    }
    const old = judged('a', 'fail', {})
    const { results, missing, differences } = mergeResults([old, judged('b', 'pass', { meaning: 2 }, '1.1')])
    expect(results.targets.map(verdictsOf)).to.deep.equal([{ '1.01': 'pass' }])
    expect(results.catalogue).to.equal('1.0')
    expect([missing, differences]).to.deep.equal([
      [],
      ['the catalogue differs: a by 1.0 and b by 1.1; a case may have been judged by another rule'],
    ])
    expect(mergeResults([old, judged('b', 'fail', {})]).differences).to.deep.equal([])
  })

  it('do not depend on the order of the files', () => {
    const files = ['b', 'a', 'c'].map((name) => ({
      file: name,
      results: resultsOf([targetOf(name, { '1.01': 'pass' })]),
    }))
    expect(mergeResults(files)).to.deep.equal(mergeResults(files.toReversed()))
  })
})
