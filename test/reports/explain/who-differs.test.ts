import { expect } from 'chai'
import type { Verdict } from '../../../harness/case/results'
import type { PublishedServer } from '../../../published/servers'
import { whoDiffers } from '../../../reports/explain/who-differs'

type More = Partial<PublishedServer> & { byProgram?: boolean }

function server(
  name: string,
  version: string,
  verdict: Verdict,
  { byProgram = false, ...more }: More = {},
): PublishedServer {
  return { name, version, language: 'C', verdicts: new Map([['6.02', { verdict, byProgram }]]), ...more }
}

describe('who differs in a case', () => {
  it('is nobody where every server passes, is skipped or was not run', () => {
    const all = [
      server('a', '1.0', 'pass'),
      server('b', '2.0', 'skip'),
      { ...server('c', '3.0', 'fail'), verdicts: new Map() },
    ]
    expect(whoDiffers('6.02', all)).to.deep.equal([])
    expect(whoDiffers('6.03', [server('a', '1.0', 'fail')])).to.deep.equal([])
  })

  it('has a line for each verdict, the gravest first, with how many servers it is of', () => {
    const all = [
      server('a', '1.0', 'warn'),
      server('b', '2.0', 'fail'),
      server('c', '3.0', 'contested'),
      server('d', '4.0', 'pass'),
      server('e', '5.0', 'fail'),
    ]
    expect(whoDiffers('6.02', all)).to.deep.equal([
      'fail: b 2.0 and e 5.0; 2 of 5 judged servers',
      'contested: c 3.0; 1 of 5 judged servers',
      'warn: a 1.0; 1 of 5 judged servers',
    ])
  })

  it('names a core once for the servers built on it, the largest group first', () => {
    const all = [
      server('a', '1.0', 'fail'),
      server('b', '2.0', 'fail', { core: 'core' }),
      server('core', '3.0', 'fail'),
      server('d', '4.0', 'fail', { core: 'core' }),
      server('e', '5.0', 'fail', { core: 'unpublished' }),
    ]
    expect(whoDiffers('6.02', all)).to.deep.equal([
      'fail: core 3.0 (and 2 built on it), a 1.0 and e 5.0; 5 of 5 judged servers',
    ])
    const fixed = all.map((each) => (each.name === 'core' ? server('core', '3.0', 'pass') : each))
    expect(whoDiffers('6.02', fixed)).to.deep.equal(['fail: a 1.0, b 2.0, d 4.0 and e 5.0; 4 of 5 judged servers'])
  })

  it('counts whom it does not name', () => {
    const all = Array.from({ length: 9 }, (_, at) => server(`s${at}`, '1.0', 'fail'))
    expect(whoDiffers('6.02', all)).to.deep.equal([
      'fail: s0 1.0, s1 1.0, s2 1.0, s3 1.0, s4 1.0 and 4 more; 9 of 9 judged servers',
    ])
  })

  it('leaves out hops, and what the test program decides', () => {
    const all = [
      server('a', '1.0', 'fail', { byProgram: true }),
      server('b', '2.0', 'fail', { inFrontOf: 'a 1.0' }),
      server('c', '3.0', 'warn'),
    ]
    expect(whoDiffers('6.02', all)).to.deep.equal(['warn: c 3.0; 1 of 1 judged server'])
  })

  it('names the versions in which the verdict changed, and those that have it', () => {
    const versions = (...verdicts: Verdict[]) =>
      verdicts.map((verdict, at) =>
        server('a', `${at + 1}.0`, verdict, at < verdicts.length - 1 ? { isOlder: true } : {}),
      )
    expect(whoDiffers('6.02', versions('fail', 'fail', 'pass'))).to.deep.equal([
      'a by version: 1.0 to 2.0 fail, 3.0 pass',
    ])
    expect(whoDiffers('6.02', versions('pass', 'warn', 'fail', 'fail'))).to.deep.equal([
      'fail: a 3.0 to 4.0; 1 of 1 judged server',
      'a by version: 1.0 pass, 2.0 warn, 3.0 to 4.0 fail',
    ])
    expect(whoDiffers('6.02', versions('fail', 'fail'))).to.deep.equal(['fail: a 1.0 to 2.0; 1 of 1 judged server'])
    expect(whoDiffers('6.02', versions('skip', 'pass'))).to.deep.equal([])
  })
})
