#!/usr/bin/env node
import type { Sink } from '../settings/process-context'
import { ownVersion } from '../settings/version'
import type { ExitCode } from './exit'

/** A stream of the process that remembers whether what was written could not be. */
interface Outlet extends Sink {
  failed(): boolean
}

/** Whoever closes a stream early gets no more, and that is no error; a full disk is one. */
function sinkOf(stream: NodeJS.WriteStream): Outlet {
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

/** Waits until what was written has gone out, so that exiting cuts nothing off, and until what kept it back was told. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    // A synchronous write that failed tells so on the next tick, behind the promises that are settled now.
    if (stream.destroyed || stream.writableLength === 0) setImmediate(resolve)
    else stream.write('', () => resolve())
  })
}

/** Ends the process with `code`, or with what it means that standard output could not be written. */
async function leave(code: ExitCode, stdout: Outlet, stderr: Outlet): Promise<never> {
  await Promise.all([drained(process.stdout), drained(process.stderr)])
  const { EXIT, worstExit } = require('./exit') as typeof import('./exit')
  if (!stdout.failed()) process.exit(code)
  stderr.write('wsspec: standard output cannot be written\n')
  await drained(process.stderr)
  process.exit(worstExit([code, EXIT.usage]))
}

/** Nothing can be read or started from a folder that is gone. */
async function leaveNowhere(): Promise<never> {
  const stderr = sinkOf(process.stderr)
  stderr.write('wsspec: the current folder cannot be found any more; change into another\n')
  return leave(2, sinkOf(process.stdout), stderr)
}

/** The current folder, or null where it is gone. */
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
  const { main, bugReport } = require('./main') as typeof import('./main')
  const interrupt = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      // Whoever asks twice does not want to wait; the supervisors end what was started.
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

/** Tells the version without loading the rest of the program. */
async function tellVersion(): Promise<void> {
  const stdout = sinkOf(process.stdout)
  stdout.write(`${ownVersion()}\n`)
  await leave(0, stdout, sinkOf(process.stderr))
}

if (process.argv.length === 3 && ['--version', '-V'].includes(process.argv[2] ?? '')) void tellVersion()
else void start()
