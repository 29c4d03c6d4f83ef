import type { DriverEnd } from '../case/driver'
import { trustEnvironment } from './command'
import type { Driver, DriverCall } from './driver'
import { MOST_OUTPUT } from './driver-lines'
import { type Program, type ProgramOptions, Programs, startFailure } from './programs'
import { type Channel, type Listener, sharedDriver } from './shared-driver'

/** How long a driver may take to end after the end of its input, and after SIGTERM, ms. */
const GRACE_MS = 500

/** How long the output of a driver may take to arrive after its end, ms. */
const TRAIL_MS = 200

/** Calls `take` with each line of a stream. A line that is too long is given in parts. */
function readLines(stream: Program['stdout'], take: (line: string) => void): void {
  let partial = ''
  stream.setEncoding('utf8').on('data', (text: string) => {
    const lines = (partial + text).split('\n')
    partial = lines.pop() ?? ''
    for (const line of lines) take(line.replace(/\r$/, ''))
    if (partial.length <= MOST_OUTPUT) return
    take(partial)
    partial = ''
  })
  stream.on('close', () => {
    if (partial !== '') take(partial)
  })
}

function endOf(code: number | null, signal: string | null): DriverEnd {
  return signal === null ? { how: 'died', code: code ?? 0 } : { how: 'signal', signal }
}

/** A process that reads the attempts as lines of JSON on its standard input, and answers on its standard output. */
class ProcessChannel implements Channel {
  private readonly child: Program
  private readonly programs: Programs
  private readonly gone: Promise<void>
  private isStopping = false

  constructor(child: Program, { program, programs }: { program: string; programs: Programs }, listener: Listener) {
    this.child = child
    this.programs = programs
    // The program has ended, or has closed its input. The end of the process is handled below.
    child.stdin?.on('error', () => {})
    const heard = (take: (text: string) => void) => (text: string) => {
      if (!this.isStopping) take(text)
    }
    readLines(child.stdout, heard(listener.line))
    child.stderr.setEncoding('utf8').on('data', heard(listener.log))
    this.gone = new Promise((resolve) => {
      const over = (end: DriverEnd) => {
        if (!this.isStopping) listener.ended(end)
        resolve()
      }
      child.once('error', (error) => over({ how: 'unstarted', why: startFailure(program, error) }))
      child.once('exit', (code, signal) => {
        // A process that it left behind may hold its output open.
        const timer = setTimeout(() => over(endOf(code, signal)), TRAIL_MS)
        child.once('close', () => {
          clearTimeout(timer)
          over(endOf(code, signal))
        })
      })
    })
  }

  send(line: string): void {
    this.child.stdin?.write(`${line}\n`)
  }

  async stop(): Promise<void> {
    this.isStopping = true
    this.child.stdin?.end()
    const timers = [
      setTimeout(() => this.child.kill('SIGTERM'), GRACE_MS),
      setTimeout(() => this.programs.killGroup(this.child), 2 * GRACE_MS),
    ]
    await this.gone
    for (const timer of timers) clearTimeout(timer)
    this.programs.killGroup(this.child)
    for (const stream of [this.child.stdin, this.child.stdout, this.child.stderr]) stream?.destroy()
  }
}

/** The channel of a program that could not be started. */
function unstartedChannel(why: string, listener: Listener): Channel {
  queueMicrotask(() => listener.ended({ how: 'unstarted', why }))
  return { send: () => {}, stop: async () => {} }
}

/** Starts the command once for all attempts: it reads them as lines of JSON, and answers with lines of JSON. */
export function batchDriver(options: ProgramOptions): Driver {
  const programs = new Programs(options)
  const open = (listener: Listener, { caFile }: DriverCall): Channel => {
    // The file is the same for the whole run.
    const child = programs.start(options.command, { env: trustEnvironment(caFile), reads: true })
    return typeof child === 'string'
      ? unstartedChannel(child, listener)
      : new ProcessChannel(child, { program: options.command[0] ?? '', programs }, listener)
  }
  return { ...sharedDriver(open, () => programs.close()), watchFolder: (path) => programs.addFolder(path) }
}
