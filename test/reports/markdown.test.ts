import { expect } from 'chai'
import type { Results, Verdict } from '../../harness/case/results'
import { MARKDOWN_LIMIT, markdown } from '../../reports/markdown'
import { MIXED, result, results, target } from './kit/results'

describe('reports: markdown', () => {
  it('shows the headline, the counts, the findings folded with their bytes, and how to repeat', () => {
    const text = markdown(MIXED)
    expect(text).to.contain('meets 1 of 3 MUSTs').and.contain('| Suite 6 | ● 1 pass, ✕ 1 fail,')
    expect(text).to.match(
      /<details><summary>✕ <b>fail<\/b> 6\.02 MUST Title of 6\.02<\/summary>\n\n- expected: a 4xx\n[^<]*```text\n>>> sent, [^`]*GET \/ HTTP\/1\.1␍␊\n[^`]*```\n\n<\/details>\n/,
    )
    expect(text).to.contain('`wsspec run ws://127.0.0.1:9001/`')
  })

  it('shows where targets differ', () => {
    const other = target('faye@0.12', [result('6.01', 'fail'), result('6.02', 'fail')])
    const text = markdown(results(target('ws@8.23.0', [result('6.01'), result('6.02', 'fail')]), other))
    expect(text).to.contain(
      '### Where they differ\n\n| Case | ws 8.23.0 | faye 0.12 |\n| --- | --- | --- |\n| 6.01 MUST',
    )
    expect(text.split('### Where they differ')[1]).to.not.contain('6.02')
  })

  it('leaves out the bytes before it leaves out a finding', () => {
    const many = Array.from({ length: 140 }, (_, i) => result(`6.${i + 100}`, 'fail'))
    const text = markdown(results(target('x@1', many)))
    expect(text.length).to.be.at.most(MARKDOWN_LIMIT)
    expect(text).to.contain('6.239 MUST').and.not.contain('GET / HTTP/1.1').and.not.contain('left out')
  })

  const long = 'word '.repeat(1000)
  const cases = (verdict: Verdict) =>
    Array.from({ length: 400 }, (_, i) => result(`6.${i + 100}`, verdict, { title: long, got: long, because: '`<b>' }))
  const HUGE: [string, Results][] = [
    ['findings', results(target('x@1', cases('fail')))],
    ['rows', results(target('a@1', cases('fail')), target('b@1', cases('pass')))],
    ['targets', results(...Array.from({ length: 700 }, (_, i) => target(`${long}@${i}`, cases('fail').slice(0, 2))))],
    [
      'words',
      { ...results(target('x@1', [result('6.01')], { diagnosis: long.repeat(20) })), command: [long.repeat(20)] },
    ],
  ]
  for (const [what, of] of HUGE)
    it(`with too many ${what} is cut between entries and says by how many`, () => {
      const text = markdown(of)
      expect(text.length).to.be.at.most(MARKDOWN_LIMIT)
      if (what !== 'words') expect(text).to.match(/\n… \d+ more entries left out to keep this short\.\n/)
      expect(text).to.match(/\nRun again: `.*` \(wsspec 0\.1\.0\)\n$/)
      expect(text.match(/<details>/g)?.length).to.equal(text.match(/<\/details>/g)?.length)
      expect((text.match(/^```/gm)?.length ?? 0) % 2).to.equal(0)
      for (const line of text.split('\n').filter((each) => each.startsWith('|'))) expect(line).to.match(/ \|$/)
    })
})
