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

  it('that differ are inconclusive: a case fails only where each run failed it', () => {
    expect(merged('fail', 'fail')).to.include({ verdict: 'fail', stable: true })
    expect(merged('pass', 'fail', 'pass')).to.include({
      verdict: 'inconclusive',
      stable: false,
      because: 'fail!; verdicts differ over 3 runs: pass 2, fail 1',
    })
    for (const verdicts of [
      ['pass', 'warn'],
      ['contested', 'pass'],
      ['inconclusive', 'fail'],
      ['fail', 'contested'],
    ] as const)
      expect(merged(...verdicts), verdicts.join()).to.include({ verdict: 'inconclusive', stable: false })
  })

  it('that differ accuse nobody: no cause, no harm, no part with a finding', () => {
    const part = { name: 'a', expected: '', got: '', because: '', exchanges: [] }
    const failed: CaseResult = {
      ...result('1.01', 'fail'),
      cause: 'host-not-checked',
      impact: 'lax',
      evidence: ['2.01'],
      parts: [
        { ...part, verdict: 'fail' },
        { ...part, verdict: 'pass' },
      ],
    }
    const both = mergeRepeats([new Map([['1.01', failed]]), new Map([['1.01', result('1.01', 'pass')]])]).get('1.01')
    expect(both).to.include({ cause: null, impact: null }).and.not.have.property('evidence')
    expect(both?.parts?.map(({ verdict }) => verdict)).to.deep.equal(['inconclusive', 'pass'])
  })

  it('stay an error where one run met a bug of wsspec', () => {
    expect(merged('fail', 'error')).to.include({ verdict: 'error', stable: false })
    expect(merged('pass', 'error')).to.include({ verdict: 'error', stable: false })
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
