import { expect } from 'chai'
import type { CaseResult, Verdict } from '../../../harness/case/results'
import { emptyResult } from '../../../harness/run/case-result'
import { Repeats } from '../../../harness/run/repeat'
import { caseOf } from '../kit/cases'

describe('repeated verdicts', () => {
  const result = (id: string, verdict: Verdict): CaseResult => ({
    ...emptyResult(caseOf(id), 1),
    verdict,
    because: `${verdict}!`,
  })
  const repeated = (...results: CaseResult[]): Repeats => {
    const repeats = new Repeats()
    for (const each of results) repeats.add(new Map([[each.id, each]]))
    return repeats
  }
  const merged = (...verdicts: Verdict[]) =>
    repeated(...verdicts.map((verdict) => result('1.01', verdict))).resultOf('1.01')

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
    const both = repeated(failed, result('1.01', 'pass')).resultOf('1.01')
    expect(both).to.include({ cause: null, impact: null }).and.not.have.property('evidence')
    expect(both?.parts?.map(({ verdict }) => verdict)).to.deep.equal(['inconclusive', 'pass'])
  })

  it('stay an error where one run met a bug of wsspec', () => {
    expect(merged('fail', 'error')).to.include({ verdict: 'error', stable: false })
    expect(merged('pass', 'error')).to.include({ verdict: 'error', stable: false })
  })

  it('include the cases that only some runs have', () => {
    const all = repeated(result('1.01', 'pass'), result('1.02', 'warn'))
    expect(all.resultOf('1.01')).to.include({ verdict: 'pass', stable: true })
    expect(all.resultOf('1.02')).to.include({ verdict: 'warn', stable: true })
    expect(all.resultOf('1.03')).to.equal(undefined)
  })

  it('show the first run with the gravest verdict', () => {
    const runs = ['pass', 'fail', 'warn', 'fail'].map((verdict, at) => ({
      ...result('1.01', verdict as Verdict),
      got: `run ${at + 1}`,
    }))
    expect(repeated(...runs).resultOf('1.01')?.got).to.equal('run 2')
  })
})
