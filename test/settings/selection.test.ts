import { expect } from 'chai'
import { entriesOf } from '../../harness/case/catalogue'
import { select } from '../../settings/selection'
import { suites } from '../../suites/server/index'

describe('patterns', () => {
  const chosen = (only: string[], skip: string[] = []) => select(suites, { only, skip }).map((entry) => entry.case.id)
  const all = entriesOf(suites)

  it('are ids, numbers, slugs, globs and levels', () => {
    const six = all.filter(({ suite }) => suite.number === 6).map((entry) => entry.case.id)
    expect(chosen([])).to.have.length(all.length)
    expect(chosen(['6.02'])).to.deep.equal(['6.02'])
    for (const pattern of ['6', '6.*', 'version', 'VERSION', 'vers*'])
      expect(chosen([pattern]), pattern).to.deep.equal(six)
    expect(chosen(['6.0?'])).to.deep.equal(six.filter((id) => id.startsWith('6.0')))
    const levels = all.filter((entry) => entry.case.level === 'SHOULD').map((entry) => entry.case.id)
    for (const pattern of ['SHOULD', 'should']) expect(chosen([pattern])).to.deep.equal(levels)
  })

  it('may be several between commas', () => {
    expect(chosen(['6.02, 6.03,', '6.04'])).to.deep.equal(['6.02', '6.03', '6.04'])
    expect(chosen(['6'], ['6.02,6.03'])).to.deep.equal(chosen(['6'], ['6.02', '6.03']))
    expect(() => chosen(['6.02,6.2'])).to.throw(/--only 6\.2: no case matches it; did you mean 6\.02/)
    expect(() => chosen([','])).to.throw(/--only ,: no case matches it/)
  })

  it('leave out the cases that --skip names', () => {
    expect(chosen(['6'], ['6.02'])).to.not.include('6.02')
    expect(chosen([], ['6'])).to.have.length(all.length - chosen(['6']).length)
  })
})
