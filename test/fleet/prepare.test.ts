import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { prepare } from '../../fleet/prepare'
import { StartError } from '../../fleet/start-error'
import { inFolder, sampleServer } from './kit/sample-server'

/** The folder of a server, and a cache. */
function foldersIn(root: string): { folder: string; cache: string } {
  const folder = join(root, 'server')
  mkdirSync(folder)
  return { folder, cache: join(root, 'cache') }
}

describe('a server that has to be built', function () {
  this.timeout(40_000)

  it('is built once, in a copy of its folder', () =>
    inFolder(async (root) => {
      const { folder, cache } = foldersIn(root)
      writeFileSync(join(folder, 'program.txt'), 'console.log(1)')
      const debian = { packages: ['node'], build: ['cp program.txt program.js', 'echo built >> built.txt'] }
      const server = sampleServer({ folder, install: { debian }, start: ['node', 'program.js'] })
      const first = await prepare(server, { cache })
      expect(first.version).to.equal('1.2.3')
      expect(await prepare(server, { cache })).to.deep.equal(first)
      expect(readFileSync(join(first.cwd, 'built.txt'), 'utf8')).to.equal('built\n')
      expect(existsSync(join(folder, 'program.js'))).to.equal(false)
    }))

  it('is refused with the output of the build where that fails', () =>
    inFolder(async (root) => {
      const { folder, cache } = foldersIn(root)
      const debian = { packages: ['node'], build: ['echo no header >&2', 'false'] }
      const failing = sampleServer({ folder, install: { debian } })
      const error = await prepare(failing, { cache }).then(
        () => null,
        (reason) => reason,
      )
      expect(error).to.be.instanceOf(StartError)
      expect([error.message, error.output]).to.deep.equal(['it does not build (exit status 1)', 'no header\n'])
    }))
})
