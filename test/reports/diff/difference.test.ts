import { expect } from 'chai'
import { HtmlValidate } from 'html-validate'
import type { Results, Verdict } from '../../../harness/case/results'
import { diffResults } from '../../../reports/diff/difference'
import { differenceMarkdown } from '../../../reports/diff/difference-markdown'
import { differencePage } from '../../../reports/diff/difference-page'
import { differenceText } from '../../../reports/diff/difference-text'
import { MARKDOWN_LIMIT } from '../../../reports/markdown'
import { widthOf } from '../../../reports/terminal/layout'
import { exchange, HOSTILE, KEY, OTHER_KEY, request, result, results, switched, target } from '../kit/results'

/** Every hostile text as title, name and observation, with another verdict in each. */
function sides(): [Results, Results] {
  const side = (verdicts: Verdict[], version: string): Results => {
    const cases = HOSTILE.map((text, i) =>
      result(`6.${String(i + 10)}`, verdicts[i % verdicts.length], { title: text, got: text }),
    )
    const capabilities = {
      echo: version === '1',
      subprotocols: version === '1' ? [] : [...HOSTILE],
      permessageDeflate: false,
    }
    return results(target(`ws@${version}${HOSTILE[0]}`, cases, { capabilities }), target('other@1', cases))
  }
  return [side(['pass', 'fail', 'fail', 'inconclusive'], '1'), side(['fail', 'pass', 'fail', 'pass'], '2')]
}

