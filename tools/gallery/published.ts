import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compare } from 'semver'
import { complete } from '../../collect/complete'
import { type KnownServer, readManifests } from '../../fleet/manifest'
import type { Results, TargetResult } from '../../harness/case/results'
import type { BriefResults } from '../../reports/brief-results'
import { ownVersion } from '../../settings/version'

/** Where results are published. */
export const RESULTS = join(__dirname, '..', '..', 'docs', 'results')

/** One published results file: what one server, or one version of it, came to. */
export interface Published {
  /** The name on the command line, without a version. */
  name: string
  version: string
  target: TargetResult
  manifest: KnownServer
  /** It is not the version that is published among the servers. */
  isOlder: boolean
}

/** Everything that is published: the servers, the hops (each before ws), and older versions by the name of their server. */
export interface Gallery {
  servers: readonly Published[]
  hops: readonly Published[]
  history: ReadonlyMap<string, readonly Published[]>
}

/** What a word of the command line is called among published files: `servers/ws.json`, `history/ws@8.18.2.json`. */
export function fileOf(word: string): string {
  return join(word.includes('@') ? 'history' : 'servers', `${word}.json`)
}

function read(path: string, manifests: readonly KnownServer[], isOlder: boolean): Published {
  const { targets } = complete(JSON.parse(readFileSync(path, 'utf8')) as BriefResults)
  const [target] = targets
  const own = target?.via ?? target?.server
  const manifest = manifests.find(({ name }) => name === own?.name)
  if (!target || !own || !manifest) throw new Error(`${path}: these are no results of a known server`)
  return { name: own.name, version: own.version, target, manifest, isOlder }
}

function readAll(root: string, name: 'servers' | 'history', manifests: readonly KnownServer[]): Published[] {
  const folder = join(root, name)
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return names.sort().map((file) => read(join(folder, file), manifests, name === 'history'))
}

/** Servers that stand on the same core side by side, the core first. */
function byCore(a: Published, b: Published): number {
  const keys = ({ name, manifest: { core } }: Published) => [core, name === core ? '0' : '1', name].join(' ')
  return keys(a) < keys(b) ? -1 : 1
}

/** Each server's versions in order, the one that is published among the servers last. */
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

/** Reads what is published under `root`. */
export function readGallery(root: string = RESULTS): Gallery {
  const manifests = readManifests()
  const all = readAll(root, 'servers', manifests).sort(byCore)
  const servers = all.filter(({ target }) => target.via === undefined)
  const hops = all.filter(({ target }) => target.via !== undefined)
  return { servers, hops, history: historyOf(readAll(root, 'history', manifests), servers) }
}

/** Published servers as one document, for the reports that set targets side by side. */
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
