import { execFileSync } from 'node:child_process'
import {
  closeSync,
  constants,
  createReadStream,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'chai'
import { letSignalsIn } from '../../cli/let-signals-in'
import { main } from '../../cli/main'
import { type AnsweringServer, answering } from '../kit/answering-server'
import { recordingContext } from '../kit/command-line'
import { Folder } from '../kit/folder'
import { eventually, type Program, program } from '../kit/processes'

describe('a signal', function () {
  this.timeout(60_000)
  let folder: Folder
  let silent: AnsweringServer
  let asked = 0
  const running: Program[] = []
  beforeEach(async () => {
    folder = new Folder()
    asked = 0
    silent = await answering(() => {
      asked += 1
      return null
    })
  })
  afterEach(async () => {
    for (const { child } of running.splice(0)) child.kill('SIGKILL')
    await silent.close()
    folder.remove()
  })

  const start = (argv: string[], options: { stdout?: number } = {}) => {
    const started = program(argv, options)
    running.push(started)
    return started
  }
  const path = (name: string) => join(folder.path, name)
  const verdicts = (file: string): string[] =>
    JSON.parse(readFileSync(file, 'utf8')).targets[0].cases.map(({ verdict }: { verdict: string }) => verdict)

  /** Both ends of a pipe. */
  function pipe(): { reader: number; writer: number } {
    execFileSync('mkfifo', [path('pipe')])
    const reader = openSync(path('pipe'), constants.O_RDONLY | constants.O_NONBLOCK)
    return { reader, writer: openSync(path('pipe'), constants.O_WRONLY | constants.O_NONBLOCK) }
  }

  /** Writes into a pipe until it takes no more. */
  function fill(writer: number): void {
    try {
      for (;;) writeSync(writer, Buffer.alloc(4096))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
    }
  }

  /** A run against the silent server that has begun. */
  async function interruptible(): Promise<Program> {
    const started = start(['run', silent.url, '--only', '6.02', '--json', path('r.json')])
    await eventually('the run has begun', () => asked > 0, 30_000)
    return started
  }

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)
    it(`ends the run with ${code} and all reports: ${signal}`, async () => {
      const { child, ended } = await interruptible()
      child.kill(signal)
      expect(await ended).to.equal(code)
      expect(verdicts(path('r.json'))).to.deep.equal(['inconclusive'])
    })

  it('that comes twice within a second is one: npx passes on what the terminal has sent', async () => {
    const { child, ended } = await interruptible()
    // Another signal would not do: the system may deliver the two in any order.
    child.kill('SIGINT')
    child.kill('SIGINT')
    expect(await ended).to.equal(130)
    expect(verdicts(path('r.json'))).to.deep.equal(['inconclusive'])
  })

  it('a second later ends the process at once', async () => {
    const { reader, writer } = pipe()
    try {
      fill(writer)
      const argv = ['run', silent.url, '--only', '6.02', '--json', '-']
      const { child, ended } = start(argv, { stdout: writer })
      await eventually('the run has begun', () => asked > 0, 30_000)
      child.kill('SIGINT')
      await delay(1100)
      const again = setInterval(() => child.kill('SIGTERM'), 100)
      expect(await ended).to.equal(143)
      clearInterval(again)
    } finally {
      closeSync(writer)
      closeSync(reader)
    }
  })

  it('ends the waiting for a reader of a pipe; the other reports are written', async () => {
    execFileSync('mkfifo', [path('fifo')])
    const argv = ['run', 'scratch', '--only', '6.02', '--json', path('fifo'), '--markdown', path('r.md')]
    const { child, written, ended } = start(argv)
    await eventually('it says what it waits for', () => written.stderr.includes('waiting for a reader'), 30_000)
    child.kill('SIGINT')
    expect(await ended).to.equal(130)
    expect(written.stderr).to.match(/--json \S+fifo: cannot write \S+fifo: nobody reads this pipe\n$/)
    expect(readFileSync(path('r.md'), 'utf8')).to.include('wsspec')
  })

  it('is not needed where a pipe gets a reader', async () => {
    execFileSync('mkfifo', [path('fifo')])
    const { ended } = start(['run', 'scratch', '--only', '6', '--json', path('fifo')])
    const results = JSON.parse(await text(createReadStream(path('fifo'))))
    expect(await ended).to.equal(0)
    expect(results.targets[0].summary.fail).to.equal(0)
  })

  it('ends the waiting for a reader of standard output', async () => {
    const { reader, writer } = pipe()
    try {
      const { child, ended } = start(['list', '--json'], { stdout: writer })
      const hasOutput = () => {
        try {
          return readSync(reader, Buffer.alloc(1)) === 1
        } catch {
          return false
        }
      }
      await eventually('it writes', hasOutput, 30_000)
      child.kill('SIGINT')
      expect(await ended).to.equal(130)
    } finally {
      closeSync(writer)
      closeSync(reader)
    }
  })

  it('is handled between the parts of long work', async () => {
    let came = false
    process.once('SIGUSR2', () => {
      came = true
    })
    process.kill(process.pid, 'SIGUSR2')
    await letSignalsIn()
    expect(came).to.equal(true)
  })

  it('that comes while reports are written decides the exit code, and the reports are whole', async () => {
    const stop = new AbortController()
    const argv = ['run', 'scratch', '--only', '6.02', '--json', 'r.json', '--html', 'r.html']
    const { context } = recordingContext(argv, { cwd: folder.path, signal: stop.signal })
    const stdout = { ...context.stdout, write: () => void setImmediate(() => stop.abort('SIGTERM')) }
    expect(await main({ ...context, stdout })).to.equal(143)
    expect(verdicts(path('r.json'))).to.deep.equal(['pass'])
    expect(existsSync(path('r.html'))).to.equal(true)
  })
})
