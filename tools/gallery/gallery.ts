import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { compare } from 'semver'
import { readResults } from '../../collect/results-file'
import { readClientManifests } from '../../fleet/client-manifest'
import { readManifests } from '../../fleet/manifest'
import type { Located, ManifestParts } from '../../fleet/manifest-parts'
import { identityOf, type Results, roleOf, type TargetResult } from '../../harness/case/results'
import type { Role } from '../../harness/case/role'
import { ownVersion } from '../../settings/version'

/** The folder of the published results. */
export const RESULTS = join(__dirname, '..', '..', 'docs', 'results')

/** What the manifests of servers and clients say about both. */
export type PeerManifest = ManifestParts & Located & { stack?: string }

/** One published results file: of a server or a client, or of an older version of it. */
export interface Published {
  /** The name on the command line, without a version. */
  name: string
  version: string
  target: TargetResult
  manifest: PeerManifest
  /** True where another version is the usual one. */
  isOlder: boolean
}

/**
 * Everything that is published of one side: the servers, the hops (each was run in front of ws), and the versions of servers
 * that have more than one, by the name of the server. Of clients: the clients as `servers`, and no hop.
 */
export interface Gallery {
  role: Role
  servers: readonly Published[]
  hops: readonly Published[]
  history: ReadonlyMap<string, readonly Published[]>
}

/** The folders of results below docs/results: of the usual versions, and of older ones. */
export const FOLDERS: Readonly<Record<Role, { usual: string; older: string }>> = {
  server: { usual: 'servers', older: 'history' },
  client: { usual: 'clients', older: 'client-history' },
}

/** The path of the results file of `ws`, or `ws@8.18.2`, in the folder: `servers/ws.json`, `history/ws@8.18.2.json`. */
export function fileOf(word: string, role: Role): string {
  const { usual, older } = FOLDERS[role]
  return join(word.includes('@') ? older : usual, `${word}.json`)
}

/** The manifests of all servers, or of all clients. */
function manifestsOf(role: Role): readonly PeerManifest[] {
  return role === 'client' ? readClientManifests() : readManifests()
}

/**
 * Reads one results file.
 * @param path from `root`
 * @throws {Error} that names the file, where it is damaged or of no known server.
 */
function read(root: string, path: string, { role, manifests }: Reading): Published {
  const { targets } = readResults(path, root)
  const [target] = targets
  const own = target?.via ?? (target && identityOf(target))
  const manifest = manifests.find(({ name }) => name === own?.name)
  if (!target || !own || !manifest || roleOf(target) !== role)
    throw new Error(`${path}: these are not the results of a known ${role}`)
  return { name: own.name, version: own.version, target, manifest, isOlder: path.startsWith(FOLDERS[role].older) }
}

/** How results files are read. */
interface Reading {
  role: Role
  manifests: readonly PeerManifest[]
  /** Takes a line for each damaged file. */
  broken: string[]
}

/** Reads the results files in a folder of `root`. A damaged file adds a line to `broken`. */
function readFolder(root: string, folder: string, reading: Reading): Published[] {
  const { broken } = reading
  if (!existsSync(join(root, folder))) return []
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith('.json'))
  return names.sort().flatMap((name) => {
    try {
      return [read(root, join(folder, name), reading)]
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

/** The published results of one side under `root` that can be read, and a line for each file that cannot. */
export function readAllResults(root: string = RESULTS, role: Role = 'server'): { gallery: Gallery; broken: string[] } {
  const broken: string[] = []
  const reading = { role, manifests: manifestsOf(role), broken }
  const { usual, older } = FOLDERS[role]
  const all = readFolder(root, usual, reading).sort(byCore)
  const servers = all.filter(({ target }) => target.via === undefined)
  const hops = all.filter(({ target }) => target.via !== undefined)
  const history = historyOf(readFolder(root, older, reading), servers)
  return { gallery: { role, servers, hops, history }, broken }
}

/**
 * Reads the published results of one side under `root`.
 * @throws {Error} that names the first damaged file.
 */
export function readGallery(root: string = RESULTS, role: Role = 'server'): Gallery {
  const { gallery, broken } = readAllResults(root, role)
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
