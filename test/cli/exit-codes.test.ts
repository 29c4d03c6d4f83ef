import { expect } from 'chai'
import { EXIT, exitOf, interruption, worstExit } from '../../cli/exit-codes'
import type { TargetResult, Verdict } from '../../harness/case/results'
import { result, target } from '../reports/kit/results'

describe('the exit code', () => {
  const terms = { strict: false, allowInconclusive: 0 }
  const of = (verdict: Verdict, more: Partial<TargetResult> = {}) => ({
    ...target('ws@1', [result('6.01', verdict)]),
    ...more,
  })

  it('follows from the verdicts', () => {
    const codes = { pass: 0, observed: 0, skip: 0, warn: 0, contested: 0, fail: 1, inconclusive: 3, error: 4 }
    for (const [verdict, code] of Object.entries(codes))
      expect(exitOf(of(verdict as Verdict), terms), verdict).to.equal(code)
    for (const verdict of ['warn', 'contested'] as const)
      expect(exitOf(of(verdict), { ...terms, strict: true })).to.equal(1)
    expect(exitOf(of('inconclusive'), { ...terms, allowInconclusive: 1 })).to.equal(0)
    expect(exitOf(of('inconclusive', { diagnosis: 'down' }), { ...terms, allowInconclusive: 1 })).to.equal(3)
  })

  it('is the first of 130, 4, 2, 1, 3, 0 when several apply', () => {
    const order = [EXIT.interrupted, EXIT.bug, EXIT.usage, EXIT.failed, EXIT.unjudged, EXIT.fine]
    for (const [index, code] of order.entries()) expect(worstExit(order.slice(index).reverse())).to.equal(code)
    expect(worstExit([])).to.equal(0)
  })

  it('of an interruption is 130 or 143, by the signal', () => {
    const code = (reason?: string): number => {
      const stop = new AbortController()
      if (reason !== undefined) stop.abort(reason)
      return interruption(stop.signal)
    }
    expect([code(), code('SIGINT'), code('SIGTERM')]).to.deep.equal([0, 130, 143])
  })
})
