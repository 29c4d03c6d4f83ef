import { expect } from 'chai'
import { junit } from '../../reports/junit'
import { MARKDOWN_LIMIT, markdown } from '../../reports/markdown'
import { hostile, result, results, target } from './fixture'

const mixed = results(
  target('ws@8.23.0', [
    result('6.01'),
    result('6.02', 'fail'),
    result('6.03', 'error'),
    result('6.04', 'skip', { got: '', because: 'no echo' }),
    result('7.01', 'contested'),
  ]),
)

describe('reports: junit', () => {
  it('keeps failure, error and skipped apart', () => {
    const xml = junit(mixed)
    expect(xml).to.contain('tests="4" failures="1" errors="1" skipped="1"').and.contain('tests="1" failures="0"')
    expect(xml).to.match(
      /name="6\.02 MUST [^"]*" time="0\.003"><failure type="fail" message="101 Switching Protocols; /,
    )
    expect(xml).to.contain('<error type="error"').and.contain('<skipped message="skip: no echo"/>')
    expect(junit(mixed, { strict: true })).to.contain('<failure type="contested"')
  })

  it('skips an expected failure with its reason', () => {
    const known = result('6.02', 'fail', { got: 'x', because: '', known: { reason: 'issue 7' } })
    expect(junit(results(target('x@1', [known])))).to.contain('<skipped message="fail: x; known: issue 7"/>')
  })

  it('stays well-formed whatever the wire brings', () => {
    const xml = junit(hostile())
    const tags = [...xml.matchAll(/<(\/?)([\w-]+)((?:\s[\w-]+="[^"<]*")*)\s*(\/?)>/g)]
    expect(
      xml.replace(/^<\?xml[^>]*\?>/, '').replace(/<(\/?)([\w-]+)((?:\s[\w-]+="[^"<]*")*)\s*(\/?)>/g, ''),
    ).to.not.match(/[<>]/)
    const open: string[] = []
    for (const [, end, name = '', , empty] of tags) {
      if (end) expect(open.pop()).to.equal(name)
      else if (!empty) open.push(name)
    }
    expect(open).to.deep.equal([])
    expect(xml).to.match(/^[\n\x20-\ud7ff\ue000-\ufffd]*$/)
  })
})

describe('reports: markdown', () => {
  it('tells the sentence, the counts, the findings and how to repeat', () => {
    const text = markdown(mixed)
    expect(text).to.contain('meets 1 of 3 MUSTs').and.contain('| Suite 6 | ● 1 pass, ✕ 1 fail,')
    expect(text).to.contain('- ✕ **fail** 6.02 MUST Title of 6.02').and.contain('`wsspec run ws://127.0.0.1:9001/`')
  })

  it('lets nothing from outside become markup, a mention or a link', () => {
    const [prose = '', command = ''] = markdown(hostile()).split('\nAgain: ')
    expect(prose).to.not.match(/<[a-z/!]|(?<!\\)\[|@\w|:\/\/|(?<!\\)`/i)
    expect(command).to.match(/^(````+)(?!`).*(?<!`)\1 \(wsspec 0\.1\.0\)\n$/)
    expect(prose).to.not.match(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/)
  })

  it('is cut between entries and says by how many', () => {
    const long = 'word '.repeat(100)
    const many = Array.from({ length: 400 }, (_, i) => result(`6.${i + 1}`, 'fail', { got: long }))
    const text = markdown(results(target('x@1', many)))
    expect(text.length).to.be.at.most(MARKDOWN_LIMIT)
    expect(text)
      .to.match(/\n… \d+ more entries left off/)
      .and.contain('Again: ')
  })
})
