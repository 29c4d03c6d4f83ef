import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { ROOT } from '../kit/checkout'
import { Folder } from '../kit/folder'

const execute = promisify(execFile)

describe('the package under other versions of Node', () => {
  for (const major of [20, 22, 24]) {
    it(`runs under Node ${major}`, async () => {
      const folder = new Folder()
      const npm = (words: string[], cwd: string) => execute('npm', words, { cwd, maxBuffer: 1 << 26 })
      try {
        const { stdout } = await npm(['pack', '--json', '--pack-destination', folder.path], ROOT)
        const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('[\n')))
        writeFileSync(join(folder.path, 'package.json'), '{"private":true}')
        const packages = [join(folder.path, filename), `node@${major}`]
        await npm(['install', '--no-audit', '--no-fund', ...packages], folder.path)
        const node = join(folder.path, 'node_modules/node/bin/node')
        expect((await execute(node, ['--version'])).stdout).to.match(new RegExp(`^v${major}\\.`))
        const bin = join(folder.path, 'node_modules/wsspec/dist/cli/bin.js')
        const ran = await execute(node, [bin, 'run', 'scratch', '--html', 'report.html'], { cwd: folder.path })
        expect(ran.stdout).to.match(/^scratch \d.* meets (\d+) of \1 MUSTs/m)
        expect(ran.stderr).to.equal('')
      } finally {
        folder.remove()
      }
    })
  }
})
