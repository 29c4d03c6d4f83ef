import { expect } from 'chai'
import { entriesOf } from '../../../harness/case/catalogue'
import { pageOf } from '../../../reports/explain/case-page'
import { partNames } from '../../../reports/explain/part-names'
import { clientSuites } from '../../../suites/client'
import { suites } from '../../../suites/server/index'
import { caseOf, VERSION_14 } from './kit'

const suite = { number: 6, slug: 'version', title: 'Sec-WebSocket-Version', cases: [] }

describe('explain: the page of a case', () => {
  it('has the conditions of the case as sentences', () => {
    const page = pageOf({ suite, case: { ...caseOf(VERSION_14), hurts: true, slow: true, connections: 20 } })
    expect(page.notes).to.have.length(3)
    for (const note of page.notes) expect(note).to.match(/^[A-Z].*\.$/)
    expect(page.run).to.equal('wsspec run ws://127.0.0.1:8080/ --only 6.02 --verbose')
  })

  it('has both readings of a contested case with their clauses', () => {
    const contested = { strict: 'RFC 6455 4.2.1 binds', lenient: 'RFC 9110 5.5 allows it' }
    const { contested: readings } = pageOf({ suite, case: { ...caseOf(VERSION_14), contested } })
    expect(readings?.strict.clauses.map(({ text }) => text)).to.deep.equal(['RFC 6455 4.2.1'])
    expect(readings?.lenient.clauses.map(({ text }) => text)).to.deep.equal(['RFC 9110 5.5'])
  })

  it('is there for every case, and says what is sent or what is judged', () => {
    for (const entry of [...entriesOf(suites), ...entriesOf(clientSuites)]) {
      const page = pageOf(entry)
      expect(page.sent.length + page.derived.length, page.id).to.be.greaterThan(0)
      expect(page.required.length + page.derived.length + page.notes.length, page.id).to.be.greaterThan(0)
    }
  })

  it('names few parts, and counts many', () => {
    const names = (count: number) => Array.from({ length: count }, (_, i) => `p${i}`)
    expect(partNames(names(2))).to.equal('p0 and p1')
    expect(partNames(names(9), (name) => name.toUpperCase())).to.equal('P0, P1, P2 and 6 more')
  })
})
