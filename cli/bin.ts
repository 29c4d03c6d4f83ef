#!/usr/bin/env node
import { ownVersion } from '../harness/tool'
import type { Sink } from './world'

/** A stream of the process; who closes it early gets no more, and that is no error. */
function sinkOf(stream: NodeJS.WriteStream): Sink {
  let open = true
  stream.on('error', (error: NodeJS.ErrnoException) => {
    open = false
    if (error.code !== 'EPIPE') process.exitCode = 2
  })
  return {
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
  process.exit(code)
}

if (process.argv.length === 3 && ['--version', '-V'].includes(process.argv[2] ?? ''))
  process.stdout.write(`${ownVersion()}\n`)
else void start()
