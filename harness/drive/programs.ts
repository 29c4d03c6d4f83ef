import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import { killMarked, MARK_VARIABLE } from './left-processes'

/** How the programs of drivers are started. */
export interface ProgramOptions {
  /** The words of the command, with placeholders (`command.ts`). No shell reads them. */
  command: readonly string[]
  cwd: string
  /** Environment variables that are added to those of this process. */
  env?: Readonly<Record<string, string | undefined>>
}

/** A program that runs, and whose output is read. */
export interface Program extends ChildProcess {
  stdout: Readable
  stderr: Readable
}

/** What one start has besides its words. */
interface StartOptions {
  env?: Readonly<Record<string, string>>
  /** True for a program that is written to. */
  reads: boolean
}

/** Why a start failed, in words: `cannot start driver.py: there is no such program`. */
export function startFailure(program: string, { code, message }: NodeJS.ErrnoException): string {
  const means: Record<string, string> = {
    ENOENT: 'there is no such program',
    EACCES: 'it is not executable',
    ENOEXEC: 'it is no program that this system can run',
  }
  return `cannot start ${program}: ${means[code ?? ''] ?? message}`
}

/** Starts programs, each in a process group of its own, and marks them, so that `close` can end everything that they left. */
export class Programs {
  private readonly mark = `/${randomBytes(12).toString('hex')}`
  private readonly options: Omit<ProgramOptions, 'command'>

  constructor(options: Omit<ProgramOptions, 'command'>) {
    this.options = options
  }

  /** Starts one; gives why it cannot be started, in words. It may also fail later, with the event `error`. */
  start([program = '', ...args]: readonly string[], { env = {}, reads }: StartOptions): Program | string {
    const marks = { [MARK_VARIABLE]: `${process.env[MARK_VARIABLE] ?? ''}${this.mark}` }
    try {
      return spawn(program, args, {
        cwd: this.options.cwd,
        env: { ...process.env, ...this.options.env, ...env, ...marks },
        stdio: [reads ? 'pipe' : 'ignore', 'pipe', 'pipe'],
        detached: process.platform !== 'win32',
        windowsHide: true,
      }) as Program
    } catch (error) {
      // Words that no program can get, as one with a NUL in it.
      return startFailure(program, error as NodeJS.ErrnoException)
    }
  }

  /** Ends everything that the programs left. */
  close(): void {
    killMarked(this.mark)
  }
}
