import { fstatSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import type { Sink } from '../settings/process-context'
import { ownVersion } from '../settings/version'
import type { ExitCode } from './exit-codes'

// `wsspec --version` must load almost nothing: these are loaded when they are needed.
const program = (): typeof import('./main') => require('./main')
const exitCodes = (): typeof import('./exit-codes') => require('./exit-codes')

/** A stream of the process that remembers whether a write failed. */
interface ProcessStream extends Sink {
  /** True if something could not be written; not if the reader closed the stream early. */
  failed(): boolean
}

/** Wraps a stream. After an error nothing more is written to it. */
function sinkOf(stream: NodeJS.WriteStream): ProcessStream {
  let open = true
  let failed = false
  stream.on('error', (error: NodeJS.ErrnoException) => {
    open = false
    failed ||= error.code !== 'EPIPE'
  })
  return {
    failed: () => failed,
    write: (text) => {
      if (open) stream.write(text)
    },
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns
    },
  }
}

/** True where standard output and standard error go to the same place. Some systems do not say which place it is. */
function isSamePlace(): boolean {
  if (process.stdout.isTTY && process.stderr.isTTY) return true
  try {
    const [out, err] = [fstatSync(1), fstatSync(2)]
    return out.ino !== 0 && out.ino === err.ino && out.dev === err.dev
  } catch {
    return false
  }
}

/** What is left to do before the process ends: output to write, unless a signal ends that. */
interface Leaving {
  stdout: ProcessStream
  stderr: ProcessStream
  signal: AbortSignal
}

function leavingNow(): Leaving {
  return { stdout: sinkOf(process.stdout), stderr: sinkOf(process.stderr), signal: new AbortController().signal }
}

/** Waits until everything is written or has failed, so that exiting loses nothing. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    // A synchronous write reports its failure on the next tick, after the promises that are settled now.
    if (stream.destroyed || stream.writableLength === 0) setImmediate(resolve)
    else stream.write('', () => resolve())
  })
}

/** Resolves when a signal comes that had not come before. */
function newAbort(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (!signal.aborted) signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/**
 * Ends the process with an exit code; with that of wrong usage if standard output could not be written. A signal ends the
 * waiting for a reader who takes nothing.
 */
async function leave(code: ExitCode, { stdout, stderr, signal }: Leaving): Promise<never> {
  await Promise.race([Promise.all([drained(process.stdout), drained(process.stderr)]), newAbort(signal)])
  if (!stdout.failed() && !signal.aborted) process.exit(code)
  const { EXIT, interruption, worstExit } = exitCodes()
  const codes = [code, interruption(signal)]
  if (!stdout.failed()) process.exit(worstExit(codes))
  stderr.write('wsspec: standard output cannot be written\n')
  await Promise.race([drained(process.stderr), newAbort(signal)])
  process.exit(worstExit([...codes, EXIT.usage]))
}

/** Ends the process if the current folder was deleted: nothing can be read or started there. */
async function leaveNowhere(): Promise<never> {
  const leaving = leavingNow()
  leaving.stderr.write('wsspec: the current folder does not exist any more; change to another\n')
  return leave(2, leaving)
}

/** The current folder; null if it was deleted. */
function currentFolder(): string | null {
  try {
    return process.cwd()
  } catch {
    return null
  }
}

/** How soon after a signal another one is the same: npx passes on what the terminal has already sent, ms. */
const SAME_SIGNAL_MS = 1000

/** Aborts at the first signal. A later one ends the process at once; supervisors then end the servers that were started. */
function abortOnSignals(interrupt: AbortController): void {
  const signals = Object.entries(exitCodes().ENDING_SIGNALS) as [NodeJS.Signals, ExitCode][]
  let firstMs = Number.POSITIVE_INFINITY
  for (const [signal, code] of signals)
    process.on(signal, () => {
      const now = performance.now()
      if (now - firstMs >= SAME_SIGNAL_MS) process.exit(code)
      firstMs = Math.min(firstMs, now)
      interrupt.abort(signal)
    })
}

/**
 * How much the heap may grow before garbage is collected, percent. By default V8 lets it grow up to fourfold, so that a
 * target that floods takes up hundreds of megabytes of garbage.
 */
const HEAP_GROWTH = 50

async function start(): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`)
  const cwd = currentFolder()
  if (cwd === null) return leaveNowhere()
  const interrupt = new AbortController()
  abortOnSignals(interrupt)
  const { main, bugReport } = program()
  const { argv, env } = process
  const { stdout, stderr, signal } = { ...leavingNow(), signal: interrupt.signal }
  const context = { argv: argv.slice(2), env, cwd, stdout, stderr, together: isSamePlace(), signal }
  const onBug = (error: unknown) => {
    context.stderr.write(`wsspec: ${bugReport(error, context)}\n`)
    process.exit(4)
  }
  process.on('uncaughtException', onBug)
  process.on('unhandledRejection', onBug)
  await leave(await main(context), context)
}

/** Prints the version. */
async function printVersion(): Promise<void> {
  const leaving = leavingNow()
  leaving.stdout.write(`${ownVersion()}\n`)
  await leave(0, leaving)
}

if (process.argv.length === 3 && ['--version', '-V'].includes(process.argv[2] ?? '')) void printVersion()
else void start()
