import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect } from 'chai'
import type { Results } from '../../harness/case/results'
import { changesOf } from '../../reports/version-changes'
import { wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'

/** The cases about Sec-WebSocket-Version. Since 8.18.3 ws names the versions that it speaks in a 400. */
const VERSION_FIELD = /^6\.\d+$/

async function registryAnswers(): Promise<boolean> {
  const asked = promisify(execFile)('npm', ['ping', '--fetch-retries=0', '--fetch-timeout=5000'], { timeout: 20_000 })
  return asked.then(
    () => true,
    () => false,
  )
}

describe('two versions of ws', function () {
  this.timeout(300_000)
  const folder = new Folder()
  after(() => folder.remove())

  it('8.18.2 and 8.18.3 differ in 6.02, and only in cases about the version field', async function () {
    if (!(await registryAnswers())) {
      console.log('      NOT RUN: ws 8.18.2 against 8.18.3, because the npm registry does not answer')
      this.skip()
    }
    const argv = ['compare', 'ws@8.18.2', 'ws@8.18.3', '--json', '-']
    const { stdout } = await wsspec(argv, { cwd: folder.path, env: { WSSPEC_CACHE: folder.path } })
    const [changes] = changesOf(JSON.parse(stdout) as Results)
    expect(changes?.heading).to.equal('ws 8.18.2 → 8.18.3')
    const ids = changes?.cases.map(({ id }) => id) ?? []
    expect(ids).to.include('6.02')
    expect(ids.filter((id) => !VERSION_FIELD.test(id))).to.deep.equal([])
  })
})
