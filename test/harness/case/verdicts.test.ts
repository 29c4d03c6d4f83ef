import { expect } from 'chai'
import {
  FINDINGS,
  failsRun,
  isConforming,
  isEvidence,
  isFailure,
  isFinding,
  isNotable,
  isScored,
  isWorse,
  NOTABLE,
  VERDICT_ORDER,
  VERDICTS,
  type Verdict,
  worst,
} from '../../../harness/case/verdicts'

const those = (is: (verdict: Verdict) => boolean) => VERDICTS.filter(is).join(' ')

describe('the verdicts', () => {
  it('are the same in each order, once each', () => {
    expect([...VERDICTS].sort()).to.deep.equal([...VERDICT_ORDER].sort())
    expect(new Set(VERDICTS).size).to.equal(8)
  })

  it('that are against a target, and that a person has to look into, are in the order of their gravity', () => {
    expect(FINDINGS).to.deep.equal(['fail', 'contested', 'warn'])
    expect(NOTABLE).to.deep.equal(['error', 'fail', 'contested', 'warn', 'inconclusive'])
    expect(those(isFinding)).to.equal('fail warn contested')
    expect(those(isNotable)).to.equal('fail warn contested inconclusive error')
  })

  it('are about the target, count as met or missed, or say nothing', () => {
    expect(those(isConforming)).to.equal('pass observed')
    expect(those(isEvidence)).to.equal('pass fail warn contested observed')
    expect(those(isScored)).to.equal('pass fail warn contested')
  })

  it('fail a case, and a run, more of them with strict', () => {
    expect(those((verdict) => isFailure(verdict))).to.equal('fail')
    expect(those((verdict) => isFailure(verdict, true))).to.equal('fail warn contested')
    expect(those((verdict) => failsRun(verdict))).to.equal('fail error')
    expect(those((verdict) => failsRun(verdict, true))).to.equal('fail warn contested error')
  })

  it('have one order', () => {
    expect(VERDICT_ORDER).to.deep.equal([
      'error',
      'fail',
      'contested',
      'inconclusive',
      'warn',
      'observed',
      'pass',
      'skip',
    ])
    expect(worst([])).to.equal('skip')
    expect(worst(VERDICT_ORDER.toReversed())).to.equal('error')
    for (const [index, verdict] of VERDICT_ORDER.entries()) expect(worst(VERDICT_ORDER.slice(index))).to.equal(verdict)
  })

  it('get worse only by findings against the target', () => {
    expect(isWorse('fail', 'pass')).to.equal(true)
    expect(isWorse('warn', 'pass')).to.equal(true)
    expect(isWorse('warn', 'fail')).to.equal(false)
    expect(isWorse('fail', 'fail')).to.equal(false)
    expect(isWorse('inconclusive', 'pass')).to.equal(false)
  })
})
