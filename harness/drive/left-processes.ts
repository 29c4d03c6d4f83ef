import { readdirSync, readFileSync } from 'node:fs'

/** The variable that marks the processes of a run. A run inside a run keeps the mark of the outer one. */
export const MARK_VARIABLE = 'WSSPEC_MARK'

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended.
  }
}

/** Kills what is left of a process group. An empty group is no error. */
export function killGroup(pid: number | undefined): void {
  if (pid !== undefined && process.platform !== 'win32') kill(-pid)
}

function isMarked(pid: number, mark: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(mark)
  } catch {
    // It has ended, or belongs to somebody else.
    return false
  }
}

/** Kills, on Linux, every process that has left its group and carries the mark in its environment. */
export function killMarked(mark: string): void {
  if (process.platform !== 'linux') return
  for (let turn = 0; turn < 10; turn++) {
    const pids = readdirSync('/proc').map(Number)
    const left = pids.filter((pid) => pid > 1 && pid !== process.pid && isMarked(pid, mark))
    if (left.length === 0) return
    for (const pid of left) kill(pid)
  }
}
