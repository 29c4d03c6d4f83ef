import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compare } from 'semver'
import { completeResults } from '../../collect/complete-results'
import { type KnownServer, readManifests } from '../../fleet/manifest'
import type { Results, TargetResult } from '../../harness/case/results'
import type { BriefResults } from '../../reports/brief-results'
import { ownVersion } from '../../settings/version'

/** The folder of the published results. */
export const RESULTS = join(__dirname, '..', '..', 'docs', 'results')

/** One published results file: of a server, or of an older version of it. */
export interface Published {
  /** The name on the command line, without a version. */
  name: string
  version: string
  target: TargetResult
  manifest: KnownServer
  /** True where another version is the usual one. */
  isOlder: boolean
}

/**
 * Everything that is published: the servers, the hops (each was run in front of ws), and the versions of servers that have
 * more than one, by the name of the server.
 */
export interface Gallery {
  servers: readonly Published[]
  hops: readonly Published[]
  history: ReadonlyMap<string, readonly Published[]>
}

/** The path of the results file of `ws`, or `ws@8.18.2`, in the folder: `servers/ws.json`, `history/ws@8.18.2.json`. */
export function fileOf(word: string): string {
  return join(word.includes('@') ? 'history' : 'servers', `${word}.json`)
}

function read(path: string, manifests: readonly KnownServer[], isOlder: boolean): Published {
  const { targets } = completeResults(JSON.parse(readFileSync(path, 'utf8')) as BriefResults)
  const [target] = targets
  const own = target?.via ?? target?.server
  const manifest = manifests.find(({ name }) => name === own?.name)
  if (!target || !own || !manifest) throw new Error(`${path}: these are not the results of a known server`)
  return { name: own.name, version: own.version, target, manifest, isOlder }
}

function readAll(root: string, name: 'servers' | 'history', manifests: readonly KnownServer[]): Published[] {
  const folder = join(root, name)
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return names.sort().map((file) => read(join(folder, file), manifests, name === 'history'))
}

/** Orders servers so that those built on a core follow it. */
function byCore(a: Published, b: Published): number {
  const keys = ({ name, manifest: { core } }: Published) => [core, name === core ? '0' : '1', name].join(' ')
  return keys(a) < keys(b) ? -1 : 1
}

/** The versions of each server that has older ones, the oldest first, the usual one last. */
function historyOf(older: readonly Published[], servers: readonly Published[]): Map<string, Published[]> {
  const names = [...new Set(older.map(({ name }) => name))]
  return new Map(
    names.map((name) => {
      const all = [...older, ...servers].filter((each) => each.name === name)
      const versions = new Map(all.map((each) => [each.version, each]))
      return [name, [...versions.values()].sort((a, b) => compare(a.version, b.version))]
    }),
  )
}

/** Reads the published results under `root`. */
export function readGallery(root: string = RESULTS): Gallery {
  const manifests = readManifests()
  const all = readAll(root, 'servers', manifests).sort(byCore)
  const servers = all.filter(({ target }) => target.via === undefined)
  const hops = all.filter(({ target }) => target.via !== undefined)
  return { servers, hops, history: historyOf(readAll(root, 'history', manifests), servers) }
}

/** Published results as one document, for the reports that compare targets. */
export function asResults(all: readonly Published[]): Results {
  const tool = { name: 'wsspec' as const, version: ownVersion() }
  return {
    schemaVersion: 1,
    tool,
    command: [],
    startedAt: null,
    durationMs: 0,
    targets: all.map(({ target }) => target),
  }
}
