import { expect } from 'chai'
import type { CaseResult } from '../../harness/case/results'
import { html } from '../../reports/html'
import { json } from '../../reports/json'
import { markdown } from '../../reports/markdown'
import { stable } from '../../reports/stable/stable-results'
import { comparison } from '../../reports/terminal/comparison'
import { changesOf, withChanges } from '../../reports/version-changes'
import { faults } from '../kit/schemas'
import { notes, result, results, target } from './kit/results'
import { PLAIN } from './terminal/look'

describe('reports: changes', () => {
  const ws = (version: string, ...cases: CaseResult[]) => target(`ws@${version}`, cases)
  const via = { name: 'nginx', version: '1.22.1' }

  it('go from version to version, in the order in which they were named', () => {
    const changes = changesOf(
      results(
        ws('8.18.2', result('6.02', 'fail'), result('6.03')),
        target('other@1', [result('6.02', 'warn')]),
        ws('8.18.3', result('6.02'), result('6.03')),
        ws('8.23.0', result('6.02'), result('6.03', 'warn')),
      ),
    )
    expect(
      changes.map(({ heading, cases }) => [heading, ...cases.map(({ id, old, new: now }) => `${id} ${old} ${now}`)]),
    ).to.deep.equal([
      ['ws 8.18.2 → 8.18.3', '6.02 fail pass'],
      ['ws 8.18.3 → 8.23.0', '6.03 pass warn'],
    ])
  })

  it('are what a hop changes', () => {
    const behind = { ...ws('8.23.0', result('6.02', 'fail')), via }
    const bare = { ...target('ws://h/', [result('6.02', 'warn')]), server: null }
    const changes = changesOf(results(ws('8.23.0', result('6.02')), behind, bare, { ...bare, via }))
    expect(changes.map(({ heading }) => heading)).to.deep.equal([
      'nginx 1.22.1 before ws 8.23.0',
      'nginx 1.22.1 before ws://h/',
    ])
    expect(changes.map(({ cases }) => cases.length)).to.deep.equal([1, 0])
  })

  it('are none where another version of the rule judged', () => {
    const old = ws('1.0.0', result('6.02', 'fail'), result('6.03', 'fail'))
    const [change] = changesOf(results(old, ws('1.1.0', result('6.02', 'pass', { meaning: 2 }), result('6.03'))))
    expect(change?.cases.map(({ id }) => id)).to.deep.equal(['6.03'])
  })

  it('are none without a verdict on both sides, or of the same version', () => {
    const old = ws('1.0.0', result('6.02', 'fail'))
    expect(
      changesOf(results(old, ws('1.1.0', result('6.02', 'inconclusive'), result('6.03'))))[0]?.cases,
    ).to.deep.equal([])
    expect(changesOf(results(old, { ...ws('1.1.0', result('6.02')), diagnosis: 'it ended' }))).to.deep.equal([])
    expect(changesOf(results(old, old))).to.deep.equal([])
  })

  it('are in the results, and follow from the stable results where these are written', () => {
    const old = { ...target('ws://h:4711/', [result('6.02')]), server: null }
    const both = withChanges(results(old, { ...target('ws://h:4712/', [result('6.02', 'fail')]), server: null, via }))
    expect(both.changes).to.deep.equal([
      {
        heading: 'nginx 1.22.1 before ws://h:4711/',
        from: 0,
        to: 1,
        cases: [{ id: '6.02', level: 'MUST', title: 'Title of 6.02', old: 'pass', new: 'fail' }],
      },
    ])
    expect(faults('results', JSON.parse(json(both)))).to.deep.equal([])
    expect(stable(both).changes?.[0]?.heading).to.equal('nginx 1.22.1 before ws://h:0/')
    expect(withChanges({ ...both, targets: [old] })).to.not.have.property('changes')
  })

  it('are above the matrix of the page, with a link to each case', () => {
    const both = results(
      ws('1.0.0', result('6.02', 'fail'), result('6.03')),
      ws('1.1.0', result('6.02'), result('6.03')),
    )
    const page = html(both, { notes: notes(both) })
    const section = page.slice(page.indexOf('id="changes"'), page.indexOf('class="matrix"'))
    expect(section).to.match(/<summary>ws 1\.0\.0 → 1\.1\.0: 1 case changed<\/summary>/)
    expect(section).to.include(
      '<b class="fail">fail</b> → <b class="pass">pass</b> <a href="#6.02">6.02 Title of 6.02</a>',
    )
    const same = results(ws('1.0.0', result('6.02')), ws('1.1.0', result('6.02')))
    expect(html(same, { notes: notes(same) })).to.include('ws 1.0.0 → 1.1.0: no case changed')
    const one = results(ws('1.0.0', result('6.02')))
    expect(html(one, { notes: notes(one) })).to.not.include('What changed')
  })

  it('are in the terminal and in Markdown', () => {
    const both = results(ws('1.0.0', result('6.02', 'fail')), ws('1.1.0', result('6.02')))
    expect(comparison(both, PLAIN)).to.include(
      'ws 1.0.0 → 1.1.0: 1 case changed\n  6.02   fail → pass          MUST  Title of 6.02\n',
    )
    expect(markdown(both)).to.match(/^<details><summary>ws 1\.0\.0 → 1\.1\.0: 1 case changed<\/summary>$/m)
  })

  it('are in the terminal with what got worse first, ten of them unless it is verbose', () => {
    const ids = Array.from({ length: 14 }, (_, i) => `6.${10 + i}`)
    const both = results(
      ws('1.0.0', ...ids.map((id, i) => result(id, i < 12 ? 'fail' : 'pass'))),
      ws('1.1.0', ...ids.map((id, i) => result(id, i < 12 ? 'pass' : 'warn'))),
    )
    const lines = comparison(both, PLAIN).split('\n')
    const at = lines.indexOf('ws 1.0.0 → 1.1.0: 14 cases changed')
    expect(lines[at + 1]).to.match(/^ {2}6\.22 {3}pass → warn /)
    expect(lines[at + 3]).to.match(/^ {2}6\.10 {3}fail → pass /)
    expect(lines[at + 11]).to.equal('  4 more cases (--verbose shows all)')
    expect(comparison(both, { ...PLAIN, verbose: true })).to.match(/^ {2}6\.21 {3}fail → pass /m)
  })

  it('leave versions with the same result in one line', () => {
    const done = (version: string, got: string) => ws(version, result('6.02', got === '101' ? 'fail' : 'pass', { got }))
    const all = [done('1.1.0', '101'), done('2.0.0', '101'), done('3.0.0', '400'), done('4.0.0', '426')]
    const text = comparison(results(...all, done('4.0.0', '426'), done('5.0.0', '426')), PLAIN)
    const lines = text.split('\n').filter((line) => /^ {4}[●✕]/.test(line))
    expect(lines).to.deep.equal([
      '    ✕ fail         ws 1.1.0 to 2.0.0: 101',
      '    ● pass         ws 3.0.0: 400',
      '    ● pass         ws 4.0.0: 426',
      '    ● pass         ws 4.0.0 to 5.0.0: 426',
    ])
  })

  it('leave out a hop that did not start, and its cases do not differ', () => {
    const down = {
      ...target('ws via nginx', [result('6.02', 'inconclusive')]),
      server: null,
      via,
      diagnosis: 'no nginx',
    }
    const both = results(ws('8.23.0', result('6.02')), down)
    expect(changesOf(both)).to.deep.equal([])
    expect(comparison(both, PLAIN))
      .to.include('0 of 1 case got different verdicts')
      .and.include('? ws via nginx NOT JUDGED: no nginx\n')
    expect(markdown(both))
      .to.include('no nginx')
      .and.not.match(/^#+ .*6\.02/m)
  })
})
