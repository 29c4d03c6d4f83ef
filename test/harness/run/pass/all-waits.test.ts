import { expect } from 'chai'
import { allWaits } from '../../../../harness/run/pass/all-waits'
import type { Waits } from '../../../../harness/run/target'

describe('harness/run/pass/all-waits', () => {
  it('reports the sum of what every part last said, and what most cases wait for', () => {
    const reported: Waits[] = []
    const reporter = allWaits((waits) => reported.push(waits))
    const [one, other] = [reporter(), reporter()]
    one?.({ cases: 3, what: 'answer' })
    other?.({ cases: 5, what: 'alive' })
    one?.({ cases: 0, what: null })
    expect(reported).to.deep.equal([
      { cases: 3, what: 'answer' },
      { cases: 8, what: 'alive' },
      { cases: 5, what: 'alive' },
    ])
  })

  it('gives nothing to report to where nobody listens', () => {
    expect(allWaits(undefined)()).to.equal(undefined)
  })
})
