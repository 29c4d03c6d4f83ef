import type { DriverEnd } from '../case/driver'
import type { Driver, DriverCall, DriverRun } from './driver'
import { DriverLines } from './driver-lines'

/**
 * A client in this process: `connect` makes one attempt, says what a driver prints, and gives its exit code. It ends early
 * where `signal` aborts.
 */
export type Connect = (call: DriverCall, say: (line: string) => void, signal: AbortSignal) => Promise<number>

/** Starts a function for each attempt. An exception of it counts as the end by the signal `uncaught error`. */
export function functionDriver(connect: Connect): Driver {
  const start = (call: DriverCall): DriverRun => {
    const from = performance.now()
    const aborter = new AbortController()
    const lines = new DriverLines(
      () => performance.now() - from,
      () => aborter.abort(),
    )
    let end: DriverEnd = { how: 'stopped' }
    const ended = connect(call, (line) => lines.out(`${line}\n`), aborter.signal).then(
      (code) => {
        if (!aborter.signal.aborted) end = { how: 'exited', code }
      },
      (error: Error) => {
        lines.err(`${error.message}\n`)
        end = { how: 'signal', signal: 'uncaught error' }
      },
    )
    const stop = async () => {
      aborter.abort()
      await ended
    }
    return {
      report: () => ({ events: [...lines.events], log: lines.log, end, flooded: lines.flooded }),
      ended,
      stop,
    }
  }
  return { start, close: async () => {} }
}
