import { expect } from 'chai'
import { fitted, fittedApart, hanging, padded, widthOf, wrap } from '../../../reports/terminal/layout'

describe('reports: the layout of a terminal', () => {
  it('wraps long words and wide characters', () => {
    expect(wrap('a'.repeat(10), 4)).to.deep.equal(['aaaa', 'aaaa', 'aa'])
    expect(wrap('漢字漢字', 4)).to.deep.equal(['漢字', '漢字'])
  })

  it('counts cells, not characters', () => {
    expect([widthOf('漢字'), widthOf('e\u0301'), widthOf('a😀')]).to.deep.equal([4, 1, 3])
    expect([padded('漢', 4), fitted('漢字漢字', 5), fitted('abc', 3)]).to.deep.equal(['漢  ', '漢字…', 'abc'])
  })

  it('cuts texts in their middle where their beginnings are the same', () => {
    expect(fittedApart(['abcdef 1', 'xbcdef 2'], 5)).to.deep.equal(['abcd…', 'xbcd…'])
    expect(fittedApart(['abcdef 1', 'abcdef 2', 'ab'], 5)).to.deep.equal(['ab… 1', 'ab… 2', 'ab'])
    expect(fittedApart(['漢字漢字', '漢字漢漢'], 5)).to.deep.equal(['漢…字', '漢…漢'])
    expect(fittedApart(['same name', 'same name'], 5)).to.deep.equal(['same…', 'same…'])
  })

  it('indents the further lines to where the text began', () => {
    expect(hanging('- ', 'aaaa bbbb', 7)).to.deep.equal(['- aaaa', '  bbbb'])
  })
})
