import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { compare } from 'semver'
import { readResults } from '../../collect/results-file'
import { type KnownServer, readManifests } from '../../fleet/manifest'
import type { Results, TargetResult } from '../../harness/case/results'
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

/**
 * Reads one results file.
 * @param path from `root`
 * @throws {Error} that names the file, where it is damaged or of no known server.
 */
function read(root: string, path: string, manifests: readonly KnownServer[]): Published {
  const { targets } = readResults(path, root)
  const [target] = targets
  const own = target?.via ?? target?.server
  const manifest = manifests.find(({ name }) => name === own?.name)
  if (!target || !own || !manifest) throw new Error(`${path}: these are not the results of a known server`)
  return { name: own.name, version: own.version, target, manifest, isOlder: path.startsWith('history') }
}

/** Reads the results files in a folder of `root`. A damaged file adds a line to `broken`. */
function readFolder(root: string, folder: 'servers' | 'history', broken: string[]): Published[] {
  if (!existsSync(join(root, folder))) return []
  const manifests = readManifests()
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith('.json'))
  return names.sort().flatMap((name) => {
    try {
      return [read(root, join(folder, name), manifests)]
    } catch (error) {
      broken.push((error as Error).message)
      return []
    }
  })
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

/** The published results under `root` that can be read, and a line for each file that cannot. */
export function readAllResults(root: string = RESULTS): { gallery: Gallery; broken: string[] } {
  const broken: string[] = []
  const all = readFolder(root, 'servers', broken).sort(byCore)
  const servers = all.filter(({ target }) => target.via === undefined)
  const hops = all.filter(({ target }) => target.via !== undefined)
  return { gallery: { servers, hops, history: historyOf(readFolder(root, 'history', broken), servers) }, broken }
}

/**
 * Reads the published results under `root`.
 * @throws {Error} that names the first damaged file.
 */
export function readGallery(root: string = RESULTS): Gallery {
  const { gallery, broken } = readAllResults(root)
  if (broken[0] !== undefined) throw new Error(broken[0])
  return gallery
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
