import { expect } from 'chai'
import { rfc6455, rfc9110 } from '../../../harness/case/clause'
import type { Observation } from '../../../harness/case/observation'
import type { Verdict } from '../../../harness/case/results'
import { accepted } from '../../../harness/judge/expectations'
import { caseResult, emptyResult, type JudgedPart, unjudgedResult } from '../../../harness/run/case-result'
import { caseOf } from '../kit/cases'
import { good } from '../kit/observations'
import { OPEN } from './kit/open-mask'

describe('the result of a case', () => {
  const judged = (name: string, verdict: Verdict, observations = [good()]): JudgedPart => ({
    name,
    verdict,
    expected: 'e',
    got: 'g',
    because: 'b',
    observations,
  })
  const resultOf = (parts: readonly JudgedPart[], { twins = [] as Observation[], mask = OPEN } = {}) =>
    caseResult({ testCase: caseOf('1.01'), suite: 1, parts, twins }, mask)

  it('lists parts only where there are several, each with the indexes of its exchanges', () => {
    expect(resultOf([judged('a', 'pass')])).to.not.have.property('parts')
    const [a, b, twin] = [good(), good(), good()]
    const two = resultOf([judged('a', 'pass', [a]), judged('b', 'fail', [b])], { twins: [twin] })
    expect(two).to.include({ verdict: 'fail', suite: 1 })
    expect(two.parts?.map(({ exchanges }) => exchanges)).to.deep.equal([[0], [1]])
    expect(two.exchanges).to.have.length(3)
  })

  it('keeps an observation once where several parts rest on it', () => {
    const shared = good()
    const result = resultOf([judged('a', 'warn', [shared, shared]), judged('b', 'warn', [shared])])
    expect(result.exchanges).to.have.length(1)
  })

  it('masks its words', () => {
    const result = resultOf([judged('a', 'fail')], { mask: { ...OPEN, text: () => '***' } })
    expect(result).to.include({ got: '***', because: '***' })
  })

  it('has what is expected and each clause once where nothing is known', () => {
    const source = [rfc6455('4.1'), rfc6455('4.1', 'item 2'), rfc9110('5.1')]
    const parts = ['a', 'b'].map((name) => ({ name, expect: accepted() }))
    expect(emptyResult(caseOf('1.01', { source, parts }), 1)).to.deep.include({
      verdict: 'inconclusive',
      source: ['RFC 6455 4.1', 'RFC 9110 5.1'],
      expected: accepted().says,
      stable: true,
      known: null,
      exchanges: [],
    })
  })

  it('keeps the first eight exchanges where it cannot be judged', () => {
    const observations = Array.from({ length: 9 }, () => good())
    const result = unjudgedResult(caseOf('1.01'), 1, observations, OPEN)
    expect(result).to.include({ verdict: 'inconclusive', got: '', because: '' })
    expect(result.exchanges).to.have.length(8)
  })
})
