import { expect } from 'chai'
import { accepted, anything, refused } from '../../../harness/judge/expectations'
import { requiredOf } from '../../../reports/explain/required-answers'
import { CORRECT, caseOf, VERSION_14 } from './kit'

describe('explain: the required answers', () => {
  it('are the verdicts in their order, each with the answers that get it', () => {
    expect(requiredOf(caseOf(VERSION_14))).to.deep.equal([
      {
        parts: [],
        description: 'a 4xx',
        isChecked: false,
        verdicts: [
          { verdict: 'pass', answers: 'a 4xx' },
          { verdict: 'warn', answers: 'a 5xx, the connection closed without a response or no response in time' },
          { verdict: 'fail', answers: '101' },
          { verdict: 'observed', answers: 'a 2xx or a 3xx' },
          { verdict: 'inconclusive', answers: '429 or 503' },
        ],
      },
    ])
  })

  it('call the statuses without a row of their own the others', () => {
    const [only] = requiredOf(caseOf({ name: 'a', expect: accepted({ rows: { '400': 'warn' } }) }))
    expect(only?.verdicts[0]).to.deep.equal({ verdict: 'pass', answers: 'a correct 101, and the link works' })
    expect(only?.verdicts.find(({ verdict }) => verdict === 'fail')?.answers).to.match(
      /^any other status, the connection closed/,
    )
  })

  it('are the level of the case where a row is a miss', () => {
    const should = requiredOf({ ...caseOf(CORRECT), level: 'SHOULD' })
    expect(should[0]?.verdicts.map(({ verdict }) => verdict)).to.deep.equal(['pass', 'warn', 'inconclusive'])
  })

  it('are shared by the parts of which the same is required, and say where more than the status decides', () => {
    const same = { ...VERSION_14, name: 'version 15' }
    const checked = { name: 'checked', expect: anything({ checks: [() => null] }) }
    const all = requiredOf(caseOf(VERSION_14, same, checked, { name: 'twin' }))
    expect(all.map(({ parts, isChecked }) => [parts, isChecked])).to.deep.equal([
      [['version 14', 'version 15'], false],
      [['checked'], true],
    ])
  })

  it('name another protocol only where a part offers one', () => {
    const offer = { name: 'h2c', send: { fields: { Upgrade: 'websocket, h2c' } }, expect: refused() }
    const observed = (of: ReturnType<typeof requiredOf>) =>
      of[0]?.verdicts.find(({ verdict }) => verdict === 'observed')?.answers
    expect(observed(requiredOf(caseOf(offer)))).to.include('a 101 to another protocol that was offered')
    expect(observed(requiredOf(caseOf(VERSION_14)))).to.not.include('protocol')
  })
})
