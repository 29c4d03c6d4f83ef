import { existsSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { checkedPath, quotesOfCases, sectionOf } from '../../tools/docs/quotes'

describe('the quotes of clauses', () => {
  it('were all found in the text of their section (npm run quotes -- FOLDER looks them up)', () => {
    expect(quotesOfCases('server')).to.deep.equal(JSON.parse(readFileSync(checkedPath('server'), 'utf8')))
  })

  it('were all found for client cases, too', function () {
    // The file is written once the client cases are complete.
    if (!existsSync(checkedPath('client'))) this.skip()
    expect(quotesOfCases('client')).to.deep.equal(JSON.parse(readFileSync(checkedPath('client'), 'utf8')))
  })

  it('are looked up in one section, without the page headers and the table of contents', () => {
    const rfc = [
      '   1.2.  Second . . . . 3',
      '1.1.  First',
      '   One MUST',
      '',
      'Author                      Standards Track                   [Page 27]',
      '\f',
      'RFC 6455                 The Protocol            December 2011',
      '',
      '   do this.',
      '1.2.  Second',
      '   Another.',
    ].join('\n')
    expect(sectionOf(rfc, '1.1')).to.equal('One MUST do this.')
    expect(sectionOf(rfc, '1.2')).to.equal('Another.')
    expect(sectionOf(rfc, '1.3')).to.equal('')
  })
})
