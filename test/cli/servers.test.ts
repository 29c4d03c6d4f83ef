import { expect } from 'chai'
import { knownGroups } from '../../cli/known-groups'
import type { Availability, Readiness } from '../../fleet/availability'
import { sampleServer } from '../fleet/kit/sample-server'
import { wsspec } from '../kit/command-line'

describe('wsspec servers', () => {
  it('prints the known servers, as JSON and in columns', async () => {
    const { code, stdout } = await wsspec(['servers', '--json'])
    expect(code).to.equal(0)
    const servers: Record<string, unknown>[] = JSON.parse(stdout)
    for (const each of servers)
      expect(Object.keys(each)).to.deep.equal([
        'name',
        'version',
        'language',
        'core',
        'kind',
        'runs',
        'missing',
        'install',
        'readiness',
      ])
    const ws = servers.find(({ name }) => name === 'ws')
    expect(ws).to.include({ language: 'JavaScript', core: 'ws', kind: 'server', runs: true, readiness: 'runs' })
    expect(ws?.['version']).to.match(/^8\./)
  })

  it('prints them in groups by what can run now, each sorted, in lines of the width', async () => {
    for (const columns of [60, 100, 160]) {
      const { code, stdout } = await wsspec(['servers'], { tty: true, columns })
      expect(code).to.equal(0)
      expect(stdout).to.match(/^Run here \(\d+\): /)
      const lines = stdout.split('\n')
      expect(Math.max(...lines.map((line) => line.length))).to.be.at.most(columns)
      expect(stdout)
        .to.match(/ scratch \d/)
        .and.not.include('missing')
    }
  })

  it('names what each group needs', () => {
    const of = (name: string, readiness: Readiness, more: Partial<Availability> = {}): Availability => ({
      known: { ...sampleServer(), name },
      readiness,
      version: '1:2.4.71-1~deb12u1',
      runs: readiness === 'runs',
      missing: [],
      install: [],
      ...more,
    })
    const hop = of('relay', 'runs')
    const all = [
      of('zeta', 'runs'),
      { ...hop, known: { ...hop.known, kind: 'hop' as const } },
      of('alpha', 'runs', { version: '8.23.0' }),
      of('fetched', 'npm', { missing: ['fetched@1.0.0'], version: '1.0.0' }),
      of('packaged', 'debian', { missing: ['libpackaged-dev', 'cc'], version: null }),
      of('elsewhere', 'none', { missing: ['plan9 only'], version: null }),
    ]
    expect(knownGroups(all, 72).split('\n')).to.deep.equal([
      "Run here (3): 'wsspec run NAME' starts and tests one",
      '  alpha 8.23.0  relay 2.4.71 (hop)  zeta 2.4.71',
      '',
      "Fetched from npm on first use (1): 'wsspec run NAME' fetches and tests",
      'one',
      '  fetched 1.0.0',
      '',
      "Need Debian packages (1): 'wsspec servers install NAME' shows how to get",
      'them',
      '  packaged  libpackaged-dev, cc',
      '',
      'Cannot run here (1)',
      '  elsewhere  plan9 only',
      '',
      '6 servers. Of a server from npm, NAME@VERSION runs any published',
      'version. --json has the languages, the full versions and how each server',
      'is installed.',
      '',
    ])
  })
})
