import { expect } from 'chai'
import { summarize } from '../../../harness/case/results'

describe('the verdicts of cases', () => {
  it('are counted', () => {
    expect(summarize([{ verdict: 'pass' }, { verdict: 'fail' }, { verdict: 'pass' }])).to.include({
      pass: 2,
      fail: 1,
      warn: 0,
    })
  })
})
