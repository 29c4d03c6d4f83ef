import { expect } from 'chai'
import type { CaseResult, Results, Verdict } from '../../harness/case/results'
import { MARKDOWN_LIMIT, markdown } from '../../reports/markdown'
import { causes } from '../../suites/causes'
import { MIXED, refusedResults, result, results, target } from './kit/results'

/** The lines before the first fold. */
function shownLines(text: string): string[] {
  return text.slice(0, text.indexOf('<details>')).trimEnd().split('\n')
}

/** Every case of every cause, failed. */
function allFailing(name: string, fails: (at: number) => boolean = () => true) {
  const cases = causes.flatMap(({ id, impact, cases: ids }) =>
    ids.map((each, at): CaseResult => (fails(at) ? result(each, 'fail', { cause: id, impact }) : result(each))),
  )
  return target(name, cases)
}

describe('reports: markdown', () => {
  it('shows the verdict, the causes, then the findings folded with their bytes, and how to repeat', () => {
    const found = result('6.02', 'fail', { cause: 'version-not-checked', impact: 'lax' })
    const text = markdown(results(target('ws@8.23.0', [result('6.01'), found])), { causes })
    expect(shownLines(text)).to.deep.equal([
      '## WebSocket opening handshake: ws 8.23.0',
      '',
      '**✕ FAILED: 1 cause, 1 failed case**',
      '',
      'ws 8.23.0 meets 1 of 2 MUSTs.',
      '',
      '| harm | fix first | cases |',
      '| --- | --- | --- |',
      '| lax | Sec-WebSocket-Version is not checked | 6.02 |',
    ])
    expect(text).to.match(
      /<details><summary>✕ <b>lax<\/b> Sec-WebSocket-Version is not checked: 6\.02<\/summary>\n\n[^<]*\*\*Fix:\*\* [^<]*\n\n✕ \*\*fail\*\* 6\.02 MUST Title of 6\.02\n\n- expected: a 4xx\n[^<]*```text\n>>> sent, [^`]*GET \/ HTTP\/1\.1␍␊\n[^`]*```\n\n\n<\/details>\n/,
    )
    expect(text).to.contain('`wsspec run ws://127.0.0.1:9001/`').and.contain('| Suite 6 | ● 1 pass, ✕ 1 fail |')
    expect(markdown(MIXED)).to.contain('meets 1 of 3 MUSTs').and.contain('#### Contested')
  })

  it('shows what is new before what is known, and what is no longer expected', () => {
    const known = ['6.10', '6.11'].map((id) => result(id, 'fail', { known: { reason: 'issue 7' } }))
    const stale = [{ id: '6.13', reason: 'old', because: 'its verdict is pass', at: 'known.yml, line 3' }]
    const news = result('6.08', 'fail', { cause: 'version-compared-as-number', impact: 'lax' })
    const text = markdown(results(target('x@1', [...known, news], { stale })), { causes })
    const shown = shownLines(text).join('\n')
    expect(shown).to.contain('**✕ FAILED: 1 new (6.08), 2 known, 1 known failure no longer expected**')
    expect(shown).to.contain('| harm | new | cases |\n| --- | --- | --- |\n| lax | Sec-WebSocket-Version is compared')
    expect(shown)
      .to.contain('**No longer expected:** 6.13 (its verdict is pass)\n')
      .and.match(/\n2 known$/)
    expect(text.indexOf('6.08 MUST')).to.be.below(text.indexOf('#### Known'))
    expect(markdown(results(target('x@1', known)))).to.contain('**● PASSED: nothing new, 2 known**')
  })

  it('shows of a target that could not be judged each fact once, the command to try, and no counts', () => {
    const text = markdown(refusedResults())
    expect(text.split('\n').slice(2)).to.deep.equal([
      '**? NOT JUDGED: the correct handshake was not answered with 101**',
      '',
      '- sent: GET / HTTP/1.1, a correct handshake',
      '- received: 404 Not Found: no page',
      '- looks like: It answers 101 at /ws.',
      '- what helps: Use /ws',
      '',
      'Next: `wsspec run ws://a.test/ws`',
      '',
      '',
      'Run again: `wsspec run ws://a.test/` (wsspec 0.1.0)',
      '',
    ])
  })

  it('has at most 25 lines before its folds', () => {
    for (const of of [
      results(allFailing('x@1')),
      results(
        allFailing('a@1'),
        allFailing('b@1', (at) => at % 2 === 0),
      ),
      results(...Array.from({ length: 5 }, (_, i) => allFailing(`t${i}@1`, (at) => at % (i + 2) === 0))),
      results(...Array.from({ length: 50 }, (_, i) => allFailing(`t${i}@1`, (at) => at % (i + 2) === 0))),
    ])
      expect(shownLines(markdown(of, { causes, page: 'https://ci.example/1' })).length).to.be.at.most(25)
  })

  it('compares several targets first, by who has a finding and by cause', () => {
    const [a, b] = [allFailing('ws@8.23.0', (at) => at === 0), allFailing('faye@0.12', () => false)]
    const lines = shownLines(markdown(results(a, b, target('down@1', [], { diagnosis: 'nobody listens' })), { causes }))
    expect(lines.slice(2, 7)).to.deep.equal([
      '| target | verdict | MUST | SHOULD | SECURITY |',
      '| --- | --- | --: | --: | --: |',
      `| ws 8.23.0 | ✕ FAILED: ${causes.length} causes, ${causes.length} failed cases | 87 % | – | – |`,
      '| faye 0.12 | ● PASSED: nothing failed in 379 cases | 100 % | – | – |'.replace('379', `${b.cases.length}`),
      '| down 1 | ? NOT JUDGED: nobody listens | – | – | – |',
    ])
    expect(lines).to.include('| who | harm | cause | cases |')
    expect(lines.at(-1)).to.match(/^\| only ws 8\.23\.0 \| \w+ \| .* \|$/)
  })

  it('keeps every target and every difference of five targets with many differences', () => {
    const text = markdown(
      results(...Array.from({ length: 5 }, (_, i) => allFailing(`t${i}@1`, (at) => at % (i + 2) === 0))),
      {
        causes,
      },
    )
    expect(text.length).to.be.at.most(MARKDOWN_LIMIT)
    for (let i = 0; i < 5; i++) expect(text).to.contain(`### t${i} 1: ✕ FAILED\n`)
    expect(text).to.not.contain('left out')
    const fifty = markdown(results(...Array.from({ length: 50 }, (_, i) => allFailing(`t${i}@1`))), { causes })
    for (let i = 0; i < 50; i++) expect(fifty).to.contain(`\n| t${i} 1 | ✕ FAILED`)
  })

  it('links to the job that ran it, and to nothing else', () => {
    const page = 'https://github.com/o/r/actions/runs/1'
    expect(markdown(MIXED, { page })).to.contain(`\n[All reports of this run](${page})\n`)
    for (const bad of ['javascript:alert(1)', 'https://a/) [x](https://b/', undefined])
      expect(markdown(MIXED, { page: bad })).to.not.contain('All reports')
  })

  it('says which server a target behaves like', () => {
    const like = { name: 'aiohttp', version: '3.14.1', agree: 374, of: 378, shared: 0, own: 0 }
    const one = target('x@1', [result('6.01')], { like })
    expect(markdown(results(one))).to.contain('Behaves like aiohttp 3.14.1 (374 of 378 cases): ')
    expect(markdown(results(one, target('y@1', [result('6.01')])))).to.match(/^\| x 1 .*\| aiohttp 3\.14\.1 \|$/m)
  })

  it('leaves out the bytes before it leaves out a finding', () => {
    const many = Array.from({ length: 140 }, (_, i) => result(`6.${i + 100}`, 'fail', { cause: `cause ${i}` }))
    const text = markdown(results(target('x@1', many)))
    expect(text.length).to.be.at.most(MARKDOWN_LIMIT)
    expect(text).to.contain('6.239 MUST').and.not.contain('left out')
    expect(text.match(/GET \/ HTTP\/1\.1/g)?.length ?? 0).to.be.below(140)
  })

  const long = 'word '.repeat(1000)
  const cases = (verdict: Verdict) =>
    Array.from({ length: 400 }, (_, i) =>
      result(`6.${i + 100}`, verdict, { title: long, got: long, because: '`<b>', cause: `${long}${i}` }),
    )
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
