import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { startProcess } from '../../servers-under-test/processes'
import { eventually, isAlive } from '../cli/support'

/** Starts a child of its own that does not listen to SIGTERM, and writes that child's id. */
const FAMILY = `
  const { spawn } = require('node:child_process')
  const deaf = "process.on('SIGTERM', () => {}); require('node:fs').writeFileSync(process.argv[1], String(process.pid)); setInterval(() => {}, 1000)"
  spawn(process.execPath, ['-e', deaf, process.argv[1]], { stdio: 'ignore' })
  setInterval(() => {}, 1000)
`

describe('a process group', function () {
  this.timeout(30_000)
  const folder = mkdtempSync(join(tmpdir(), 'wsspec-test-'))
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('is ended with everything in it', async () => {
    const file = join(folder, 'pid')
    const running = startProcess([process.execPath, '-e', FAMILY, file], { cwd: folder })
    const pid = () => {
      try {
        return Number(readFileSync(file, 'utf8'))
      } catch {
        return 0
      }
    }
    await eventually('the grandchild runs', () => pid() > 0)
    await running.stop()
    expect(running.hasEnded()).to.equal(true)
    await eventually('the grandchild is gone', () => !isAlive(pid()))
    await running.stop()
  })

  it('is ended where its command has left it for a session of its own', async function () {
    if (!existsSync('/usr/bin/setsid')) this.skip()
    const file = join(folder, 'leader')
    const script = `require('node:fs').writeFileSync(process.argv[1], String(process.pid)); setInterval(() => {}, 1000)`
    const running = startProcess(['/usr/bin/setsid', process.execPath, '-e', script, file], { cwd: folder })
    await eventually('the command runs', () => existsSync(file) && Number(readFileSync(file, 'utf8')) > 0)
    const pid = Number(readFileSync(file, 'utf8'))
    await running.stop()
    try {
      await eventually('the command is gone', () => !isAlive(pid))
    } finally {
      if (isAlive(pid)) process.kill(pid, 'SIGKILL')
    }
  })

  it('tells what was written and how it ended', async () => {
    const script = 'console.log("out"); console.error(process.env.PORT); process.exitCode = 5'
    const running = startProcess([process.execPath, '-e', script], { cwd: folder, env: { PORT: '42' } })
    expect(await running.ended).to.equal('exit status 5')
    expect(running.output().split('\n').sort()).to.deep.equal(['', '42', 'out'])
    await running.stop()
  })

  it('keeps the last of much output', async () => {
    const running = startProcess([process.execPath, '-e', 'process.stdout.write("a".repeat(200000) + "end")'], {
      cwd: folder,
    })
    await running.ended
    expect(running.output())
      .to.match(/^a+end$/)
      .and.have.length(64 * 1024)
    await running.stop()
  })
})
