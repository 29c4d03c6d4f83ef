import { expect } from 'chai'
import { availabilityOf } from '../../fleet/availability'
import { readManifests } from '../../fleet/manifest'
import { freePort } from '../../fleet/ports'
import type { Results } from '../../harness/case/results'
import { wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'

describe('a hop of Debian', function () {
  this.timeout(120_000)
  const folder = new Folder()
  after(() => folder.remove())

  before(async function () {
    const nginx = readManifests().find(({ name }) => name === 'nginx')
    if (nginx && (await availabilityOf(nginx, folder.path)).runs) return
    console.log('      NOT RUN: what nginx changes, because nginx is not installed')
    this.skip()
  })

  const run = async (...argv: string[]) => {
    const { code, stdout } = await wsspec([...argv, '--json', '-'], { cwd: folder.path })
    return { code, results: JSON.parse(stdout) as Results }
  }

  it('is reported with what it changes; what its configuration decides is marked', async () => {
    const { code, results } = await run('compare', 'ws', '--hop', 'nginx', '--only', '4.01', '--only', '6.02')
    const [plain, proxied] = results.targets
    expect([plain?.via, proxied?.via?.name, code]).to.deep.equal([undefined, 'nginx', 1])
    expect(results.changes?.map(({ cases }) => cases.map((each) => [each.id, each.old, each.new]))).to.deep.equal([
      [['4.01', 'pass', 'fail']],
    ])
    expect(proxied?.cases.map(({ id, fixture }) => [id, fixture !== undefined])).to.deep.equal([
      ['4.01', true],
      ['6.02', false],
    ])
  })

  it('answers itself where no server listens after it', async () => {
    const url = `ws://127.0.0.1:${await freePort()}/`
    const { code, results } = await run('compare', url, '--hop', 'nginx', '--only', '0.01')
    expect(code).to.equal(3)
    expect(results.targets.map(({ diagnosis }) => diagnosis)).to.satisfy(
      ([plain, proxied]: string[]) => /nothing listens/.test(plain ?? '') && /502 Bad Gateway/.test(proxied ?? ''),
    )
  })
})
