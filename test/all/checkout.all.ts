import { execFile } from 'node:child_process'
import { cpSync, existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { ROOT } from '../kit/checkout'
import { Folder } from '../kit/folder'

const execute = promisify(execFile)

describe('a checkout after npm ci --ignore-scripts', function () {
  this.timeout(600_000)
  const folder = new Folder()
  after(() => folder.remove())

  it('runs, is type-checked and builds, without any other command before', async () => {
    const checkout = join(folder.path, 'wsspec')
    const left = ['node_modules', 'dist', '.git']
    cpSync(ROOT, checkout, { recursive: true, filter: (path) => !left.includes(relative(ROOT, path)) })
    const run = async (program: string, ...words: string[]) =>
      (await execute(program, words, { cwd: checkout, maxBuffer: 1 << 26 })).stdout
    await run('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund')
    expect(existsSync(join(checkout, 'dist'))).to.equal(false)
    const written = await run('npx', '--no-install', 'wsspec', 'run', 'scratch', '--only', '6.*')
    expect(written).to.match(/^scratch \d.* meets (\d+) of \1 MUSTs/m)
    await run('npm', 'run', 'typecheck')
    await run('npm', 'run', 'build')
  })
})
