import { expect } from 'chai'
import type { CaseResult, Verdict } from '../../../harness/case/results'
import { emptyResult } from '../../../harness/run/case-result'
import { mergeRepeats } from '../../../harness/run/repeat'
import { caseOf } from '../kit/cases'

describe('repeated verdicts', () => {
  const result = (id: string, verdict: Verdict): CaseResult => ({
    ...emptyResult(caseOf(id), 1),
    verdict,
    because: `${verdict}!`,
  })
  const merged = (...verdicts: Verdict[]) =>
    mergeRepeats(verdicts.map((verdict) => new Map([['1.01', result('1.01', verdict)]]))).get('1.01')

  it('that agree give that verdict', () => {
    expect(merged('pass', 'pass', 'pass')).to.include({ verdict: 'pass', stable: true, because: 'pass!' })
    expect(merged('warn')).to.include({ verdict: 'warn', stable: true })
  })

  it('give fail where one run failed, and inconclusive where they differ otherwise', () => {
    expect(merged('pass', 'fail', 'pass')).to.include({
      verdict: 'fail',
      stable: false,
      because: 'fail!; verdicts differ over 3 runs: pass 2, fail 1',
    })
    expect(merged('fail', 'error')).to.include({ verdict: 'error', stable: false })
    expect(merged('pass', 'warn')).to.include({ verdict: 'inconclusive', stable: false })
    expect(merged('contested', 'pass')).to.include({ verdict: 'inconclusive', stable: false })
    expect(merged('inconclusive', 'fail')).to.include({ verdict: 'fail', stable: false })
  })

  it('include the cases that only some runs have', () => {
    const all = mergeRepeats([new Map([['1.01', result('1.01', 'pass')]]), new Map([['1.02', result('1.02', 'warn')]])])
    expect([...all].map(([id, { verdict, stable }]) => [id, verdict, stable])).to.deep.equal([
      ['1.01', 'pass', true],
      ['1.02', 'warn', true],
    ])
    expect(mergeRepeats([])).to.deep.equal(new Map())
  })
})
