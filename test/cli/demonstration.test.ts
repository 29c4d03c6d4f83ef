import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { demonstrate } from '../../cli/demonstration'
import { recordingContext } from '../kit/command-line'
import { Folder } from '../kit/folder'

describe('the demonstration', function () {
  this.timeout(60_000)
  const folder = new Folder()
  after(() => folder.remove())

  it('shows the servers first, then the client, and writes a page for each', async () => {
    const { context, written } = recordingContext([])
    const code = await demonstrate(context, folder.path, ['--only', 'SHOULD'])
    expect(code).to.equal(0)
    const [servers = '', client = ''] = written.stdout.split(/^ws \S+ \(JavaScript\)/m)
    expect(servers).to.include('wsspec compare ws scratch')
    expect(client).to.match(/^● \d+ of \d+ cases pass|SHOULDs?/m)
    for (const [page, text] of [
      ['index.html', 'scratch'],
      ['client.html', 'C2.16'],
    ] as const) {
      const path = join(folder.path, page)
      expect(written.stdout).to.include(path)
      expect(readFileSync(path, 'utf8')).to.include(text)
    }
  })

  it('ends with the exit code of an interrupt', async () => {
    const { context } = recordingContext([], { signal: AbortSignal.abort('SIGINT') })
    expect(await demonstrate(context, folder.path, ['--only', 'SHOULD'])).to.equal(130)
  })

  it('does not hide a wrong flag', async () => {
    const { context, written } = recordingContext([])
    expect(await demonstrate(context, folder.path, ['--only', 'nonsense'])).to.equal(2)
    expect(written.stderr.match(/nonsense/g)).to.have.length(2)
  })
})
