import { closeSync, linkSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { hostname } from 'node:os'

/** The locks of this process. */
const held = new Set<string>()

/** The process that holds a lock. */
interface Holder {
  pid: number
  host: string
}

function textIn(place: string): string | null {
  try {
    return readFileSync(place, 'utf8')
  } catch {
    return null
  }
}

function holderIn(text: string): Holder | null {
  const [pid, host] = text.trimEnd().split(' ')
  return host === undefined ? null : { pid: Number(pid), host }
}

/** True where a process certainly ended without giving its lock back. Of another machine nothing is known. */
function hasEnded({ pid, host }: Holder, place: string): boolean {
  if (host !== hostname()) return false
  // In a container, a process often has the id of the one before.
  if (pid === process.pid) return !held.has(place)
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

/** Removes a lock that nobody holds. If another process has taken the lock meanwhile, it is put back. */
function removeStale(place: string, text: string): void {
  const aside = `${place}.${process.pid}`
  try {
    renameSync(place, aside)
    if (textIn(aside) !== text) linkSync(aside, place)
    rmSync(aside, { force: true })
  } catch {
    // Another process has removed it.
  }
}

/** Makes the lock, which must not exist. Where the disk is full, nothing is left of it. */
function makeLock(place: string): void {
  const file = openSync(place, 'wx')
  try {
    writeSync(file, `${process.pid} ${hostname()}\n`)
  } catch (error) {
    rmSync(place, { force: true })
    throw error
  } finally {
    closeSync(file)
  }
}

/**
 * Takes the lock of a file, which is a file beside it. The lock of a process that was killed is taken over.
 * @returns what gives the lock back; null where another process has it
 * @throws {Error} if the lock cannot be written.
 */
export function takeLock(path: string): (() => void) | null {
  const place = lockOf(path)
  for (let tries = 0; tries < 2; tries++) {
    try {
      makeLock(place)
      held.add(place)
      return () => {
        held.delete(place)
        rmSync(place, { force: true })
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const text = textIn(place) ?? ''
    const holder = holderIn(text)
    if (holder === null || !hasEnded(holder, place)) return null
    removeStale(place, text)
  }
  return null
}

/** The file that is the lock of a file. */
export function lockOf(path: string): string {
  return `${path}.lock`
}
