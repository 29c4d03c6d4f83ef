import { expect } from 'chai'
import { checkedResults } from '../../collect/results-file'
import { emptyResult } from '../../harness/run/case-result'
import { clientSuites } from '../../suites/client'
import { suites } from '../../suites/server'
import { result, results, target } from '../reports/kit/results'

describe('a results file', () => {
  it('may have every case of both catalogues', () => {
    for (const [role, catalogue] of [
      ['server', suites],
      ['client', clientSuites],
    ] as const) {
      const cases = catalogue.flatMap((suite) => suite.cases.map((each) => emptyResult(each, suite.number)))
      expect(cases.length).to.be.greaterThan(200)
      const written = results(target('one', cases, role === 'client' ? { role, server: null, client: null } : {}))
      expect(checkedResults(JSON.parse(JSON.stringify(written)), 'all.json').targets[0]?.cases.length).to.equal(
        cases.length,
      )
    }
  })

  it('is refused for the field that is wrong, where the field may also be null', () => {
    const damaged = (like: unknown) => results({ ...target('one', [result('6.02')]), like } as never)
    expect(() => checkedResults(damaged('x'), 'a.json')).to.throw('a.json: targets.0.like must be object')
    expect(() => checkedResults(damaged({}), 'a.json')).to.throw(/^a\.json: targets\.0\.like\.\w+ is missing$/)
  })
})