describe('reports: a difference', () => {
  const [old, now] = sides()
  const difference = diffResults(old, now)

  it('compares what came back without what differs from one connection to the next', () => {
    const side = (key: string, date: string, cookie: string, more = '') => {
      const received = `${switched(key).replace(/\r\n\r\n$/, '')}\r\nDate: ${date}\r\nSet-Cookie: id=${cookie}${more}\r\n\r\n`
      return results(
        target('ws@1', [result('6.02', 'pass', { exchanges: [exchange({ sent: request(key), received })] })]),
      )
    }
    const one = side(KEY, 'Tue, 15 Nov 1994 08:12:31 GMT', 'abc')
    expect(diffResults(one, side(OTHER_KEY, 'Wed, 16 Nov 1994 09:00:00 GMT', 'xyz')).changedBytes).to.deep.equal([])
    expect(
      diffResults(one, side(OTHER_KEY, 'Wed, 16 Nov 1994 09:00:00 GMT', 'xyz', '; Secure')).changedBytes,
    ).to.have.length(1)
  })

  it('compares targets with the same hop in front of them, whatever the versions', () => {
    const run = (ws: string, hop: string, { bare, behind, url }: Record<'bare' | 'behind' | 'url', Verdict>) => {
      const via = { name: 'nginx', version: hop }
      const before = { via, server: null, url: 'ws://127.0.0.1:5/' }
      return results(
        target(`ws@${ws} via nginx@${hop}`, [result('6.02', behind)], { via, server: { ...server, version: ws } }),
        target(`ws@${ws}`, [result('6.02', bare)], { server: { ...server, version: ws } }),
        target(`ws://b/ via nginx@${hop}`, [result('6.02')], before),
        target(`ws://a/ via nginx@${hop}`, [result('6.02', url)], before),
      )
    }
    const server = { name: 'ws', version: '', language: 'JavaScript' }
    const one = run('8.18.2', '1.22', { bare: 'pass', behind: 'fail', url: 'warn' })
    const two = run('8.23.0', '1.24', { bare: 'pass', behind: 'pass', url: 'fail' })
    const { fixed, regressed, gone, added } = diffResults(one, { ...two, targets: two.targets.toReversed() })
    expect([...gone, ...added]).to.deep.equal([])
    expect(fixed.map((each) => each.target)).to.deep.equal(['ws@8.23.0 via nginx@1.24'])
    expect(regressed.map((each) => each.target)).to.deep.equal(['ws://a/ via nginx@1.24'])
  })

  it('calls no case regressed or fixed that another version of its rule judged', () => {
    const old = results(
      target(
        'ws@1',
        ['6.01', '6.02', '6.03'].map((id, at) => result(id, at === 0 ? 'fail' : 'pass')),
      ),
    )
    const now = results(
      target('ws@1', [
        result('6.01', 'pass', { meaning: 2 }),
        result('6.02', 'fail', { meaning: 2 }),
        result('6.03', 'fail'),
        result('6.04', 'fail', { meaning: 2 }),
      ]),
    )
    const found = diffResults(old, now)
    const ids = (list: readonly { id: string }[] = []) => list.map(({ id }) => id)
    expect([ids(found.fixed), ids(found.regressed), ids(found.added), ids(found.otherRule)]).to.deep.equal([
      [],
      ['6.03'],
      ['6.04'],
      ['6.01', '6.02'],
    ])
    const words = '1 case regressed, 0 fixed, 0 still failing, 2 judged by another rule.'
    const texts = [
      differenceText(found, { color: false, width: 200, several: false }),
      differenceMarkdown(found, false),
      differencePage(found, false, ''),
    ]
    for (const text of texts)
      expect(text)
        .to.include('Judged by another rule: the catalogue changed, and the target may not have (2)')
        .and.include(words)
    expect(diffResults(now, now)).to.not.have.property('otherRule')
  })

  for (const width of [40, 60, 80, 200])
    it(`keeps to ${width} columns on a terminal, breaks no id, and lets nothing through raw`, () => {
      for (const color of [true, false]) {
        const text = differenceText(difference, { color, width, several: true }).replace(/\x1b\[[\d;]*m/g, '')
        expect(text).to.match(/^[^\0-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028\u202e\u2066]*$/)
        expect(Math.max(...text.split('\n').map(widthOf))).to.be.at.most(width)
        for (const { id } of difference.regressed) expect(text).to.match(new RegExp(`^ {2}6\\${id.slice(1)} `, 'm'))
      }
    })

  it('is Markdown without markup from outside, short enough for a comment', () => {
    const text = differenceMarkdown(difference, true)
    expect(text).to.include('## WebSocket opening handshake: what changed').and.include('### Regressed (')
    expect(text).to.not.match(/<(?:script|img|svg)|(?<!\\)\]\(|(?<!\\)\[/)
    const many = Array.from({ length: 2000 }, (_, i) => result(`6.${i}`, 'fail', { title: 'x'.repeat(60) }))
    const passed = many.map((each) => ({ ...each, verdict: 'pass' as const }))
    const long = differenceMarkdown(diffResults(results(target('ws@1', passed)), results(target('ws@1', many))), false)
    expect(long.length).to.be.at.most(MARKDOWN_LIMIT)
    expect(long).to.match(/… \d+ more lines left out/)
  })

  it('has in the page the bytes then and now, the clauses, and a link to each case', () => {
    const side = (verdict: Verdict, received: string) =>
      results(
        target('ws@1', [
          result('6.02', verdict, { expected: 'a 4xx', exchanges: [exchange({ sent: request(KEY), received })] }),
        ]),
      )
    const [before, after] = [side('pass', 'HTTP/1.1 400 Bad Request\r\n\r\n'), side('fail', switched(KEY))]
    const page = differencePage(diffResults(before, after), false, '', { old: before, now: after })
    expect(page).to.match(/<details class="card" id="6\.02" open><summary><b class="fail">pass → fail<\/b>/)
    expect(page).to.match(/Then<\/strong>.*HTTP\/1\.1 400 Bad Request.*Now<\/strong>.*<mark>HTTP\/1\.1 101 Switching/s)
    expect(page).to.include('href="https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2"')
    expect(page).to.include('<a href="#6.02">Link to 6.02</a>')
  })

  it('is a page of valid HTML without markup from outside', async () => {
    const page = differencePage(difference, true, `Old results: wsspec ${HOSTILE[0]}.`, { old, now })
    expect(page).to.not.match(/<\/?(?:script|img|svg|iframe)/i)
    expect(page).to.match(/^[^\0-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028\u202e\u2066]*$/)
    const report = await new HtmlValidate({ extends: ['html-validate:standard'] }).validateString(page)
    expect(
      report.results.flatMap(({ messages }) => messages.map(({ message, line }) => `${line}: ${message}`)),
    ).to.deep.equal([])
  })
})
