import { expect } from 'chai'
import { completeResults } from '../../../collect/complete-results'
import type { Results } from '../../../harness/case/results'
import { briefResults } from '../../../reports/brief-results'
import { diffResults } from '../../../reports/diff/difference'
import { differenceMarkdown } from '../../../reports/diff/difference-markdown'
import { differencePage } from '../../../reports/diff/difference-page'
import { differenceText } from '../../../reports/diff/difference-text'
import { BRIEF, WHOLE } from '../kit/brief'

function other(got: string): Results {
  const copy = structuredClone(WHOLE)
  for (const { cases } of copy.targets) for (const each of cases) if (each.id === '6.05') each.got = got
  return copy
}

describe('reports: a difference of brief results', () => {
  const shortened = completeResults(BRIEF)
  const sides: [string, Results, Results][] = [
    ['old', shortened, WHOLE],
    ['new', WHOLE, shortened],
    ['both', shortened, shortened],
  ]
  for (const [which, old, now] of sides)
    it(`calls bytes that were not kept in ${which} neither the same nor different`, () => {
      const difference = diffResults(old, now)
      expect(difference.changedBytes).to.deep.equal([])
      expect(difference.byWords).to.deep.equal(['ws@1'])
      const words = 'Not all bytes of ws@1 were kept: their answers are compared by the words for them.'
      expect(differenceText(difference, { color: false, width: 100, several: false })).to.include(words)
      expect(differenceMarkdown(difference, false).replaceAll('\u2060', '')).to.include(words)
      expect(differencePage(difference, false, '')).to.include(words)
    })

  it('compares answers by the words for them', () => {
    const { changedBytes } = diffResults(
      completeResults(briefResults(other('after 12 ms'))),
      completeResults(briefResults(other('after 99 ms'))),
    )
    expect(changedBytes).to.deep.equal([])
    const changed = diffResults(shortened, completeResults(briefResults(other('426')))).changedBytes
    expect(changed.map(({ id, was, got }) => [id, was, got])).to.deep.equal([['6.05', '400', '426']])
  })

  it('does not mention it where all bytes are there', () => {
    expect(diffResults(WHOLE, WHOLE)).to.not.have.property('byWords')
    expect(differenceText(diffResults(WHOLE, WHOLE), { color: false, width: 80, several: false })).to.not.include(
      'kept',
    )
  })
})
