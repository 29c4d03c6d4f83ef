import { constants, openSync } from 'node:fs'
import { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { systemWords } from '../reports/text/system-errors'

/** The pause between two looks for a reader, ms. */
const BETWEEN_MS = 50

/** After which time without a reader this is printed, ms; and how long one is waited for after an interrupt. */
const SILENT_MS = 1000

/** Opens a pipe if somebody reads it; null if nobody does. A plain open would wait in a way that no signal ends. */
function opened(path: string): number | null {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENXIO') return null
    throw error
  }
}

async function openedInTime(path: string, signal: AbortSignal, onWait: () => void): Promise<number> {
  const start = performance.now()
  const wasAborted = signal.aborted
  let waits = false
  for (;;) {
    const descriptor = opened(path)
    if (descriptor !== null) return descriptor
    const isLate = performance.now() - start >= SILENT_MS
    if (wasAborted ? isLate : signal.aborted) throw new Error('nobody reads this pipe')
    if (isLate && !waits) onWait()
    waits ||= isLate
    await delay(BETWEEN_MS)
  }
}

/** Writes to a descriptor until its reader has taken everything. */
function drain(descriptor: number, text: string, signal: AbortSignal): Promise<void> {
  const socket = new Socket({ fd: descriptor, readable: false, writable: true })
  return new Promise((resolve, reject) => {
    const stop = () => socket.destroy(new Error('the run was interrupted before everything was read'))
    // After an interrupt, what was finished is still written. The next signal ends the process.
    if (!signal.aborted) signal.addEventListener('abort', stop, { once: true })
    socket.once('error', reject)
    socket.end(text, () => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
  })
}

/**
 * Writes a report into a pipe, and waits for its reader as long as it takes. An abort ends the waiting at once; where the
 * signal was aborted before, a reader is waited for one second.
 * @param onWait called where nobody reads the pipe for a second
 * @throws {Error} with one line that says why not everything was written.
 */
export async function writePipe(path: string, text: string, signal: AbortSignal, onWait: () => void): Promise<void> {
  try {
    await drain(await openedInTime(path, signal, onWait), text, signal)
  } catch (error) {
    throw new Error(`cannot write ${path}: ${systemWords(error)}`, { cause: error })
  }
}
