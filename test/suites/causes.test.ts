import { expect } from 'chai'
import { entriesOf } from '../../harness/case/catalogue'
import { IMPACTS } from '../../harness/case/cause'
import { causeNamed, causeOfCase, causes } from '../../suites/causes'
import { suites } from '../../suites/server'

const cases = entriesOf(suites).map((entry) => entry.case)

describe('the causes', () => {
  it('explain every case exactly once, and no other', () => {
    const explained = causes.flatMap((cause) => cause.cases)
    expect(explained.toSorted()).to.deep.equal(cases.map(({ id }) => id).toSorted())
  })

  it('are attached to the cases', () => {
    expect(cases.filter(({ id, blame }) => blame?.cause !== causeOfCase(id)?.id || blame === undefined)).to.deep.equal(
      [],
    )
  })

  it('do not call a long target unchecked that is refused with another status than 414', () => {
    expect(causeOfCase('1.39')?.id).to.equal('refusal-without-status')
  })

  it('have ids of their own, words for a person, and cases in order', () => {
    expect(new Set(causes.map(({ id }) => id)).size).to.equal(causes.length)
    for (const { id, title, why, remedy, impact, cases: own } of causes) {
      expect(id).to.match(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(title, id).to.match(/^[A-Z].*[^.]$/)
      for (const sentence of [why, remedy]) expect(sentence, id).to.match(/^[A-Z].*[.:$]$/)
      expect(IMPACTS).to.include(impact)
      expect(own, id).to.have.length.above(0)
      expect(own, id).to.deep.equal(own.toSorted((a, b) => Number(a) - Number(b)))
    }
  })

  it('come in the order of their harm', () => {
    const ranks = causes.map(({ impact }) => IMPACTS.indexOf(impact))
    expect(ranks).to.deep.equal(ranks.toSorted((a, b) => a - b))
  })

  it('include each cause that an expectation names', () => {
    const named = cases.flatMap(({ parts = [] }) =>
      parts.flatMap(({ expect: expectation }) =>
        Object.values(expectation?.blames ?? {}).filter((blame) => blame !== undefined),
      ),
    )
    expect(named).to.have.length.above(100)
    for (const { cause, impact } of named) expect(causeNamed(cause)?.impact, cause).to.equal(impact)
  })
})

describe('a case with the same fault as others', () => {
  const byId = new Map(cases.map((each) => [each.id, each]))

  it('names cases of the catalogue, and none that refers back', () => {
    const reached = (id: string): string[] => (byId.get(id)?.sameFaultAs ?? []).flatMap((to) => [to, ...reached(to)])
    for (const { id, sameFaultAs = [] } of cases) {
      expect(
        sameFaultAs.filter((to) => !byId.has(to)),
        id,
      ).to.deep.equal([])
      expect(reached(id), id).not.to.include(id)
    }
  })
})
