import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ROOT, TYPESCRIPT } from './checkout'

/** wsspec as a process of its own. */
export interface Program {
  child: ChildProcess
  /** What it has written so far. */
  written: { stdout: string; stderr: string }
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string>
}

/** How the process is started. */
export interface ProgramOptions {
  /** Variables in addition to those of this process. */
  env?: Record<string, string>
  /** Default: the root of the checkout. */
  cwd?: string
  /** A file descriptor for standard output, which is then not kept. */
  stdout?: number
}

/** Starts wsspec from the sources as a process. */
export function program(argv: readonly string[], { env = {}, cwd = ROOT, stdout }: ProgramOptions = {}): Program {
  const words = ['-r', TYPESCRIPT, join(ROOT, 'cli', 'bin.ts'), ...argv]
  const child = spawn(process.execPath, words, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', stdout ?? 'pipe', 'pipe'],
  })
  const written = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      written[name] += text
    })
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => resolve(signal ?? code ?? -1))
  })
  return { child, written, ended }
}

/** Waits until a condition is met. Rejects after `ms`. */
export async function eventually(what: string, isMet: () => boolean, ms = 15_000): Promise<void> {
  const limit = performance.now() + ms
  while (!isMet()) {
    if (performance.now() > limit) throw new Error(`not within ${ms} ms: ${what}`)
    await delay(10)
  }
}

/** True if a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** The ids of the processes that a process has started and that run (Linux). */
export function childrenOf(pid: number): number[] {
  const isChild = (id: number) => {
    try {
      // After the name in parentheses: the state, and the id of the parent.
      const [state, parent] =
        readFileSync(`/proc/${id}/stat`, 'latin1')
          .split(/\) (?!.*\) )/)[1]
          ?.split(' ') ?? []
      return state !== 'Z' && Number(parent) === pid
    } catch {
      return false
    }
  }
  return readdirSync('/proc')
    .map(Number)
    .filter((id) => id > 0 && isChild(id))
}
