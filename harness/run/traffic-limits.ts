import { isLoopback } from './loopback'
import type { RunOptions, Target } from './target'

/** How the connections to a target are limited. */
export interface TrafficLimits {
  /** How many connections are open at once. */
  jobs: number
  /** The same for a slow or distant target that bears more; equal to `jobs` for no more. */
  most: number
  /** Maximum number of new connections a second; undefined for no limit. */
  rate: number | undefined
  /** How many quiet connections may be parked, if the target bears them; 0 for none. */
  mostParked: number
}

/** Maximum number of connections at once to a slow or distant target that answers them as fast as one: on this machine, and elsewhere. */
const MOST_JOBS = { here: 64, elsewhere: 24 }

/** Maximum number of connections that are parked. */
const MOST_PARKED = { here: 256, elsewhere: 64 }

/** How many connections may be open. A number that a person chose holds. */
export function limitsOf(target: Target, { jobs, adapts = false, rate }: RunOptions): TrafficLimits {
  if (!adapts) return { jobs, most: jobs, rate, mostParked: 0 }
  const where = target.ours || isLoopback(target.connect?.host ?? target.url.hostname) ? 'here' : 'elsewhere'
  return { jobs, most: Math.max(jobs, MOST_JOBS[where]), rate, mostParked: MOST_PARKED[where] }
}
