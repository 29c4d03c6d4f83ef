import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { systemWords } from '../../../reports/text/system-errors'

function thrown(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    return error
  }
}

describe('reports: the words for a system error', () => {
  it('are those for its code', () => {
    expect(systemWords(thrown(() => readFileSync('/none')))).to.equal('there is no such file or folder')
    expect(systemWords(thrown(() => readFileSync('/')))).to.equal('it is a folder')
  })

  it('are its message otherwise, fit for one line', () => {
    expect(systemWords(new Error('a\nb\x1b[2J'))).to.equal('a\\x0ab\\x1b[2J')
    expect(systemWords('odd')).to.equal('odd')
  })
})
