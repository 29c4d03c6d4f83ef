import { expect } from 'chai'
import { escaped, prose, table } from '../../../reports/text/markdown-syntax'

describe('text in Markdown', () => {
  it('of this project has no markup, and its issue numbers and mentions are left as they are', () => {
    expect(escaped('a *b* <c> [d] | `e`')).to.equal('a \\*b\\* &lt;c\\> \\[d\\] \\| \\`e\\`')
    expect(escaped('ws#2291 of @someone')).to.equal('ws#2291 of @someone')
    expect(escaped('# no heading')).to.equal('\\# no heading')
  })

  it('from outside has no mention and no link either', () => {
    expect(prose('ws#2291 of @someone')).to.not.equal(escaped('ws#2291 of @someone'))
    expect(prose('*b*')).to.equal(escaped('*b*'))
  })
})

describe('a table in Markdown', () => {
  it('aligns the columns after those of text to the right', () => {
    expect(table(['case', 'level', 'servers'], [['6.02', 'MUST', '12']], 2)).to.equal(
      '| case | level | servers |\n| --- | --- | --: |\n| 6.02 | MUST | 12 |',
    )
    expect(table(['a'], [])).to.equal('| a |\n| --- |')
  })
})
