import { type ChildProcess, spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { killGroup, killMarked, markVariable, newMark } from '../../sweep/marked'
import { Watcher } from './watcher'

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

/** Options of one start of a program. */
interface StartOptions {
  env?: Readonly<Record<string, string>>
  /** True where this process writes to the standard input of the program. */
  reads: boolean
  /** A second mark, for a program that is killed before the others. */
  mark?: string
}

/** True where a program is a path to a folder. A name without a slash is looked up in $PATH. */
function isFolder(program: string): boolean {
  try {
    return program.includes('/') && statSync(program).isDirectory()
  } catch {
    return false
  }
}

/** Why a start failed, in words: `cannot start driver.py: there is no such program`. */
export function startFailure(program: string, { code, message }: NodeJS.ErrnoException): string {
  const means: Record<string, string> = {
    ENOENT: 'there is no such program',
    EACCES: 'it is not executable',
    ENOEXEC: 'it is no program that this system can run',
  }
  if (code === 'EACCES' && isFolder(program)) return `cannot start ${program}: it is a folder`
  return `cannot start ${program}: ${means[code ?? ''] ?? message}`
}

/**
 * Starts programs, each in a process group of its own, and marks them, so that `close` can end every process that they left.
 * Where this process is killed before that, a watcher ends them and removes the folders: one process for all programs, started
 * with the first program.
 */
export class Programs {
  private readonly mark = newMark()
  private readonly options: Omit<ProgramOptions, 'command'>
  /** The process groups in which processes may still run. */
  private readonly groups = new Set<number>()
  /** The temporary folders that the programs need. */
  private readonly folders = new Set<string>()
  private watcher: Watcher | null = null

  constructor(options: Omit<ProgramOptions, 'command'>) {
    this.options = options
  }

  /** Starts a program, or gives the reason why it cannot be started. The start may also fail later, with the event `error`. */
  start([program = '', ...args]: readonly string[], { env = {}, reads, mark = '' }: StartOptions): Program | string {
    const watcher = this.watched()
    try {
      const child = spawn(program, args, {
        cwd: this.options.cwd,
        env: { ...process.env, ...this.options.env, ...env, ...markVariable(this.mark, mark) },
        stdio: [reads ? 'pipe' : 'ignore', 'pipe', 'pipe'],
        detached: process.platform !== 'win32',
        windowsHide: true,
      }) as Program
      if (child.pid !== undefined) {
        this.groups.add(child.pid)
        watcher.add(child.pid)
      }
      return child
    } catch (error) {
      // Arguments that no program can get, such as one with a NUL.
      return startFailure(program, error as NodeJS.ErrnoException)
    }
  }

  /** The watcher, which is started where it does not run yet. */
  private watched(): Watcher {
    if (this.watcher !== null) return this.watcher
    const watcher = new Watcher(this.mark)
    for (const folder of this.folders) watcher.add(folder)
    this.watcher = watcher
    return watcher
  }

  /** Has a temporary folder removed where this process is killed. Whoever made it removes it otherwise. */
  addFolder(path: string): void {
    this.folders.add(path)
    this.watcher?.add(path)
  }

  /** Notes that a folder of `addFolder` is removed. */
  removeFolder(path: string): void {
    this.folders.delete(path)
    this.watcher?.remove(path)
  }

  /** Kills what is left of the process group of a program. May be called again. */
  killGroup({ pid, exitCode, signalCode }: Program): void {
    if (pid === undefined || !this.groups.has(pid)) return
    killGroup(pid)
    // Until its end is known, nothing else can get its id.
    if (exitCode === null && signalCode === null) return
    this.groups.delete(pid)
    this.watcher?.remove(pid)
  }

  /** Ends everything that the programs left, and the watcher. */
  async close(): Promise<void> {
    for (const group of this.groups) killGroup(group)
    this.groups.clear()
    killMarked(this.mark)
    const { watcher } = this
    this.watcher = null
    await watcher?.end()
  }
}
