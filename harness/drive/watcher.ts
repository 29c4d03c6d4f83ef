import { type ChildProcess, spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import { dirname } from 'node:path'
import { markVariable } from '../../sweep/marked'

const PROGRAM = require.resolve('../../sweep/watcher')

/** What a watcher ends: a process group, by its id, or a folder, by its absolute path. */
export type Watched = number | string

/**
 * A process that kills everything with a mark, and removes temporary folders, when this process dies, also by SIGKILL. It is
 * in a session of its own, so that what ends a terminal or a process group does not end it first.
 */
export class Watcher {
  private readonly child: ChildProcess

  constructor(mark: string) {
    this.child = spawn(process.execPath, [PROGRAM, mark], {
      // The current folder may be removed while it runs.
      cwd: dirname(PROGRAM),
      env: { ...process.env, ...markVariable(), NODE_OPTIONS: undefined },
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
      windowsHide: true,
    })
    // Without a watcher, a run still ends its drivers, unless the run itself is killed.
    this.child.on('error', () => {})
    this.child.stdin?.on('error', () => {})
    this.child.unref()
    ;(this.child.stdin as Socket | null)?.unref()
  }

  /** Registers a process group, because a process in it may lose the mark, or a temporary folder. */
  add(watched: Watched): void {
    this.child.stdin?.write(`+${JSON.stringify(watched)}\n`)
  }

  /** Removes a process group that has ended, because another group may get its id, or a folder that is gone. */
  remove(watched: Watched): void {
    this.child.stdin?.write(`-${JSON.stringify(watched)}\n`)
  }

  /** Ends the watcher. It kills nothing. */
  async end(): Promise<void> {
    const { child } = this
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.ref()
    child.kill('SIGKILL')
    await ended
    child.stdin?.destroy()
  }
}
