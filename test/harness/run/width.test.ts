import { expect } from 'chai'
import { Width } from '../../../harness/run/width'

/** What a width becomes after so many answers that took `ms`. */
function learned(width: Width, count: number, ms: number, aloneMs: number): number[] {
  return Array.from({ length: count }, () => width.learn(ms, aloneMs)).filter((each) => each !== null)
}

describe('the number of connections', () => {
  it('stays as it is for a target that answers promptly', () => {
    expect(learned(new Width(8, 64), 500, 2, 1)).to.deep.equal([])
    expect(learned(new Width(8, 64), 500, 25, 25)).to.deep.equal([])
  })

  it('grows step by step for one that is slow, and answers many as soon as one', () => {
    expect(learned(new Width(8, 64), 500, 300, 300)).to.deep.equal([16, 32, 64])
    expect(learned(new Width(8, 64), 500, 100, 100), 'as far as that is needed').to.deep.equal([16, 32])
    expect(learned(new Width(8, 24), 500, 2000, 2000), 'as far as that is allowed').to.deep.equal([16, 24])
    expect(learned(new Width(8, 8), 500, 2000, 2000)).to.deep.equal([])
  })

  it('shrinks for good once answers take longer under load', () => {
    const width = new Width(8, 64)
    expect(learned(width, 24, 300, 300)).to.deep.equal([16, 32])
    expect(learned(width, 32, 500, 300)).to.deep.equal([8])
    expect(learned(width, 200, 300, 300)).to.deep.equal([])
  })

  it('shrinks when `settle` is called', () => {
    const width = new Width(8, 64)
    expect(width.settle()).to.equal(null)
    const wide = new Width(8, 64)
    learned(wide, 8, 300, 300)
    expect(wide.settle()).to.equal(8)
    expect(learned(wide, 200, 300, 300)).to.deep.equal([])
  })
})
