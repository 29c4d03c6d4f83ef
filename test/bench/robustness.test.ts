import { expect } from 'chai'
import { chosenRows, heading, line } from '../../bench/robustness'
import type { RobustnessRow } from '../../bench/robustness-rows'

const ROW: RobustnessRow = {
  name: 'silent',
  before: { wallS: '297', peakMB: '126' },
  most: { wallS: 45, peakMB: 250 },
  measure: () => Promise.reject(new Error('not called')),
}

describe('the table of robustness', () => {
  it('has each figure beside the old one and its bound, and marks what is over it', () => {
    const cost = { wallS: 38.44, cpuS: 2.5, peakMB: 251 }
    expect(line(ROW, cost)).to.equal('| silent | 297 | 38.4 | 45 |  | 2.5 |  | 126 | 251 | OVER 250 |  |')
    expect(line({ ...ROW, most: {} }, { ...cost, remark: 'accused in 0.06' })).to.equal(
      '| silent | 297 | 38.4 |  |  | 2.5 |  | 126 | 251 |  | accused in 0.06 |',
    )
    const columns = (text: string) => text.split(' | ').length
    for (const each of heading().split('\n')) expect(columns(each)).to.equal(columns(line(ROW, cost)))
  })

  it('has the rows that words choose, and refuses a word that chooses none', () => {
    expect(chosenRows(['round trip', '--repeat 1']).map(({ name }) => name)).to.deep.equal([
      'round trip of 50 ms',
      'round trip of 100 ms',
      'round trip of 200 ms',
      '--repeat 1',
      '--repeat 10',
    ])
    const names = chosenRows([]).map(({ name }) => name)
    expect(new Set(names).size).to.equal(names.length)
    expect(() => chosenRows(['quick'])).to.throw('quick: the rows are correct; ')
  })
})
