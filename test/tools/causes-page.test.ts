import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { causes } from '../../suites/causes'
import { clientCauses } from '../../suites/client/causes'
import { causesPage } from '../../tools/docs/causes-page'
import { generatedRoles } from './kit/generated'

describe('the page of the causes', () => {
  const page = causesPage(generatedRoles())
  const whole = causesPage()

  it('is what docs/causes.md has', () => {
    const written = readFileSync(join(__dirname, '../../docs/causes.md'), 'utf8')
    expect(written, 'docs/causes.md is stale: run npm run docs').to.equal(page)
  })

  it('has a place to link to for every cause, and a link for every case', () => {
    for (const { id, cases } of [...causes, ...clientCauses]) {
      expect(whole).to.include(`<a id="${id}"></a>`)
      for (const each of cases) expect(whole).to.include(`(cases/${each}.md)`)
    }
  })
})
