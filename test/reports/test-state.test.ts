import { expect } from 'chai'
import { VERDICT_ORDER } from '../../harness/case/verdicts'
import { stateOf, stateOfCase } from '../../reports/test-state'
import { result } from './kit/results'

describe('reports: a case as a test', () => {
  it('fails where the run fails, is pending without evidence, and passes otherwise', () => {
    const states = (strict: boolean) =>
      Object.fromEntries(VERDICT_ORDER.map((verdict) => [verdict, stateOf(verdict, strict)]))
    const lenient = {
      ...{ pass: 'passed', observed: 'passed', warn: 'passed', contested: 'passed' },
      ...{ fail: 'failed', error: 'failed', skip: 'pending', inconclusive: 'pending' },
    }
    expect(states(false)).to.deep.equal(lenient)
    expect(states(true)).to.deep.equal({ ...lenient, contested: 'failed', warn: 'failed' })
  })

  it('is pending where its failure is expected, but not where wsspec has a bug', () => {
    const known = { reason: 'issue 7' }
    expect(stateOfCase(result('6.02', 'fail', { known }), false)).to.equal('pending')
    expect(stateOfCase(result('6.02', 'warn', { known }), false)).to.equal('passed')
    expect(stateOfCase(result('6.02', 'error', { known }), false)).to.equal('failed')
  })
})
