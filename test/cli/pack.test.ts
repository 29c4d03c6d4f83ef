import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { Folder, ROOT } from './support'

const execute = promisify(execFile)

describe('the package', function () {
  this.timeout(300_000)
  const folder = new Folder()
  let files: string[] = []
  const npm = (words: string[], cwd: string) => execute('npm', words, { cwd, maxBuffer: 1 << 26 })
  const wsspec = (...words: string[]) =>
    execute('npx', ['--no-install', 'wsspec', ...words], { cwd: folder.path, maxBuffer: 1 << 26 })

  before(async () => {
    const packed = await npm(['pack', '--json', '--pack-destination', folder.path], ROOT)
    const [{ filename, files: listed }] = JSON.parse(packed.stdout.slice(packed.stdout.indexOf('[\n')))
    files = listed.map(({ path }: { path: string }) => path)
    writeFileSync(join(folder.path, 'package.json'), '{"private":true}')
    const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--omit=dev']
    await npm(['install', ...flags, join(folder.path, filename)], folder.path)
  })
  after(() => folder.remove())

  it('holds the compiled program and nothing of the sources or tests', () => {
    expect(files).to.include.members([
      'dist/cli/bin.js',
      'dist/servers-under-test/supervisor.js',
      'dist/servers-under-test/ws/manifest.json',
      'LICENSE',
    ])
    const strangers = files.filter((path) =>
      /^(?!dist\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$)/.test(path),
    )
    expect(strangers).to.deep.equal([])
    expect(
      files.filter((path) => /(?<!\.d)\.tsx?$|\.spec\.|\.test\.|dist\/(test|bench|docs)\//.test(path)),
    ).to.deep.equal([])
  })

  it('runs where it is installed', async () => {
    expect((await wsspec('--version')).stdout).to.match(/^\d+\.\d+\.\d+\n$/)
    expect(JSON.parse((await wsspec('list', '--json')).stdout)).to.be.an('array').that.is.not.empty
    const ws = await wsspec('run', 'ws', '--only', '6.02', '--json', '-')
    expect(JSON.parse(ws.stdout).targets[0].summary.pass).to.equal(1)
    const scratch = await wsspec('run', 'scratch')
    expect(scratch.stdout).to.match(/^scratch \d.* meets (\d+) of \1 MUSTs/m)
  })
})
