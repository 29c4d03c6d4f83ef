import type { Observation } from '../case/observation'

/** Memoizes a function of an observation: the cases over the whole run ask the same of every answer. */
export function memoized<T>(compute: (observation: Observation) => T): (observation: Observation) => T {
  const cache = new WeakMap<Observation, { result: T }>()
  return (observation) => {
    const entry = cache.get(observation) ?? { result: compute(observation) }
    cache.set(observation, entry)
    return entry.result
  }
}
