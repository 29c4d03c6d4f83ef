import type { DriverEnd, DriverReport } from '../case/driver'
import { askingLine, attemptLineIn } from './attempt-line'
import type { Driver, DriverCall, DriverRun } from './driver'
import { DriverLines, MOST_OUTPUT } from './driver-lines'

/** How much longer than its own time an attempt may take to report its end, ms; after that the process is ended. */
const LATE_MS = 1000

/** Receives the output and the end of one process or page. */
export interface Listener {
  /** A line that may be an event of an attempt. */
  line(text: string): void
  /** Other output. */
  log(text: string): void
  /** It has ended. Called once; nothing is called after it. */
  ended(end: DriverEnd): void
}

/** A process, or a page, that runs many attempts. */
export interface Channel {
  /** Hands over a line that asks for an attempt. */
  send(line: string): void
  /** Ends it, with every process that it started. `ended` is not called any more. */
  stop(): Promise<void>
}

/** One attempt of many in a process. */
class SharedRun implements DriverRun {
  readonly ended: Promise<void>
  readonly lines: DriverLines
  readonly fresh: boolean
  private end: DriverEnd | null = null
  private resolve: () => void = () => {}

  constructor({ fresh = false }: DriverCall) {
    const start = performance.now()
    this.fresh = fresh
    this.ended = new Promise((resolve) => {
      this.resolve = resolve
    })
    this.lines = new DriverLines(
      () => performance.now() - start,
      () => this.finish({ how: 'stopped' }),
    )
  }

  /** True until its end is known. */
  get isOpen(): boolean {
    return this.end === null
  }

  /** Records the end of the attempt. Only the first call counts. */
  finish(end: DriverEnd): void {
    this.end ??= end
    this.resolve()
  }

  report(): DriverReport {
    const { events, log, flooded } = this.lines
    return { events: [...events], log, end: this.end ?? { how: 'stopped' }, flooded }
  }

  async stop(): Promise<void> {
    this.finish({ how: 'stopped' })
  }
}

/** How long the slowest start of a process took, until it reported something, ms; null before the first. */
interface Starts {
  slowestMs: number | null
}

/** One process with the attempts that it runs. */
class SharedProcess {
  /** The attempts whose end the process has not reported, also stopped ones. */
  private readonly running = new Map<number, { run: SharedRun; timer: NodeJS.Timeout }>()
  private readonly channel: Channel
  private readonly starts: Starts
  private readonly startedMs = performance.now()
  private served = 0
  private unread = 0
  /** When it last reported something; null before the first time, where no start has shown how long that takes. */
  private heardMs: number | null
  private wasHeard = false
  isOver = false

  constructor(open: (listener: Listener) => Channel, starts: Starts) {
    this.starts = starts
    this.heardMs = starts.slowestMs === null ? null : this.startedMs + 2 * starts.slowestMs
    this.channel = open({
      line: (text) => this.line(text),
      log: (text) => this.log(text),
      ended: (end) => this.over(end),
    })
  }

  /** True once it has run an attempt. */
  get isUsed(): boolean {
    return this.served > 0
  }

  start(attempt: number, call: DriverCall): DriverRun {
    const run = new SharedRun(call)
    this.served += 1
    this.watch(attempt, run, call.timeoutMs + LATE_MS)
    this.channel.send(askingLine(attempt, call))
    return run
  }

  /**
   * Ends a process that is stuck: an attempt is stopped, and its end is not reported in time, or nothing was heard of any
   * attempt for longer than one may take.
   */
  private watch(attempt: number, run: SharedRun, ms: number): void {
    const timer = setTimeout(() => {
      const isSilent = this.heardMs !== null && performance.now() - this.heardMs >= ms
      if (run.isOpen && !isSilent) this.watch(attempt, run, ms)
      else void this.stop()
    }, ms)
    this.running.set(attempt, { run, timer })
  }

  private line(text: string): void {
    const said = attemptLineIn(text)
    const found = said === null ? undefined : this.running.get(said.attempt)
    if (said === null || found === undefined) {
      this.log(`${text}\n`)
      return
    }
    this.unread = 0
    this.heardMs = performance.now()
    if (!this.wasHeard) this.starts.slowestMs = Math.max(this.starts.slowestMs ?? 0, this.heardMs - this.startedMs)
    this.wasHeard = true
    if (said.word !== 'END') {
      if (found.run.isOpen) found.run.lines.event(said.word, said.text)
      return
    }
    clearTimeout(found.timer)
    this.running.delete(said.attempt)
    found.run.finish({ how: 'over' })
  }

  /** Keeps what belongs to no attempt with each that runs, and ends a process that prints too much of it. */
  private log(text: string): void {
    this.unread += text.length
    const isFlood = this.unread > MOST_OUTPUT
    for (const { run } of this.running.values()) {
      if (run.isOpen) run.lines.shared(text)
      if (isFlood && run.fresh) run.lines.flooded = true
    }
    if (isFlood) void this.stop()
  }

  /** The process has ended: the attempts that ran end as it did, or are lost where nobody knows which of them ended it. */
  private over(end: DriverEnd): void {
    if (this.isOver) return
    this.isOver = true
    for (const { run, timer } of this.running.values()) {
      clearTimeout(timer)
      run.finish(run.fresh || end.how === 'unstarted' ? end : { how: 'lost' })
    }
    this.running.clear()
  }

  async stop(): Promise<void> {
    this.over({ how: 'stopped' })
    await this.channel.stop()
  }
}

/**
 * Runs all attempts in one process, and starts it again where it ends. The process starts with the first attempt, which `open`
 * gets.
 */
export function sharedDriver(
  open: (listener: Listener, call: DriverCall) => Channel,
  free: () => Promise<void>,
): Driver {
  const stopping = new Set<Promise<void>>()
  const starts: Starts = { slowestMs: null }
  let current: SharedProcess | null = null
  let attempts = 0
  const retire = (old: SharedProcess) => {
    const stopped = old.stop().finally(() => stopping.delete(stopped))
    stopping.add(stopped)
  }
  const start = (call: DriverCall): DriverRun => {
    if (current !== null && (current.isOver || (call.fresh && current.isUsed))) {
      retire(current)
      current = null
    }
    current ??= new SharedProcess((listener) => open(listener, call), starts)
    attempts += 1
    return current.start(attempts, call)
  }
  const close = async () => {
    if (current !== null) retire(current)
    await Promise.all(stopping)
    await free()
  }
  return { start, close, together: true }
}
