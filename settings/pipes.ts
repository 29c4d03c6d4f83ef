import { constants, openSync, statSync } from 'node:fs'
import { Socket } from 'node:net'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { systemWords } from '../reports/text/system-errors'
import { type ProcessContext, printError } from './process-context'
import type { ReadFile } from './settings'
import { UsageError } from './usage-error'

/** After which time without bytes a message about the pipe is printed, ms. */
const SILENT_MS = 1000

/** The texts of pipes by their absolute path. A pipe gives its text once, and more than one reader may want it. */
const texts = new Map<string, string>()

/** Files that are named by words of the command line. */
export function asRead(...paths: readonly string[]): ReadFile[] {
  return paths.map((path) => ({ path, source: '' }))
}

/** True for a named pipe, or the name of a pipe that the process has open (/dev/stdin). */
export function isPipe(path: string): boolean {
  try {
    return statSync(path).isFIFO()
  } catch {
    return false
  }
}

/** The text of a pipe that was read; undefined for every other path. */
export function textOfPipe(path: string): string | undefined {
  return texts.get(path)
}

/** Reads a pipe to its end. A plain open would wait for a writer in a way that no signal ends. */
async function readPipe(path: string, name: string, context: ProcessContext): Promise<string> {
  const { signal } = context
  const socket = new Socket({ fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK), writable: false })
  const stop = () => socket.destroy(new Error('the run was interrupted before it was read'))
  const timer = setTimeout(() => printError(context, `${name}: nobody writes into this pipe; waiting`), SILENT_MS)
  socket.once('data', () => clearTimeout(timer))
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  try {
    return await text(socket)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}

/**
 * Reads the pipes among the files of a command before anything else reads them. It waits for their writers until the run
 * is interrupted.
 * @throws {UsageError} for a pipe that cannot be read, or was not before the interrupt.
 */
export async function readPipes(files: readonly ReadFile[], context: ProcessContext): Promise<void> {
  for (const { path, source } of files) {
    const full = resolve(context.cwd, path)
    if (!isPipe(full)) continue
    const name = `${source} ${path}`.trimStart()
    try {
      texts.set(full, await readPipe(full, name, context))
    } catch (error) {
      throw new UsageError(`${name}: ${systemWords(error)}`)
    }
  }
}
