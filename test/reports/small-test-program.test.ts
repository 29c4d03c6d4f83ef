import { expect } from 'chai'
import { annotations } from '../../reports/github-annotations'
import { html } from '../../reports/html'
import { issue } from '../../reports/issue'
import { json } from '../../reports/json'
import { junit } from '../../reports/junit'
import { markdown } from '../../reports/markdown'
import { headline } from '../../reports/target-words'
import { comparison } from '../../reports/terminal/comparison'
import { terminal } from '../../reports/terminal/terminal'
import { trace } from '../../reports/trace'
import { faults } from '../kit/schemas'
import { notes, result, results, target } from './kit/results'

const WHY = 'its program <answers> first'
const MARK = 'small test program, not the library'
const LOOK = { color: false, width: 100, verbose: false, quiet: true, strict: false, allowInconclusive: 0, causes: [] }

describe('reports: a finding that the small test program decides', () => {
  const own = result('6.02', 'fail')
  const decided = result('6.03', 'fail', { fixture: WHY })
  const one = results(target('ws@1.0.0', [own, decided]))
  const two = results(target('ws@1.0.0', [own, decided]), target('other@1', [own, result('6.03', 'fail')]))

  it('counts like any other', () => {
    const plain = target('ws@1.0.0', [own, result('6.03', 'fail')])
    expect(one.targets.map(headline)).to.deep.equal([headline(plain)])
    expect(faults('results', JSON.parse(json(one)))).to.deep.equal([])
    expect(JSON.parse(json(one)).targets[0].cases[1].fixture).to.equal(WHY)
  })

  it('is marked in the page: in the findings, at its verdict, in its details, and no other is', () => {
    const page = html(one, { notes: notes(one) })
    const [findings = '', cases = ''] = page.split('id="cases"')
    expect(findings.split(MARK)).to.have.length(2)
    expect(cases.slice(cases.indexOf('<strong>6.03'))).to.include(MARK)
    const details = findings.slice(findings.indexOf('<strong>6.03'))
    expect(details).to.match(/<small>MUST<\/small><small> small test program, not the library<\/small><\/summary>/)
    expect(details).to.include('<dt>Test program</dt><dd>not the library: its program &lt;answers> first</dd>')
    expect(cases.slice(0, cases.indexOf('<strong>6.03'))).to.not.include(MARK)
  })

  it('is marked in the matrix for its target only, and its outcome is shared with no other', () => {
    const page = html(two, { notes: notes(two) })
    expect(page).to.match(
      /#6\.03-1">fail<\/a><small> small test program, not the library<\/small><\/td><td[^>]*><a href="#6\.03-2">fail<\/a><\/td>/,
    )
  })

  it('is marked in Markdown, in the terminal, for CI servers, in transcripts and in a bug report', () => {
    expect(markdown(one))
      .to.include(`**fail** (${MARK}) 6.03`)
      .and.include(`- ${MARK}: its program &lt;answers\\> first`)
    expect(terminal(one, { ...LOOK, quiet: false })).to.match(/not the library: its program <answers> first/)
    expect(terminal(one, LOOK)).to.match(/6\.02 6\.03 .*\(partly test program\)$/m)
    expect(comparison(two, { ...LOOK, quiet: false })).to.not.include(MARK)
    const passes = results(target('ws@1.0.0', [decided]), target('other@1', [result('6.03')]))
    expect(comparison(passes, { ...LOOK, quiet: false })).to.include(`ws 1.0.0 (${MARK}): 101`)
    expect(junit(one)).to.include(`${MARK}: its program &lt;answers&gt; first`)
    expect(annotations(one)).to.include(`6.03 MUST Title of 6.03: fail (${MARK}); expected`)
    expect(trace(one).get('6.03.txt')).to.match(
      /^program +small test program, not the library: its program <answers> first$/m,
    )
    expect(issue(one, { notes: notes(one) }).split(`**${MARK}**: its program &lt;answers\\> first`)).to.have.length(2)
  })
})
