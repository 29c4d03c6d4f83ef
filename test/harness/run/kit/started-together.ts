import { closePeers } from '../../kit/peer'

/**
 * Starts all of these runs before the tests of a suite, and closes the peers of the runs after the tests. Each run takes
 * seconds, because a control that fails is tried again after pauses; together they take as long as the longest.
 * @returns gives the result of a run, by its name
 */
export function startedTogether<Runs extends Record<string, () => Promise<unknown>>>(runs: Runs) {
  const results = new Map<keyof Runs, Promise<unknown>>()
  before(() => {
    for (const [name, run] of Object.entries(runs)) {
      const result = run()
      result.catch(() => {})
      results.set(name, result)
    }
  })
  after(async () => {
    await Promise.allSettled(results.values())
    await closePeers()
  })
  return <Name extends keyof Runs>(name: Name) => results.get(name) as ReturnType<Runs[Name]>
}
