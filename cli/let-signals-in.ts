import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Lets the handlers of signals that have arrived run before it resolves. Long work without a pause, such as
 * writing reports, calls it between its parts.
 */
export async function letSignalsIn(): Promise<void> {
  // The first turn may end before the loop has polled; the second begins after it has.
  await nextTurn()
  await nextTurn()
}
