/** After how many empty results of `markedIds` in a row nothing is left: one search can miss a process that just starts. */
export const CERTAIN: number

/** A new mark, which no other process carries. */
export function newMark(): string

/**
 * The environment variable that marks a process and everything that it starts. A run inside a run keeps the marks of the
 * outer one.
 * @param marks the marks that it gets, in addition to those of this process
 */
export function markVariable(...marks: readonly string[]): { WSSPEC_MARK: string }

/** The ids of the processes with the mark. None where there is no /proc. */
export function markedIds(mark: string): number[]

/** Kills every process with the mark, also those that are started meanwhile (Linux). Blocks until none is left. */
export function killMarked(mark: string): void

/** Kills the processes that are left in a process group. An empty group is no error. */
export function killGroup(pid: number | undefined): void

/** Sends a signal to a process, or to a process group where the id is negative. One that has ended is no error. */
export function send(pid: number, signal: NodeJS.Signals): void
