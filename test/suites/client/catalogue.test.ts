import { expect } from 'chai'
import { causes } from '../../../suites/causes'
import { clientSuites } from '../../../suites/client'
import { clientCauses } from '../../../suites/client/causes'
import { clientRequirements } from '../../../suites/requirements/client'

const cases = clientSuites.flatMap((suite) => suite.cases)

describe('the catalogue of client cases', () => {
  it('has every id once, in the suite of its number, in order', () => {
    const ids = cases.map(({ id }) => id)
    expect(new Set(ids).size).to.equal(ids.length)
    for (const { number, cases: own } of clientSuites) {
      expect(own.filter(({ id }) => !id.startsWith(`C${number}.`)).map(({ id }) => id)).to.deep.equal([])
      expect(own.map(({ id }) => id)).to.deep.equal(own.map(({ id }) => id).toSorted())
    }
  })

  it('names a clause and a requirement in every case, and something to do', () => {
    const bare = cases.filter(
      ({ source, tests, parts = [], derived }) =>
        source.length === 0 || tests.length === 0 || (parts.length === 0 && !derived),
    )
    expect(bare.map(({ id }) => id)).to.deep.equal([])
  })

  it('explains every case that can have a finding by exactly one cause', () => {
    const explained = clientCauses.flatMap((cause) => cause.cases)
    expect(new Set(explained).size).to.equal(explained.length)
    const ids = new Set(cases.map(({ id }) => id))
    expect(explained.filter((id) => !ids.has(id))).to.deep.equal([])
    expect(cases.filter(({ blame }) => blame === undefined).map(({ id }) => id)).to.deep.equal([])
  })

  it('shares no id of a cause or requirement with the server cases, and has each requirement tested', () => {
    const own = new Set(clientCauses.map(({ id }) => id))
    expect(causes.filter(({ id }) => own.has(id))).to.deep.equal([])
    const tested = new Set(cases.flatMap(({ tests }) => tests))
    expect(clientRequirements.filter((each) => !tested.has(each)).map(({ id }) => id)).to.deep.equal([])
  })
})
