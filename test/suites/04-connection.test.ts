import { expect } from 'chai'
import { connectionSuite } from '../../suites/server/04-connection'
import { judged, verdict } from './kit/judged'
import { mark, refusal, switching } from './kit/observations'
import { fieldLines } from './kit/requests'
import { ids, itIsComplete } from './kit/suite'

describe('suite 4', () => {
  itIsComplete(connectionSuite, ids(4, 20))
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
  it('a value that breaks the grammar as RFC 6455 4.2.1 does, as in 3.10 and 3.12', () => {
    for (const id of ['4.09', '4.13']) {
      const { verdict: given, because } = judged(id, switching())
      expect(given).to.equal('fail')
      expect(because).to.match(/^RFC 6455 4\.2\.1 .*violations of the ABNF grammar.*10\.7/)
      expect(verdict(id, refusal(400))).to.equal('pass')
    }
  })

  it('a list with Upgrade in it as accepted, also where it is there twice', () => {
    for (const id of ['4.03', '4.04', '4.05', '4.06', '4.10', '4.14']) {
      expect(verdict(id, switching()), id).to.equal('pass')
      expect(verdict(id, refusal(400)), id).to.equal('fail')
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
