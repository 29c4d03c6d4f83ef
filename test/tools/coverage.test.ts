import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { casesByStatement, clientCasesByStatement, coveragePage, UNTESTED } from '../../tools/docs/coverage-page'
import { generatedRoles } from './kit/generated'

describe('the coverage of normative statements', () => {
  it('has cases for each statement, or one reason why there are none', () => {
    const bare = [...casesByStatement()].filter(([, ids]) => ids.length === 0).map(([id]) => id)
    expect(bare).to.have.members([...UNTESTED.keys()])
  })

  it('has cases for each statement about clients', () => {
    const bare = [...clientCasesByStatement()].filter(([, ids]) => ids.length === 0).map(([{ id }]) => id)
    expect(bare).to.deep.equal([])
    expect(coveragePage()).to.include('Coverage of what binds clients').and.include('| NC01 |')
  })

  it('is what docs/coverage.md has', () => {
    const written = readFileSync(join(__dirname, '../../docs/coverage.md'), 'utf8')
    expect(written, 'docs/coverage.md is stale: run npm run docs').to.equal(coveragePage(generatedRoles()))
  })
})
