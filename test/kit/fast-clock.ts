import { performance } from 'node:perf_hooks'

/**
 * Makes time pass `factor` times as fast for everything in this process that waits with setTimeout or reads
 * performance.now: the runs, and the targets of a test that wait for seconds. Bytes take as long as ever, so a
 * millisecond of the machine counts as `factor`.
 * @returns puts the usual clock back
 */
export function speedUp(factor: number): () => void {
  const { setTimeout: slowTimeout } = globalThis
  const now = performance.now.bind(performance)
  const origin = now()
  const fastTimeout = (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
    slowTimeout(run, ms / factor, ...args)
  globalThis.setTimeout = Object.assign(fastTimeout, slowTimeout) as typeof setTimeout
  performance.now = () => origin + (now() - origin) * factor
  return () => {
    globalThis.setTimeout = slowTimeout
    Reflect.deleteProperty(performance, 'now')
  }
}
