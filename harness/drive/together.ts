import type { DriverRun } from './driver'

/** Joins several runs that began at once into one: it has ended once all have, and reports the events of all, and the end of the first. */
export function together(runs: readonly DriverRun[]): DriverRun {
  const [first] = runs
  if (first === undefined) throw new Error('there is no run')
  if (runs.length === 1) return first
  return {
    ended: Promise.all(runs.map(({ ended }) => ended)).then(() => {}),
    report: () => {
      const reports = runs.map((run) => run.report())
      const events = reports.flatMap((report) => report.events).toSorted((a, b) => a.atMs - b.atMs)
      return { ...first.report(), events }
    },
    stop: async () => {
      await Promise.all(runs.map((run) => run.stop()))
    },
  }
}
