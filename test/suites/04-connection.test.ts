import { expect } from 'chai'
import { connectionSuite } from '../../suites/server/04-connection'
import { judged, verdict } from './kit/judged'
import { mark, refusal, switching } from './kit/observations'
import { fieldLines } from './kit/requests'
import { ids, itIsComplete } from './kit/suite'

describe('suite 4', () => {
  itIsComplete(connectionSuite, ids(4, 18))
})

describe('suite 4 sends', () => {
  it('no Connection line in 4.01 and an empty one in 4.18', () => {
    expect(fieldLines('4.01', 'Connection')).to.deep.equal([[]])
    expect(fieldLines('4.18', 'Connection')).to.deep.equal([['Connection: ']])
  })

  it('two lines in 4.05 and 4.06', () => {
    expect(fieldLines('4.05', 'Connection')).to.deep.equal([['Connection: keep-alive', 'Connection: Upgrade']])
    expect(fieldLines('4.06', 'Connection')).to.deep.equal([['Connection: Upgrade', 'Connection: keep-alive']])
  })

  it('one empty member inside and one at the end in 4.10', () => {
    expect(fieldLines('4.10', 'Connection')).to.deep.equal([['Connection: keep-alive, , Upgrade,']])
  })

  it('HTAB around each member in 4.11', () => {
    expect(fieldLines('4.11', 'Connection')).to.deep.equal([['Connection:\tkeep-alive\t,\tUpgrade\t']])
  })

  it('Proxy-Connection in place of Connection in 4.16', () => {
    expect(fieldLines('4.16', 'Connection')).to.deep.equal([[]])
    expect(fieldLines('4.16', 'Proxy-Connection')).to.deep.equal([['Proxy-Connection: Upgrade']])
  })

  it('two hundred options before Upgrade in 4.17', () => {
    const [[line]] = fieldLines('4.17', 'Connection') as [[string]]
    expect(line.split(', ')).to.have.length(201)
    expect(line).to.match(/, Upgrade$/)
  })
})

describe('suite 4 judges', () => {
  it('a value that a lenient reader recovers as contested, with both clauses', () => {
    for (const id of ['4.09', '4.13']) {
      const recovered = judged(id, switching())
      expect(recovered.verdict).to.equal('contested')
      expect(recovered.because).to.include('4.2.1').and.include('2.4')
      expect(verdict(id, refusal(400))).to.equal('pass')
    }
  })

  it('whether the link can be used after close, Upgrade', () => {
    const withLink = (met: boolean) => judged('4.12', switching(), { over: { marks: [mark('alive', 0, { met })] } })
    expect(withLink(true)).to.include({ verdict: 'observed' })
    expect(withLink(true).got).to.include('stays usable')
    expect(withLink(false).got).to.include('not usable')
  })

  it('a key that Connection names, with and without an intermediary', () => {
    const answer = (direct: boolean, received: string) => judged('4.15', received, { context: { direct } })
    expect(answer(true, switching()).verdict).to.equal('observed')
    expect(answer(false, refusal(400)).verdict).to.equal('observed')
    expect(answer(false, switching()).got).to.include('an intermediary forwarded the key')
  })
})
