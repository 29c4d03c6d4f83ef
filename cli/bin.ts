#!/usr/bin/env node
import { ownVersion } from './version'
import type { Sink } from './world'

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

/** Waits until what was written has gone out, so that exiting cuts nothing off. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableLength === 0) resolve()
    else stream.write('', () => resolve())
  })
}

async function start(): Promise<void> {
  const { main, bugReport } = require('./main') as typeof import('./main')
  const interrupt = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      // Whoever asks twice does not want to wait; the supervisors end what was started.
      if (interrupt.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143)
      interrupt.abort(signal)
    })
  const { argv, env, stdout, stderr } = process
  const world = {
    argv: argv.slice(2),
    env,
    cwd: process.cwd(),
    stdout: sinkOf(stdout),
    stderr: sinkOf(stderr),
    signal: interrupt.signal,
  }
  const onBug = (error: unknown) => {
    world.stderr.write(`wsspec: ${bugReport(error, world)}\n`)
    process.exit(4)
  }
  process.on('uncaughtException', onBug)
  process.on('unhandledRejection', onBug)
  const code = await main(world)
  await Promise.all([drained(stdout), drained(stderr)])
  if (world.stdout.failed()) world.stderr.write('wsspec: standard output cannot be written\n')
  const { EXIT, worstExit } = require('./exit') as typeof import('./exit')
  process.exit(worstExit([code, world.stdout.failed() ? EXIT.usage : EXIT.fine]))
}

if (process.argv.length === 3 && ['--version', '-V'].includes(process.argv[2] ?? ''))
  process.stdout.write(`${ownVersion()}\n`)
else void start()
