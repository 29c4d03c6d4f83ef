import { expect } from 'chai'
import { idsOf } from '../../harness/case/catalogue'
import { entries, readVerdictsFile, type VerdictsFile, verdictsOf } from '../../published/servers'
import { CHARACTERS } from '../../published/verdict-line'
import { suites } from '../../suites/server'

describe('the published verdicts', () => {
  it('are there for servers, hops and older versions, each once', () => {
    const names = entries().map(({ name, version }) => `${name}@${version}`)
    expect(new Set(names).size).to.equal(names.length)
    expect(names).to.include.members(['ws@8.18.2', 'ws@8.18.3'])
    const usual = entries().filter(({ isOlder }) => !isOlder)
    expect(usual.map(({ name }) => name)).to.include.members(['ws', 'bun', 'tomcat', 'nginx'])
    expect(new Set(usual.map(({ name }) => name)).size).to.equal(usual.length)
    const hops = entries().filter(({ inFrontOf }) => inFrontOf !== undefined)
    expect(hops.map(({ name }) => name))
      .to.include('nginx')
      .and.not.include('ws')
  })

  it('have the versions of a server together, the usual one last', () => {
    const versions = entries().filter(({ name }) => name === 'ws')
    const at = entries().indexOf(versions[0] as (typeof versions)[0])
    expect(entries().slice(at, at + versions.length)).to.deep.equal(versions)
    expect(versions.map(({ isOlder }) => isOlder === true)).to.deep.equal(
      versions.map((_, i) => i < versions.length - 1),
    )
  })

  it('are about cases of the catalogue', () => {
    const ids = new Set(idsOf(suites))
    for (const { name, verdicts } of entries()) {
      expect(
        [...verdicts.keys()].filter((id) => !ids.has(id)),
        name,
      ).to.deep.equal([])
      expect(verdicts.size, name).to.be.above(300)
    }
  })

  it('are found by server and version; without a version, those of the usual one', () => {
    expect(verdictsOf('ws', '8.18.2')?.get('6.02')).to.equal('fail')
    expect(verdictsOf('ws', '8.18.3')?.get('6.02')).to.equal('pass')
    const usual = entries().findLast(({ name }) => name === 'ws')
    expect(verdictsOf('ws')).to.deep.equal(verdictsOf('ws', usual?.version))
    expect(verdictsOf('ws', '0.0.1')).to.equal(undefined)
    expect(verdictsOf('nobody')).to.equal(undefined)
  })
})

describe('a file of published verdicts', () => {
  const file: VerdictsFile = {
    about: '',
    characters: CHARACTERS,
    cases: ['1.01 1.02', '2.01'],
    servers: [{ name: 'one', version: '1.0.0', language: 'C', core: 'two', verdicts: '.f F' }],
  }

  it('is read with what it says of each server', () => {
    const [one] = readVerdictsFile(file)
    expect(one).to.include({ name: 'one', version: '1.0.0', language: 'C', core: 'two' })
    expect([...(one?.verdicts ?? [])]).to.deep.equal([
      ['1.01', { verdict: 'pass', byProgram: false }],
      ['1.02', { verdict: 'fail', byProgram: true }],
      ['2.01', { verdict: 'fail', byProgram: false }],
    ])
  })

  it('is refused where a line does not fit its cases', () => {
    const [server] = file.servers
    expect(() => readVerdictsFile({ ...file, servers: [{ ...server, verdicts: '..' } as never] })).to.throw(
      '2 verdicts',
    )
  })
})
