import { expect } from 'chai'
import type { Case } from '../../harness/case/case'
import { inIdOrder } from '../../suites/server/parts/in-id-order'

function withId(id: string): Case {
  return { id, level: 'INFO', title: id, source: [], tests: [] }
}

describe('inIdOrder', () => {
  const order = (...groups: string[][]) => inIdOrder(...groups.map((ids) => ids.map(withId))).map(({ id }) => id)

  it('puts the cases of several files in the order of their ids', () => {
    expect(order(['7.02', '7.19'], ['7.01', '7.18'])).to.deep.equal(['7.01', '7.02', '7.18', '7.19'])
  })

  it('compares numbers, not text', () => {
    expect(order(['7.100', '7.20'], ['7.99'])).to.deep.equal(['7.20', '7.99', '7.100'])
  })

  it('is empty without cases', () => {
    expect(order([], [])).to.deep.equal([])
  })
})
