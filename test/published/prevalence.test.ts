import { expect } from 'chai'
import type { Verdict } from '../../harness/case/verdicts'
import { prevalenceOf } from '../../published/prevalence'
import type { PublishedServer } from '../../published/servers'

type More = Partial<PublishedServer> & { byProgram?: boolean }

function server(name: string, verdict: Verdict, { byProgram = false, ...more }: More = {}): PublishedServer {
  return { name, version: '2.0', language: 'C', verdicts: new Map([['6.02', { verdict, byProgram }]]), ...more }
}

const older = (version: string): More => ({ version, isOlder: true })
const fails = { id: '6.02', verdict: 'fail' } as const

describe('who has a finding too', () => {
  it('counts the servers with the same verdict, of those that were judged', () => {
    const all = [
      server('a', 'fail'),
      server('b', 'pass'),
      server('c', 'warn'),
      server('d', 'skip'),
      server('e', 'observed'),
      server('f', 'inconclusive'),
      { ...server('g', 'fail'), verdicts: new Map() },
    ]
    expect(prevalenceOf(fails, { all })).to.deep.equal({ servers: 1, of: 4 })
    expect(prevalenceOf({ id: '6.02', verdict: 'warn' }, { all })).to.deep.equal({ servers: 1, of: 4 })
    expect(prevalenceOf({ id: '6.03', verdict: 'fail' }, { all })).to.deep.equal({ servers: 0, of: 0 })
  })

  it('counts servers and not their versions, no hops, and no findings of test programs', () => {
    const all = [
      server('a', 'fail', older('1.0')),
      server('a', 'fail'),
      server('b', 'fail', { inFrontOf: 'a 2.0' }),
      server('c', 'fail', { byProgram: true }),
    ]
    expect(prevalenceOf(fails, { all })).to.deep.equal({ servers: 1, of: 1 })
  })

  it('does not count the target itself', () => {
    const all = [server('a', 'fail', older('1.0')), server('a', 'fail'), server('b', 'fail')]
    expect(prevalenceOf(fails, { all, except: 'a' })).to.deep.equal({ servers: 1, of: 1 })
  })

  it('says whether the server that the target behaves like has it, where that was judged', () => {
    const like = (verdict: Verdict, more: More = {}) =>
      prevalenceOf(fails, { all: [], like: server('a', verdict, more) })
    expect(like('fail')).to.have.property('like', true)
    for (const verdict of ['pass', 'warn', 'observed'] as const) expect(like(verdict)).to.have.property('like', false)
    for (const verdict of ['skip', 'inconclusive'] as const) expect(like(verdict)).to.not.have.property('like')
    expect(like('fail', { byProgram: true })).to.not.have.property('like')
  })

  it('names the servers that mended it, and since which version', () => {
    const mended = (...verdicts: Verdict[]) => {
      const versions = verdicts.map((verdict, at) =>
        server('a', verdict, { version: `${at + 1}.0`, ...(at < verdicts.length - 1 ? { isOlder: true } : {}) }),
      )
      return prevalenceOf(fails, { all: versions })?.mended
    }
    expect(mended('fail', 'pass', 'pass')).to.deep.equal([{ name: 'a', since: '2.0' }])
    expect(mended('fail', 'pass', 'fail', 'observed')).to.deep.equal([{ name: 'a', since: '4.0' }])
    expect(mended('fail', 'skip', 'pass')).to.deep.equal([{ name: 'a', since: '3.0' }])
    for (const verdicts of [
      ['pass', 'fail'],
      ['fail', 'fail'],
      ['fail', 'skip'],
      ['pass', 'pass'],
    ] as Verdict[][])
      expect(mended(...verdicts)).to.equal(undefined)
  })

  it('is nothing for a verdict that is no finding, and for one of the test program', () => {
    for (const verdict of ['pass', 'observed', 'skip', 'inconclusive', 'error'] as const)
      expect(prevalenceOf({ id: '6.02', verdict })).to.equal(undefined)
    expect(prevalenceOf({ ...fails, fixture: 'the program decides' })).to.equal(undefined)
  })

  it('is read from the published servers', () => {
    const { servers, of, mended } = prevalenceOf(fails) ?? { servers: 0, of: 0 }
    expect(servers).to.be.within(1, of - 1)
    expect(of).to.be.above(50)
    expect(mended).to.deep.include({ name: 'ws', since: '8.18.3' })
  })
})
