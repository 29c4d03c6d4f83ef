import type { DriverEnd, DriverReport } from '../case/driver'
import { commandFor, environmentFor } from './command'
import type { Driver, DriverCall, DriverRun } from './driver'
import { DriverLines } from './driver-lines'
import { type Program, type ProgramOptions, Programs, startFailure } from './programs'

/** How long a driver may take to end after SIGTERM, and its output after its end, ms. */
const GRACE_MS = 500
const TRAIL_MS = 200

/** One attempt in a process of its own. */
class ProcessRun implements DriverRun {
  readonly ended: Promise<void>
  private readonly child: Program
  private readonly programs: Programs
  private readonly lines: DriverLines
  private end: DriverEnd | null = null
  private stopped = false

  constructor(child: Program, program: string, programs: Programs) {
    const start = performance.now()
    this.child = child
    this.programs = programs
    this.lines = new DriverLines(
      () => performance.now() - start,
      () => void this.stop(),
    )
    child.stdout.setEncoding('utf8').on('data', (text: string) => this.lines.out(text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => this.lines.err(text))
    this.ended = this.endOf(program).then(() => {
      this.lines.finish()
      programs.killGroup(child)
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
      const timer = setTimeout(() => this.programs.killGroup(this.child), GRACE_MS)
      await this.ended
      clearTimeout(timer)
    } else await this.ended
    this.programs.killGroup(this.child)
    for (const stream of [this.child.stdout, this.child.stderr]) stream.destroy()
  }
}

/** The run of a driver that could not be started. */
function unstartedRun(why: string): DriverRun {
  const report = (): DriverReport => ({ events: [], log: '', end: { how: 'unstarted', why }, flooded: false })
  return { report, ended: Promise.resolve(), stop: async () => {} }
}

/** Starts the command once for each attempt, in a process group of its own. */
export function processDriver(options: ProgramOptions): Driver {
  const programs = new Programs(options)
  const start = (call: DriverCall): DriverRun => {
    const words = commandFor(options.command, call)
    const child = programs.start(words, { env: environmentFor(call), reads: false })
    return typeof child === 'string' ? unstartedRun(child) : new ProcessRun(child, words[0] ?? '', programs)
  }
  return { start, watchFolder: (path) => programs.addFolder(path), close: () => programs.close() }
}
