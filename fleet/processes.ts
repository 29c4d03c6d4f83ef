import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { killGroup } from '../sweep/marked'

/** How much of a process's output is kept: its last characters. */
const MOST_OUTPUT = 64 * 1024

/** How long a process group may take to end before this process kills it, ms. The supervisor's own grace is shorter. */
const STOP_MS = 4000

/** How long output may arrive after the end of its process, ms. */
const TRAIL_MS = 200

/**
 * A command that runs in its own process group, under a supervisor that ends the group when this process dies. On Linux it
 * also ends the processes that have left the group.
 */
export interface Running {
  /** The process group's leader. */
  readonly pid: number | undefined
  /** The last 64 KiB of its standard output and standard error. */
  output(): string
  /** Settles when it has ended, with the way it ended: `exit status 1`, `SIGKILL`. */
  readonly ended: Promise<string>
  /** True once it has ended. */
  hasEnded(): boolean
  /** Ends the group: SIGTERM, and SIGKILL for what remains. Resolves when it is gone; may be called twice. */
  stop(): Promise<void>
}

/** How to run a command. */
export interface ProcessOptions {
  cwd: string
  /** Environment variables that are added to this process's, or replace them. */
  env?: Readonly<Record<string, string | undefined>>
  /** A folder that is made for the command, and removed when it has ended. */
  work?: string
  /** The files that `work` has at the start: texts by file name. */
  files?: Readonly<Record<string, string>>
  /** A file in `work` with the ids of processes that have left the group, one a line: they are ended with it. */
  pidFile?: string
  /** The command may end and leave its server in the background: it runs as long as one of its processes does (Linux). */
  mayFork?: boolean
}

function makeWorkFolder(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
}

type Supervised = ChildProcessByStdio<Writable, Readable, Readable>

function spawnSupervised(command: readonly string[], { cwd, env, work, pidFile, mayFork }: ProcessOptions): Supervised {
  const supervisor = [join(__dirname, 'supervisor.js'), JSON.stringify({ work, pidFile, mayFork })]
  return spawn(process.execPath, [...supervisor, ...command], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
}

/** The last of what a process writes. */
class LastOutput {
  text = ''

  constructor(child: Supervised) {
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => this.add(text))
  }

  add(text: string): void {
    this.text = (this.text + text).slice(-MOST_OUTPUT)
  }
}

/** How a process ended, once its output is complete or `TRAIL_MS` are over. `onExit` is called at its end, before that. */
function endOf(child: Supervised, output: LastOutput, onExit: () => void): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      output.add(`${error.message}\n`)
      onExit()
      resolve(error.message)
    })
    child.once('exit', (code, signal) => {
      onExit()
      const how = signal ?? `exit status ${code}`
      const timer = setTimeout(() => resolve(how), TRAIL_MS)
      child.once('close', () => {
        clearTimeout(timer)
        resolve(how)
      })
    })
  })
}

/** Resolves when `ended` has, or after `ms`. */
async function endedWithin(ended: Promise<unknown>, ms: number): Promise<void> {
  const stopWaiting = new AbortController()
  await Promise.race([ended, delay(ms, undefined, { signal: stopWaiting.signal }).catch(() => {})])
  stopWaiting.abort()
}

/**
 * Starts a command under a supervisor. A program that does not exist is no exception: the process ends with status 127,
 * and its output says why.
 */
export function startProcess(command: readonly string[], options: ProcessOptions): Running {
  const { work, files = {} } = options
  if (work !== undefined) makeWorkFolder(work, files)
  const child = spawnSupervised(command, options)
  const output = new LastOutput(child)
  let over = false
  const ended = endOf(child, output, () => {
    over = true
  })
  child.stdin.on('error', () => {})
  const stop = async () => {
    child.stdin.end()
    await endedWithin(ended, STOP_MS)
    killGroup(child.pid)
    if (!over) await ended
    if (work !== undefined) rmSync(work, { recursive: true, force: true })
    for (const stream of [child.stdout, child.stderr]) stream.destroy()
  }
  return { pid: child.pid, output: () => output.text, ended, hasEnded: () => over, stop }
}

/** How to run a command that ends by itself. */
export interface EndingOptions extends ProcessOptions {
  /** How long it may take, ms. */
  within: number
  /** Ends it early. */
  signal?: AbortSignal | undefined
}

/** Runs a command until it ends, or ends it. Returns how it ended (`exit status 0`: it succeeded) and the last of its output. */
export async function runToEnd(
  command: readonly string[],
  { within, signal, ...options }: EndingOptions,
): Promise<{ how: string; output: string }> {
  const limit = AbortSignal.any([AbortSignal.timeout(within), ...(signal ? [signal] : [])])
  if (limit.aborted) return { how: 'it was interrupted', output: '' }
  const running = startProcess(command, options)
  const cut = new Promise<string>((resolve) => {
    const reason = () => (signal?.aborted ? 'it was interrupted' : `it took longer than ${within / 1000} s`)
    limit.addEventListener('abort', () => resolve(reason()), { once: true })
  })
  const how = await Promise.race([running.ended, cut])
  await running.stop()
  return { how, output: running.output() }
}
