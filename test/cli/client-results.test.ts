import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { checkedResults } from '../../collect/results-file'
import { CATALOGUE } from '../../harness/case/catalogue'
import type { Results, TargetResult } from '../../harness/case/results'
import { wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'
import { result, results, target } from '../reports/kit/results'

function client(name: string, verdict: 'fail' | 'pass'): TargetResult {
  const cases = [
    result('C5.03', verdict, {
      suite: 5,
      title: 'Accept',
      cause: verdict === 'fail' ? 'client-accept-not-checked' : null,
    }),
    result('C2.01', 'pass', { suite: 2 }),
  ]
  return target(name, cases, { role: 'client', server: null, client: null })
}

function recorded(...targets: TargetResult[]): Results {
  return {
    ...results(...targets),
    catalogue: CATALOGUE,
    command: ['clients', 'run', '--', 'node', 'driver.js', '{url}'],
  }
}

describe('the commands over results of clients', function () {
  this.timeout(60_000)
  const folder = new Folder()
  const read = (name: string) => readFileSync(join(folder.path, name), 'utf8')
  const run = (...words: string[]) => wsspec(words, { cwd: folder.path })
  before(() => {
    folder.put('good.json', recorded(client('good', 'pass')))
    folder.put('bad.json', recorded(client('bad', 'fail')))
    folder.put('server.json', results(target('ws@8.23.0', [result('6.02', 'fail')])))
  })
  after(() => folder.remove())

  it('compare clients side by side, in a table of scores, a map and differences', async () => {
    const { code, stdout } = await run('compare', 'good.json', 'bad.json', '--html', 'page.html')
    expect(code).to.equal(1)
    expect(stdout)
      .to.include('Sec-WebSocket-Accept')
      .and.include('C5.03')
      .and.match(/bad +FAILED|bad FAILED/)
    expect(read('page.html')).to.include('2 targets compared').and.include('Scores')
  })

  it('choose client cases, and refuse to mix the sides', async () => {
    const only = await run('compare', 'good.json', 'bad.json', '--only', 'C2.01')
    expect([only.code, only.stderr]).to.deep.equal([0, ''])
    const mixed = await run('compare', 'good.json', 'server.json')
    expect(mixed.code).to.equal(2)
    expect(mixed.stderr).to.include('server.json has results of servers, and good.json of clients')
    const diff = await run('diff', 'good.json', 'server.json')
    expect([diff.code, diff.stdout]).to.deep.equal([2, ''])
    expect(diff.stderr).to.include('server.json has results of servers, and good.json of clients')
    const live = await run('compare', 'good.json', 'ws')
    expect(live.stderr).to.include("'wsspec clients run' makes them")
  })

  it('show what changed', async () => {
    const { code, stdout } = await run('diff', 'good.json', 'bad.json')
    expect(code).to.equal(1)
    expect(stdout)
      .to.match(/^Regressed \(1\)/)
      .and.include('C5.03')
  })

  it('merge them', async () => {
    const { stdout } = await run('merge', 'good.json', 'bad.json', '--json', '-')
    const merged = checkedResults(JSON.parse(stdout), 'merged')
    expect(merged.targets.map(({ name, role, cases }) => [name, role, cases.map(({ id }) => id)])).to.deep.equal([
      ['bad', 'client', ['C2.01', 'C5.03']],
      ['good', 'client', ['C2.01', 'C5.03']],
    ])
  })

  it('take and write known failures of clients', async () => {
    folder.put('known.yml', '- id: C5.03\n  client: bad\n  reason: old\n- id: "6.02"\n  reason: of a server\n')
    const known = await run('compare', 'bad.json', '--known', 'known.yml')
    expect(known.code).to.equal(0)
    await run('compare', 'bad.json', '--write-known', 'new.yml')
    expect(read('new.yml')).to.include('id: C5.03').and.include('wsspec clients run')
    const unknown = await run('compare', 'bad.json', '--known-as', 'nobody')
    expect(unknown.stderr).to.include('no results of a client nobody are published')
  })

  it('explain both kinds of cases', async () => {
    const { stdout } = await run('explain', 'C5.01', '6.02')
    expect(stdout).to.include('C5.01 Sec-WebSocket-Accept is missing').and.include('6.02 Sec-WebSocket-Version is 14')
    expect(stdout).to.include("wsspec clients run --only C5.01 --verbose -- CMD ARG… '{url}' '{protocols}'")
    expect((await run('clients', 'explain', 'c5.01')).stdout).to.include('it fails the connection')
    expect((await run('explain', 'C5.99')).code).to.equal(2)
  })
})
