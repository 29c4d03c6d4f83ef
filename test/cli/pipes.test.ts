import { execFileSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { Folder } from '../kit/folder'
import { eventually, type Program, program } from '../kit/processes'

describe('a pipe that is read', function () {
  this.timeout(60_000)
  const folder = new Folder()
  const fifo = join(folder.path, 'fifo')
  let running: Program | undefined
  before(() => execFileSync('mkfifo', [fifo]))
  afterEach(() => running?.child.kill('SIGKILL'))
  after(() => folder.remove())

  const start = (...argv: string[]) => {
    running = program(argv, { cwd: folder.path })
    return running
  }

  for (const argv of [
    ['run', 'scratch', '--known', 'fifo'],
    ['run', 'scratch', '--profile', 'fifo'],
    ['run', 'scratch', '--ca', 'fifo'],
    ['run', '--targets', 'fifo'],
    ['merge', 'fifo'],
    ['diff', 'fifo', 'fifo'],
  ])
    it(`and has no writer is waited for until a signal: wsspec ${argv.join(' ')}`, async () => {
      const { child, written, ended } = start(...argv)
      await eventually('it says what it waits for', () => written.stderr.includes('nobody writes'), 30_000)
      child.kill('SIGINT')
      expect(await ended).to.equal(130)
      expect(written.stderr).to.match(/fifo: nobody writes into this pipe; waiting\n.*fifo: the run was interrupted/)
    })

  it('is read to its end', async () => {
    const { ended, written } = start('run', '--targets', 'fifo', '--only', '6.02')
    const writer = createWriteStream(fifo)
    writer.write('# a comment\nscr')
    await new Promise((resolve) => setImmediate(resolve))
    writer.end('atch\n')
    expect(await ended, written.stderr).to.equal(0)
    expect(written.stdout).to.include('1 target in 1 group')
  })
})
