import { expect } from 'chai'
import { processDriver } from '../../../harness/drive/process-driver'

const CALL = { id: 'C1.01', url: 'ws://127.0.0.1:1/c/x y;$(z)', protocols: ['a', 'b'], timeoutMs: 1000 }

async function reportOf(command: readonly string[]) {
  const driver = processDriver({ command, cwd: __dirname })
  try {
    const run = driver.start(CALL)
    await run.ended
    return run.report()
  } finally {
    await driver.close()
  }
}

const node = (script: string, ...args: readonly string[]) => [process.execPath, '-e', script, ...args]

describe('a driver in a process of its own', function () {
  this.timeout(20_000)

  it('gets each placeholder as one word, and the same in its environment', async () => {
    const script =
      "console.log('OPEN', JSON.stringify([...process.argv.slice(1), process.env.WSSPEC_URL, process.env.WSSPEC_CASE]))"
    const { events } = await reportOf(node(script, '{url}', '{protocols}', '{protocol...}', '{case}/{timeout}'))
    expect(JSON.parse(events[0]?.text ?? '')).to.deep.equal([
      CALL.url,
      'a,b',
      'a',
      'b',
      'C1.01/1000',
      CALL.url,
      'C1.01',
    ])
  })

  it('is reported where it prints garbage, and where its last line has no end', async () => {
    const { events, log, end } = await reportOf(
      node("process.stdout.write('open\\nOPENED x\\nFAIL no'); process.exitCode = 1"),
    )
    expect(events.map(({ word, text }) => [word, text])).to.deep.equal([['FAIL', 'no']])
    expect(log).to.equal('open\nOPENED x\n')
    expect(end).to.deep.equal({ how: 'exited', code: 1 })
  })

  it('is reported where it dies by a signal', async () => {
    expect(
      (await reportOf(node("process.kill(process.pid, 'SIGSEGV'); setTimeout(() => {}, 9000)"))).end,
    ).to.deep.equal({ how: 'signal', signal: 'SIGSEGV' })
  })

  it('is reported where it is not found, not executable, or gets no word that a program can get', async () => {
    expect((await reportOf(['./nothing-here'])).end).to.deep.equal({
      how: 'unstarted',
      why: 'cannot start ./nothing-here: there is no such program',
    })
    expect((await reportOf([__filename])).end)
      .to.have.property('why')
      .that.includes('not executable')
    expect((await reportOf(['a\0b'])).end).to.have.property('how', 'unstarted')
  })

  it('is ended where it floods', async () => {
    const { flooded, end } = await reportOf(
      node("const x = 'x'.repeat(65536); const go = () => process.stdout.write(x, go); go()"),
    )
    expect(flooded).to.equal(true)
    expect(end).to.deep.equal({ how: 'stopped' })
  })

  it('is ended with its child processes, also with one that ignores SIGTERM or has left the group', async () => {
    const child = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"
    const script = `const { spawn } = require('node:child_process')
      const pids = [false, true].map((detached) => spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { detached, stdio: 'ignore' }).pid)
      console.log('OPEN', JSON.stringify(pids)); process.exit(0)`
    const { events } = await reportOf(node(script))
    const pids = JSON.parse(events[0]?.text ?? '') as number[]
    expect(pids).to.have.length(2)
    const isAlive = (pid: number) => {
      try {
        process.kill(pid, 0)
        return true
      } catch {
        return false
      }
    }
    for (const until = performance.now() + 5000; pids.some(isAlive) && performance.now() < until; )
      await new Promise((resolve) => setImmediate(resolve))
    expect(pids.filter(isAlive)).to.deep.equal([])
  })
})
