import { compare, maxSatisfying, prerelease, valid, validRange } from 'semver'
import type { Known } from './known'
import { installation, publishedVersions } from './npm'

/** The published versions of a server or client from npm without prereleases, the oldest first. */
export async function releases(known: Known, signal?: AbortSignal): Promise<string[]> {
  const all = await publishedVersions(known.install.npm?.package ?? '', signal)
  return all.filter((version) => valid(version) !== null && prerelease(version) === null).sort(compare)
}

/**
 * The published versions that the user may have meant by `wanted`: the newest version of a range, or the next versions
 * below and above, and the newest of all. The oldest first.
 */
export function nearestVersions(wanted: string, published: readonly string[]): string[] {
  const known = published.filter((version) => valid(version) !== null).sort(compare)
  const released = known.filter((version) => prerelease(version) === null)
  const newest = released.at(-1) ?? known.at(-1)
  const meant = validRange(wanted) !== null && valid(wanted) === null ? maxSatisfying(known, wanted) : null
  const below = valid(wanted) ? released.findLast((version) => compare(version, wanted) < 0) : undefined
  const above = valid(wanted) ? released.find((version) => compare(version, wanted) > 0) : undefined
  const found = [meant ?? undefined, below, above, newest].filter((version) => version !== undefined)
  return [...new Set(found)].sort(compare)
}

/**
 * The versions to suggest where npm has no version `version`, or null where it has. The registry is asked only
 * for a version that is not in the cache.
 * @throws {StartError} where the registry does not answer, or does not know the package.
 */
export async function versionsInstead(
  known: Known,
  version: string,
  cache: string,
  signal?: AbortSignal,
): Promise<string[] | null> {
  if (valid(version) === version && installation(known, cache, version).isThere) return null
  const published = await publishedVersions(known.install.npm?.package ?? '', signal)
  return published.includes(version) ? null : nearestVersions(version, published)
}
