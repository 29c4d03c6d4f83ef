import { join } from 'node:path'
import { expect } from 'chai'
import { NoTemporaryFolder, temporaryFolder } from '../../harness/drive/temporary-folder'
import { wsspec } from '../kit/command-line'
import { Folder } from '../kit/folder'

describe('a run of a client where no temporary folder can be made', function () {
  this.timeout(30_000)
  const folder = new Folder()
  let before: string | undefined
  beforeEach(() => {
    before = process.env['TMPDIR']
  })
  afterEach(() => {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  })
  after(() => folder.remove())

  it('is a usage error of one line that says what to set, and no bug', async () => {
    const absent = join(folder.path, 'absent')
    folder.put('file', {})
    for (const [path, why] of [
      [absent, 'there is no such folder'],
      [join(folder.path, 'file'), 'it is not a folder'],
    ] as const) {
      process.env['TMPDIR'] = path
      const message = `wsspec: cannot make a temporary folder in ${path}: ${why}; set TMPDIR to a folder that can be written\n`
      for (const how of [
        ['--only', 'C9.01'],
        ['--only', 'C5.01', '--page'],
      ]) {
        const command = ['clients', 'run', ...how, '--', process.execPath, '-e', '', '{url}']
        const { code, stderr } = await wsspec(command, { cwd: folder.path })
        expect({ code, stderr }).to.deep.equal({ code: 2, stderr: message })
      }
    }
  })

  it('is noticed by what makes the folder', () => {
    process.env['TMPDIR'] = join(folder.path, 'absent')
    expect(() => temporaryFolder('wsspec-test-')).to.throw(NoTemporaryFolder, 'there is no such folder')
  })
})
