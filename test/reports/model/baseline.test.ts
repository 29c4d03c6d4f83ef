import { expect } from 'chai'
import type { Verdict } from '../../../harness/case/verdicts'
import { suitesOf } from '../../../reports/case-rows'
import { againstBaseline } from '../../../reports/model/baseline'
import { result, results, target } from '../kit/results'

function targetOf(name: string, verdicts: Record<string, Verdict>) {
  return target(
    name,
    Object.entries(verdicts).map(([id, verdict]) => result(id, verdict)),
  )
}

describe('reports/model/baseline', () => {
  it('counts the cases with a worse and with a better verdict, where both were judged', () => {
    const of = results(
      targetOf('a@1', { '6.01': 'pass', '6.02': 'fail', '6.03': 'warn', '6.04': 'skip', '6.05': 'observed' }),
      targetOf('b@1', { '6.01': 'fail', '6.02': 'warn', '6.03': 'contested', '6.04': 'fail', '6.05': 'pass' }),
      targetOf('c@1', { '6.01': 'inconclusive', '6.03': 'fail' }),
    )
    const rows = suitesOf(of).flatMap((suite) => suite.rows)
    expect(againstBaseline(rows, 1, 0)).to.deep.equal({ worse: 1, better: 1 })
    expect(againstBaseline(rows, 2, 0)).to.deep.equal({ worse: 1, better: 0 })
    expect(againstBaseline(rows, 0, 0)).to.deep.equal({ worse: 0, better: 0 })
  })
})
