import { expect } from 'chai'
import { pageDriver } from '../../harness/drive/page-driver'
import { runClient } from '../../harness/run/client/run-client'
import { clientSuites } from '../../suites/client'
import { ARGS, browserPath, closeBrowser, needsBrowser } from './browser'

const IDS = ['C0.20', 'C0.31', 'C0.34', 'C0.35', 'C0.45', 'C0.47', 'C0.50', 'C3.01', 'C5.01', 'C5.12']

describe('the cases of clients in a page', function () {
  this.timeout(90_000)
  before(async function () {
    await needsBrowser(this)
  })
  after(closeBrowser)

  it('are run with the WebSocket of a browser, which is started once and ended', async () => {
    const command = [browserPath() ?? '', ...ARGS, '--user-data-dir={profile}', '{url}']
    const driver = pageDriver({ command, cwd: __dirname, startMs: 40_000 })
    const target = { name: 'a browser', driver, profile: 'whatwg' as const, startMs: 41_000 }
    const options = { timeoutMs: 10_000, jobs: 8, repeat: 1, slow: false, strict: false }
    const { cases, diagnosis } = await runClient(target, clientSuites, new Set(IDS), options)
    expect(diagnosis).to.equal(undefined)
    expect(cases.map(({ id, verdict }) => `${id} ${verdict}`)).to.deep.equal(IDS.map((id) => `${id} pass`))
  })
})
