import { expect } from 'chai'
import type { TargetResult, Verdict } from '../../../harness/case/results'
import { diffResults } from '../../../reports/diff/difference'
import { results } from '../kit/results'
import { caseResult, NEW, OLD, targetResult } from '../kit/two-runs'

describe('reports: the changes between two runs', () => {
  it('are fixed, regressed, failing, added or gone cases, and changed answers', () => {
    const difference = diffResults(OLD, NEW)
    const ids = Object.fromEntries(
      Object.entries(difference).map(([key, changes]) => [key, changes.map(({ id }: { id: string }) => id)]),
    )
    expect(ids).to.deep.equal({
      fixed: ['6.01'],
      regressed: ['6.02'],
      failing: ['6.03'],
      added: ['6.07'],
      gone: ['6.06', '6.04'],
      changedBytes: ['6.05'],
    })
    expect(difference.regressed[0]).to.deep.equal({
      target: 'ws@2',
      id: '6.02',
      title: 'Title of 6.02',
      level: 'MUST',
      old: 'pass',
      new: 'fail',
      was: '',
      got: '',
    })
  })

  it('are in the list that the old and the new verdict ask for', () => {
    const steps: readonly [Verdict, Verdict, string | null][] = [
      ['pass', 'fail', 'regressed'],
      ['observed', 'fail', 'regressed'],
      ['warn', 'fail', 'regressed'],
      ['pass', 'warn', 'regressed'],
      ['observed', 'contested', 'regressed'],
      ['fail', 'warn', 'fixed'],
      ['contested', 'observed', 'fixed'],
      ['fail', 'fail', 'failing'],
      ['pass', 'observed', null],
      ['warn', 'contested', null],
      ['fail', 'inconclusive', 'gone'],
      ['pass', 'skip', 'gone'],
      ['pass', 'error', 'gone'],
      ['inconclusive', 'fail', 'added'],
      ['skip', 'pass', 'added'],
      ['skip', 'inconclusive', null],
    ]
    for (const [old, now, list] of steps) {
      const difference = diffResults(
        results(targetResult([caseResult('6.01', old)])),
        results(targetResult([caseResult('6.01', now)])),
      )
      const lists = Object.entries(difference).filter(([, changes]) => changes.length > 0)
      expect(
        lists.map(([name]) => name),
        `${old} → ${now}`,
      ).to.deep.equal(list === null ? [] : [list])
    }
  })

  it('count a known failure as failing, not as regressed', () => {
    const known = { ...caseResult('6.01', 'fail'), known: { reason: 'issue 7' } }
    const difference = diffResults(results(targetResult([caseResult('6.01', 'pass')])), results(targetResult([known])))
    expect([difference.regressed.length, difference.failing.length]).to.deep.equal([0, 1])
  })

  it('name the capabilities of a target that changed, and only those', () => {
    const [before, after] = [targetResult([]), targetResult([], 'ws@2')]
    after.capabilities = { echo: false, subprotocols: ['chat'], permessageDeflate: false }
    expect(diffResults(results(before), results(after)).capabilities).to.deep.equal([
      { target: 'ws@2', capability: 'echo', old: 'yes', new: 'no' },
      { target: 'ws@2', capability: 'subprotocols', old: 'none', new: 'chat' },
    ])
    expect(diffResults(results(after), results({ ...before, diagnosis: 'down' })).capabilities).to.equal(undefined)
  })

  it('match a target by its exact name before another version, and each target once', () => {
    const named = (name: string, verdict: Verdict) => targetResult([caseResult('6.01', verdict)], name)
    const old = results(named('ws@1', 'fail'), named('ws@2', 'pass'))
    const now = results(named('ws@2', 'pass'), named('ws@3', 'pass'))
    expect(diffResults(old, now).fixed.map(({ target }) => target)).to.deep.equal(['ws@3'])
    const twice = results(named('ws@1', 'fail'), named('ws@1', 'pass'))
    expect(diffResults(twice, twice).fixed).to.deep.equal([])
    const url = (port: number, path: string, verdict: Verdict): TargetResult => {
      const at = `ws://127.0.0.1:${port}/${path}`
      return { ...named(at, verdict), url: at, server: null }
    }
    const elsewhere = diffResults(
      results(url(1, 'a', 'pass'), url(1, 'b', 'fail')),
      results(url(2, 'b', 'fail'), url(2, 'a', 'pass')),
    )
    expect([elsewhere.regressed, elsewhere.fixed, elsewhere.gone]).to.deep.equal([[], [], []])
  })

  it('match targets by their server, and name those that are gone', () => {
    const [ws, other] = [
      targetResult([caseResult('6.01', 'pass')]),
      targetResult([caseResult('6.01', 'fail')], 'other@1'),
    ]
    const swapped = diffResults(results(ws, other), results(other, ws))
    expect(swapped.regressed.concat(swapped.fixed, swapped.gone, swapped.added)).to.deep.equal([])
    expect(
      diffResults(results(ws, other), results(ws, targetResult([], 'third@1'))).gone.map(({ target }) => target),
    ).to.deep.equal(['other@1'])
  })
})
