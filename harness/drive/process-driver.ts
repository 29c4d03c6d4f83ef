import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { DriverEnd, DriverReport } from '../case/driver'
import { commandFor, environmentFor } from './command'
import type { Driver, DriverCall, DriverRun } from './driver'
import { DriverLines } from './driver-lines'
import { killGroup, killMarked, MARK_VARIABLE } from './left-processes'

/** How long a driver may take to end after SIGTERM, and its output after its end, ms. */
const GRACE_MS = 500
const TRAIL_MS = 200

type Child = ChildProcessByStdio<null, Readable, Readable>

/** What a start that failed says: `cannot start driver.py: ENOENT` with what that means. */
function startFailure(program: string, { code, message }: NodeJS.ErrnoException): string {
  const means: Record<string, string> = {
    ENOENT: 'there is no such program',
    EACCES: 'it is not executable',
    ENOEXEC: 'it is no program that this system can run',
  }
  return `cannot start ${program}: ${means[code ?? ''] ?? message}`
}

/** One attempt in a process of its own. */
class ProcessRun implements DriverRun {
  readonly ended: Promise<void>
  private readonly child: Child
  private readonly lines: DriverLines
  private end: DriverEnd | null = null
  private stopped = false

  constructor(child: Child, program: string) {
    const start = performance.now()
    this.child = child
    this.lines = new DriverLines(
      () => performance.now() - start,
      () => void this.stop(),
    )
    child.stdout.setEncoding('utf8').on('data', (text: string) => this.lines.out(text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => this.lines.err(text))
    this.ended = this.endOf(program).then(() => {
      this.lines.finish()
      killGroup(child.pid)
    })
  }

  private endOf(program: string): Promise<void> {
    const { child } = this
    return new Promise((resolve) => {
      child.once('error', (error) => {
        this.end ??= { how: 'unstarted', why: startFailure(program, error) }
        resolve()
      })
      child.once('exit', (code, signal) => {
        this.end ??= signal === null ? { how: 'exited', code: code ?? 0 } : { how: 'signal', signal }
        if (this.stopped) this.end = { how: 'stopped' }
        // A process that the driver left behind may hold its output open.
        const timer = setTimeout(resolve, TRAIL_MS)
        child.once('close', () => {
          clearTimeout(timer)
          resolve()
        })
      })
    })
  }

  report(): DriverReport {
    const { events, log, flooded } = this.lines
    return { events: [...events], log, end: this.end ?? { how: 'stopped' }, flooded }
  }

  async stop(): Promise<void> {
    if (this.end === null) {
      this.stopped = true
      this.child.kill('SIGTERM')
      const timer = setTimeout(() => killGroup(this.child.pid), GRACE_MS)
      await this.ended
      clearTimeout(timer)
    } else await this.ended
    killGroup(this.child.pid)
    for (const stream of [this.child.stdout, this.child.stderr]) stream.destroy()
  }
}

/** The run of a driver that could not even be asked to start. */
function unstartedRun(why: string): DriverRun {
  const report = (): DriverReport => ({ events: [], log: '', end: { how: 'unstarted', why }, flooded: false })
  return { report, ended: Promise.resolve(), stop: async () => {} }
}

/** How drivers are started. */
export interface ProcessDriverOptions {
  /** The words of the command, with placeholders (`command.ts`). No shell reads them. */
  command: readonly string[]
  cwd: string
  /** Environment variables that are added to those of this process. */
  env?: Readonly<Record<string, string | undefined>>
}

/** Starts the command once for each attempt, in a process group of its own. */
export function processDriver({ command, cwd, env = {} }: ProcessDriverOptions): Driver {
  const mark = `/${randomBytes(12).toString('hex')}`
  const marks = { [MARK_VARIABLE]: `${process.env[MARK_VARIABLE] ?? ''}${mark}` }
  const start = (call: DriverCall): DriverRun => {
    const [program = '', ...args] = commandFor(command, call)
    try {
      const child = spawn(program, args, {
        cwd,
        env: { ...process.env, ...env, ...environmentFor(call), ...marks },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: process.platform !== 'win32',
        windowsHide: true,
      })
      return new ProcessRun(child, program)
    } catch (error) {
      // Words that no program can get, as one with a NUL in it.
      return unstartedRun(startFailure(program, error as NodeJS.ErrnoException))
    }
  }
  const close = async () => killMarked(mark)
  return { start, close }
}
