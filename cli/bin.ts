#!/usr/bin/env node
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

/** Waits until everything is written or has failed, so that exiting loses nothing. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    // A synchronous write reports its failure on the next tick, after the promises that are settled now.
    if (stream.destroyed || stream.writableLength === 0) setImmediate(resolve)
    else stream.write('', () => resolve())
  })
}

/** Ends the process with an exit code; with that of wrong usage if standard output could not be written. */
async function leave(code: ExitCode, stdout: ProcessStream, stderr: ProcessStream): Promise<never> {
  await Promise.all([drained(process.stdout), drained(process.stderr)])
  if (!stdout.failed()) process.exit(code)
  const { EXIT, worstExit } = exitCodes()
  stderr.write('wsspec: standard output cannot be written\n')
  await drained(process.stderr)
  process.exit(worstExit([code, EXIT.usage]))
}

/** Ends the process if the current folder was deleted: nothing can be read or started there. */
async function leaveNowhere(): Promise<never> {
  const stderr = sinkOf(process.stderr)
  stderr.write('wsspec: the current folder does not exist any more; change to another\n')
  return leave(2, sinkOf(process.stdout), stderr)
}

/** The current folder; null if it was deleted. */
function currentFolder(): string | null {
  try {
    return process.cwd()
  } catch {
    return null
  }
}

async function start(): Promise<void> {
  const cwd = currentFolder()
  if (cwd === null) return leaveNowhere()
  const { main, bugReport } = program()
  const interrupt = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      // The second signal ends at once. Supervisors end the servers that were started.
      if (interrupt.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143)
      interrupt.abort(signal)
    })
  const { argv, env, stdout, stderr } = process
  const context = {
    argv: argv.slice(2),
    env,
    cwd,
    stdout: sinkOf(stdout),
    stderr: sinkOf(stderr),
    signal: interrupt.signal,
  }
  const onBug = (error: unknown) => {
    context.stderr.write(`wsspec: ${bugReport(error, context)}\n`)
    process.exit(4)
  }
  process.on('uncaughtException', onBug)
  process.on('unhandledRejection', onBug)
  await leave(await main(context), context.stdout, context.stderr)
}

/** Prints the version. */
async function printVersion(): Promise<void> {
  const stdout = sinkOf(process.stdout)
  stdout.write(`${ownVersion()}\n`)
  await leave(0, stdout, sinkOf(process.stderr))
}

if (process.argv.length === 3 && ['--version', '-V'].includes(process.argv[2] ?? '')) void printVersion()
else void start()
