import { compare, valid } from 'semver'
import type { Manifest } from '../../fleet/manifest'

/** upstream.json: the newest versions that the package registries had on one day. */
export interface Upstream {
  /** The day on which they were asked, `2026-11-29`. */
  asked: string
  /** The release of Debian that was asked: `Debian 12`. */
  debianRelease: string
  /** The newest version of each npm package, by its name. */
  npm: Readonly<Record<string, string>>
  /** The newest version of each Debian package in that release, by its name. */
  debian: Readonly<Record<string, string>>
}

/** The newest version of a server that a registry has. */
export interface Newest {
  /** `npm`, or the release of Debian. */
  registry: string
  package: string
  version: string
  /** True where the published results are of this version. */
  isTested: boolean
}

/** The npm package, or the first Debian package, that a server comes from; undefined where it comes with something else. */
export function packageOf({
  install,
}: Pick<Manifest, 'install'>): { from: 'npm' | 'debian'; name: string } | undefined {
  if (install.npm) return { from: 'npm', name: install.npm.package }
  const [first] = install.debian?.packages ?? []
  return first === undefined ? undefined : { from: 'debian', name: first }
}

/** True where the tested version is the newest or, as a release candidate can be, later. */
function isNewest(tested: string, newest: string, from: 'npm' | 'debian'): boolean {
  if (from === 'debian' || !valid(tested) || !valid(newest)) return tested === newest
  return compare(tested, newest) >= 0
}

/**
 * The newest version that npm or Debian had; null where neither has the server, or was not asked about it.
 * @param tested the version of the published results
 */
export function newestOf(manifest: Pick<Manifest, 'install'>, tested: string, upstream: Upstream): Newest | null {
  const found = packageOf(manifest)
  if (found === undefined) return null
  const known = upstream[found.from]
  const version = Object.hasOwn(known, found.name) ? known[found.name] : undefined
  if (version === undefined) return null
  const registry = found.from === 'npm' ? 'npm' : upstream.debianRelease
  return { registry, package: found.name, version, isTested: isNewest(tested, version, found.from) }
}
