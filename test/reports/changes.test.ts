import { expect } from 'chai'
import type { CaseResult } from '../../harness/results'
import { changesOf } from '../../reports/changes'
import { markdown } from '../../reports/markdown'
import { comparison } from '../../reports/terminal'
import { result, results, target } from './fixture'

describe('reports: changes', () => {
  const ws = (version: string, ...cases: CaseResult[]) => target(`ws@${version}`, cases)
  const via = { name: 'nginx', version: '1.22.1' }

  it('go from version to version, in the order in which they were named', () => {
    const told = changesOf(
      results(
        ws('8.18.2', result('6.02', 'fail'), result('6.03')),
        target('other@1', [result('6.02', 'warn')]),
        ws('8.18.3', result('6.02'), result('6.03')),
        ws('8.23.0', result('6.02'), result('6.03', 'warn')),
      ),
    )
    expect(
      told.map(({ heading, cases }) => [heading, ...cases.map(({ id, old, new: now }) => `${id} ${old} ${now}`)]),
    ).to.deep.equal([
      ['ws 8.18.2 → 8.18.3', '6.02 fail pass'],
      ['ws 8.18.3 → 8.23.0', '6.03 pass warn'],
    ])
  })

  it('are what a hop does to the server behind it', () => {
    const behind = { ...ws('8.23.0', result('6.02', 'fail')), via }
    const bare = { ...target('ws://h/', [result('6.02', 'warn')]), server: null }
    const told = changesOf(results(ws('8.23.0', result('6.02')), behind, bare, { ...bare, via }))
    expect(told.map(({ heading }) => heading)).to.deep.equal([
      'nginx 1.22.1 before ws 8.23.0',
      'nginx 1.22.1 before ws://h/',
    ])
    expect(told.map(({ cases }) => cases.length)).to.deep.equal([1, 0])
  })

  it('are none without a verdict on both sides, or of the same version', () => {
    const old = ws('1.0.0', result('6.02', 'fail'))
    expect(
      changesOf(results(old, ws('1.1.0', result('6.02', 'inconclusive'), result('6.03'))))[0]?.cases,
    ).to.deep.equal([])
    expect(changesOf(results(old, { ...ws('1.1.0', result('6.02')), diagnosis: 'it ended' }))).to.deep.equal([])
    expect(changesOf(results(old, old))).to.deep.equal([])
  })

  it('stand in the terminal and in Markdown, and say what the fixture decides', () => {
    const decided = result('6.03', 'fail', { fixture: 'the program answers first' })
    const both = results(ws('1.0.0', result('6.02', 'fail'), decided), ws('1.1.0', result('6.02'), decided))
    expect(comparison(both, { color: false, width: 80 })).to.include(
      'ws 1.0.0 → 1.1.0: 1 case changed\n  6.02   fail → pass          MUST  Title of 6.02\n',
    )
    expect(markdown(both))
      .to.match(/^### ws 1\.0\.0 → 1\.1\.0: 1 case changed$/m)
      .and.match(/fixture, not library: the program answers first/)
  })
})
