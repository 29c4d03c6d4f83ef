import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { runToEnd, startProcess } from '../../fleet/processes'
import { eventually, isAlive } from '../kit/processes'

/** Starts a child that ignores SIGTERM and writes its id into a file. */
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

  it('is ended with every process in it', async () => {
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

  it('is ended where its command has started a session of its own', async function () {
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

  it('is ended with the processes that have left it and are named in the file; its folder is removed', async () => {
    const work = join(folder, 'work')
    const script = `
      const { spawn } = require('node:child_process')
      const left = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' })
      require('node:fs').writeFileSync('${work}/left.pid', left.pid + '\\n')
      setInterval(() => {}, 1000)`
    const running = startProcess([process.execPath, '-e', script], { cwd: folder, work, pidFile: 'left.pid' })
    const named = join(work, 'left.pid')
    await eventually('the daemon runs', () => existsSync(named) && readFileSync(named, 'utf8').endsWith('\n'))
    const pid = Number(readFileSync(named, 'utf8'))
    const alive = isAlive(pid)
    await running.stop()
    expect(alive).to.equal(true)
    try {
      await eventually('the daemon is gone', () => !isAlive(pid))
      expect(existsSync(work)).to.equal(false)
    } finally {
      if (isAlive(pid)) process.kill(pid, 'SIGKILL')
    }
  })

  it('runs to its end, or until its time is over or it is interrupted', async () => {
    const script = 'console.log("done"); process.exitCode = Number(process.argv[1])'
    const good = await runToEnd([process.execPath, '-e', script, '0'], { cwd: folder, within: 20_000 })
    expect(good).to.deep.equal({ how: 'exit status 0', output: 'done\n' })
    expect((await runToEnd([process.execPath, '-e', script, '4'], { cwd: folder, within: 20_000 })).how).to.equal(
      'exit status 4',
    )
    const endless = [process.execPath, '-e', 'setInterval(() => {}, 1000)']
    expect((await runToEnd(endless, { cwd: folder, within: 500 })).how).to.equal('it took longer than 0.5 s')
    const interrupt = new AbortController()
    const cut = runToEnd(endless, { cwd: folder, within: 20_000, signal: interrupt.signal })
    interrupt.abort()
    expect((await cut).how).to.equal('it was interrupted')
  })

  it('reports its output and how it ended', async () => {
    const script = 'console.log("out"); console.error(process.env.PORT); process.exitCode = 5'
    const running = startProcess([process.execPath, '-e', script], { cwd: folder, env: { PORT: '42' } })
    expect(await running.ended).to.equal('exit status 5')
    expect(running.output().split('\n').sort()).to.deep.equal(['', '42', 'out'])
    await running.stop()
  })

  it('keeps the last part of a long output', async () => {
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
