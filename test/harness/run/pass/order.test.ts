import { expect } from 'chai'
import { inCatalogueOrder, longestWaitMs, neededCases, sendingOrder } from '../../../../harness/run/pass/order'
import { caseOf, suiteOf } from '../../kit/cases'
import { controlOf } from '../kit/fake-session'

const derived = { says: '', of: () => true, absent: '' }

/** A case whose part waits for so long. */
function waiting(id: string, ms: number) {
  return caseOf(id, { parts: [{ name: id, steps: [{ do: 'pause', ms }] }] })
}

const waitMs = ({ steps = [] }: { steps?: readonly { do: string; ms?: number }[] }) =>
  steps.reduce((sum, step) => sum + (step.ms ?? 0), 0)

describe('the order of a pass', () => {
  it('includes the cases whose answers a selected derived case judges', () => {
    const suites = [
      suiteOf(1, [caseOf('1.01'), caseOf('1.02')]),
      suiteOf(2, [caseOf('2.01', { derived: { ...derived, from: ['1.02'] } }), caseOf('2.02', { derived })]),
    ]
    expect([...neededCases(suites, new Set(['2.01']))]).to.deep.equal(['2.01', '1.02'])
    expect([...neededCases(suites, new Set(['1.01', '2.02']))]).to.deep.equal(['1.01', '2.02'])
  })

  it('includes the cases that may score a fault instead of a selected one, except destructive ones', () => {
    const suites = [
      suiteOf(1, [
        caseOf('1.01', { derived: { ...derived, from: ['1.03'] } }),
        caseOf('1.02', { hurts: true }),
        caseOf('1.03'),
        caseOf('1.04', { sameFaultAs: ['1.01', '1.02'] }),
      ]),
    ]
    expect([...neededCases(suites, new Set(['1.04']))]).to.deep.equal(['1.04', '1.01', '1.03'])
  })

  it('begins with the case that waits longest, and leaves the others as they are', () => {
    const cases = [caseOf('1.01'), waiting('1.02', 10), caseOf('1.03'), waiting('1.04', 500)]
    const { together, alone } = sendingOrder(cases, 8, waitMs)
    expect(together.map(({ id }) => id)).to.deep.equal(['1.04', '1.02', '1.01', '1.03'])
    expect(alone).to.deep.equal([])
  })

  it('keeps destructive cases and those with too many connections for the end', () => {
    const cases = [
      caseOf('1.01', { hurts: true }),
      caseOf('1.02'),
      caseOf('1.03', { connections: 9 }),
      caseOf('1.04', { connections: 8 }),
    ]
    const { together, alone } = sendingOrder(cases, 8, waitMs)
    expect(together.map(({ id }) => id)).to.deep.equal(['1.02', '1.04'])
    expect(alone.map(({ id }) => id)).to.deep.equal(['1.01', '1.03'])
  })

  it('takes the longest part of a case, and 0 where it has none', () => {
    const parts = [5, 40, 20].map((ms) => ({ name: `${ms}`, steps: [{ do: 'pause', ms }] as const }))
    expect(longestWaitMs(caseOf('1.01', { parts }), waitMs)).to.equal(40)
    expect(longestWaitMs(caseOf('1.01', { parts: [] }), waitMs)).to.equal(0)
  })

  it('is the order of evidence: controls first, then as the catalogue has it', () => {
    const evidence = ['2.01', 'control', '1.01', 'control'].map((from, at) => ({ ...controlOf(), from, part: `${at}` }))
    const ordered = inCatalogueOrder(evidence, [caseOf('1.01'), caseOf('2.01')])
    expect(ordered.map(({ from, part }) => `${from} ${part}`)).to.deep.equal([
      'control 1',
      'control 3',
      '1.01 2',
      '2.01 0',
    ])
  })
})
