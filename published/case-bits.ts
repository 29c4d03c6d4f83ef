import { type PublishedServer, publishedVerdict, usualServers } from './servers'

/** The bits of each case, for each list of servers. */
const measured = new WeakMap<readonly PublishedServer[], ReadonlyMap<string, number>>()

/** One server, or client, for each core: the core itself, or the first that is built on it. Hops and older versions are left out. */
function oneOfEachCore(servers: readonly PublishedServer[]): PublishedServer[] {
  const cores = new Map<string, PublishedServer>()
  for (const server of usualServers(servers)) {
    const core = server.core ?? server.name
    if (!cores.has(core) || server.core === undefined) cores.set(core, server)
  }
  return [...cores.values()]
}

/** Shannon's entropy of values, in bits: 0 where all are the same. */
function entropy(values: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const parts = [...counts.values()].map((count) => count / values.length)
  return parts.reduce((sum, part) => sum - part * Math.log2(part), 0)
}

/** How many different cores are published. */
export function coresOf(servers: readonly PublishedServer[]): number {
  return oneOfEachCore(servers).length
}

/**
 * The weight of each case, in bits: the entropy of its verdicts over the cores. It is 0 for a case that all cores pass, and largest
 * where half of them fail.
 */
export function bitsOf(servers: readonly PublishedServer[]): ReadonlyMap<string, number> {
  const known = measured.get(servers)
  if (known !== undefined) return known
  const cores = oneOfEachCore(servers)
  const ids = new Set(cores.flatMap(({ verdicts }) => [...verdicts.keys()]))
  const bits = [...ids].map(
    (id) => [id, entropy(cores.flatMap((server) => publishedVerdict(server, id) ?? []))] as const,
  )
  const found = new Map(bits)
  measured.set(servers, found)
  return found
}
