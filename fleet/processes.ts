import { spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How much of a process's output is kept: its last characters. */
const MOST_OUTPUT = 64 * 1024

/** How long a process group may take to end before it is killed from here, ms; longer than the supervisor's grace. */
const STOP_MS = 4000

/** How long output may trail behind the end of its process, ms. */
const TRAIL_MS = 200

/** A command that runs in its own process group, under a supervisor that ends the group when this process dies. */
export interface Running {
  /** The process group's leader. */
  readonly pid: number | undefined
  /** The last 64 KiB of what it wrote to standard output and standard error. */
  output(): string
  /** Settles when it has ended, with how: `exit status 1`, `SIGKILL`. */
  readonly ended: Promise<string>
  /** True once it has ended. */
  hasEnded(): boolean
  /** Ends the group: SIGTERM, and SIGKILL for what remains. Resolves when it is gone; may be called twice. */
  stop(): Promise<void>
}

/** Kills what is left of a group; a group that is gone is no error. */
function sweep(pid: number | undefined): void {
  if (pid === undefined || process.platform === 'win32') return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // ESRCH: nothing is left.
  }
}

/** How to run a command. */
export interface ProcessOptions {
  cwd: string
  /** What is laid over this process's environment. */
  env?: Readonly<Record<string, string>>
  /** A folder that is made for it, and removed when it has ended. */
  work?: string
  /** What stands in `work` when it starts: texts by file name. */
  files?: Readonly<Record<string, string>>
  /** A file in `work` that names processes which have left the group, a line each: they are ended with it. */
  pidFile?: string
}

function fill(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
}

/**
 * Starts `command` with `env` laid over this process's environment. A program that does not exist is no exception: the
 * process ends with status 127 and says so in its output.
 */
export function startProcess(command: readonly string[], { cwd, env, work, files, pidFile }: ProcessOptions): Running {
  if (work !== undefined) fill(work, files ?? {})
  const supervisor = [join(__dirname, 'supervisor.js'), JSON.stringify({ work, pidFile })]
  const child = spawn(process.execPath, [...supervisor, ...command], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
  let output = ''
  let over = false
  const keep = (text: string) => {
    output = (output + text).slice(-MOST_OUTPUT)
  }
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', keep)
  child.stdin.on('error', () => {})
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => {
      keep(`${error.message}\n`)
      over = true
      resolve(error.message)
    })
    child.once('exit', (code, signal) => {
      over = true
      const how = signal ?? `exit status ${code}`
      const timer = setTimeout(() => resolve(how), TRAIL_MS)
      child.once('close', () => {
        clearTimeout(timer)
        resolve(how)
      })
    })
  })
  const stop = async () => {
    child.stdin.end()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, STOP_MS)
    })
    await Promise.race([ended, late])
    clearTimeout(timer)
    sweep(child.pid)
    if (!over) await ended
    if (work !== undefined) rmSync(work, { recursive: true, force: true })
    for (const stream of [child.stdout, child.stderr]) stream.destroy()
  }
  return { pid: child.pid, output: () => output, ended, hasEnded: () => over, stop }
}

/** How to run a command that ends by itself. */
export interface EndingOptions extends ProcessOptions {
  /** How long it may take, ms. */
  within: number
  /** Ends it early. */
  signal?: AbortSignal | undefined
}

/** Runs a command until it ends, or ends it. Gives how it ended (`exit status 0` where it succeeded) and the last of what it wrote. */
export async function runToEnd(
  command: readonly string[],
  { within, signal, ...options }: EndingOptions,
): Promise<{ how: string; output: string }> {
  const limit = AbortSignal.any([AbortSignal.timeout(within), ...(signal ? [signal] : [])])
  if (limit.aborted) return { how: 'it was interrupted', output: '' }
  const running = startProcess(command, options)
  const cut = new Promise<string>((resolve) => {
    const words = () => (signal?.aborted ? 'it was interrupted' : `it took longer than ${within / 1000} s`)
    limit.addEventListener('abort', () => resolve(words()), { once: true })
  })
  const how = await Promise.race([running.ended, cut])
  await running.stop()
  return { how, output: running.output() }
}
