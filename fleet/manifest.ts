import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Ajv } from 'ajv'
import { complaint, MANIFEST_SCHEMA } from './manifest-schema'

/** Packages of npm. They are installed into a folder of the cache when the server is first named. */
export interface FromNpm {
  package: string
  /** The usual version, exact; `bundled` for the version that wsspec itself depends on. */
  version: string
  /** Further packages that the program needs: exact versions by name. */
  with?: Record<string, string>
  /** True where install scripts have to run. Otherwise they do not run. */
  scripts?: boolean
}

/** Packages of Debian. */
export interface FromDebian {
  /** Their names. The version of the first one is that of the server, where `version` names no command. */
  packages: string[]
  /** Shell command lines that build the program in a copy of the server's folder. It is started in that copy. */
  build?: string[]
}

/** Where a server comes from: one of the three. */
export interface Install {
  npm?: FromNpm
  debian?: FromDebian
  /** It is part of wsspec or of Node. */
  builtin?: true
}

/** Fields that a handshake must have to be accepted. `$PORT` in their values is the port. */
export interface Needs {
  origin?: string
  subprotocol?: string
  /** Further fields: values by name. */
  headers?: Record<string, string>
}

/** Cases that the small test program decides, not the library. Their findings are reported as the program's. */
export interface FixtureNote {
  /** Ids of cases, or numbers of suites. */
  cases: string[]
  why: string
}

/** The content of `manifest.json` in a server's folder. */
export interface Manifest {
  /** The name of the folder, and of the server on the command line. */
  name: string
  language: string
  /** The implementation that reads and answers the handshake, where it is not the server itself. Servers with one core fail alike. */
  core?: string
  /** What reads HTTP before the library does (fleet/http-stacks.ts), where it is a project of its own: `node:http`. */
  stack?: string
  /** A server, or a hop: it passes connections on to UPSTREAM (`host:port` in its environment). */
  kind: 'server' | 'hop'
  homepage: string
  /** An SPDX licence expression. */
  licence: string
  /** What a reader of its results should know, a sentence or two. */
  about?: string
  install: Install
  /**
   * A command that is run in the folder and prints the version in its first line; `own` for the version of wsspec. Default:
   * the version of the npm package, or of the first Debian package.
   */
  version?: string[] | 'own'
  /**
   * The command that starts the server in its folder. The environment has PORT, WORK (a folder for its files, removed when
   * it stops) and, for a hop, UPSTREAM, UPSTREAM_HOST and UPSTREAM_PORT. `$PORT`, `$WORK` and the like in the words are
   * replaced by these values. PATH includes the commands of the npm packages.
   */
  start: string[]
  /** Files of the folder that are copied into WORK before the start, with `$PORT`, `$WORK` and the like replaced. */
  config?: string[]
  /** What the library can do. */
  can: { echo: boolean; subprotocols: string[]; permessageDeflate: boolean }
  /** Path and query of the WebSocket. Default: `/`. */
  path?: string
  /**
   * A path where the server answers with JSON that has the URL of its WebSocket: `webSocketDebuggerUrl` of the object, or of
   * the first object in a list (Chrome DevTools Protocol).
   */
  pathFrom?: string
  needs?: Needs
  /** The most connections at once, where connections disturb each other. */
  jobs?: number
  /** A file in WORK with the ids of processes that have left the process group, one a line. They are ended with it. */
  pidFile?: string
  /** The only platforms that it runs on, as Node names them: `linux`, `linux-x64`. */
  platforms?: string[]
  /** The only versions of Node that it runs on, a semver range. */
  node?: string
  fixture?: FixtureNote[]
  /** How long it may take to become ready, ms. */
  startMs?: number
  /**
   * The deadline of a case for published results, ms, where the usual one takes too long: a server that leaves most refusals
   * without an answer lets each of these cases wait for it. One that closes such links after the usual deadline, too, is better
   * run with a shorter one: otherwise chance decides which of both comes first.
   */
  timeoutMs?: number
}

/** A manifest with its folder. */
export interface KnownServer extends Manifest {
  core: string
  folder: string
}

/** What is wrong with a manifest that the schema cannot check, or null. */
function inconsistency({ name, install, version }: Manifest, folder: string): string | null {
  if (name !== basename(folder)) return `name is not that of its folder, ${basename(folder)}`
  if (install.builtin && version === undefined) return 'version is missing: there is no package that has one'
  return null
}

function readManifest(folder: string, check: ReturnType<Ajv['compile']>): KnownServer {
  const file = join(folder, 'manifest.json')
  let manifest: unknown
  try {
    manifest = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`${file} is not JSON: ${(error as Error).message}`)
  }
  const [first] = check(manifest) ? [] : (check.errors ?? [])
  const wrong = first ? complaint(first) : inconsistency(manifest as Manifest, folder)
  if (wrong !== null) throw new Error(`${file}: ${wrong}`)
  const valid = manifest as Manifest
  return { ...valid, core: valid.core ?? valid.name, folder }
}

/** The servers with valid manifests, and what is wrong with each other manifest, by the name of its folder. */
export interface Manifests {
  servers: KnownServer[]
  broken: ReadonlyMap<string, string>
}

/** Reads the manifest in every folder of `root`, in the order of the names. A broken manifest does not stop the others. */
export function readEveryManifest(root: string = join(__dirname, '..', 'servers-under-test')): Manifests {
  const { Ajv: Schemas } = require('ajv') as typeof import('ajv')
  const check = new Schemas({ allowUnionTypes: true }).compile(MANIFEST_SCHEMA)
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const names = folders.map(({ name }) => name).filter((name) => existsSync(join(root, name, 'manifest.json')))
  const servers: KnownServer[] = []
  const broken = new Map<string, string>()
  for (const name of names.sort())
    try {
      servers.push(readManifest(join(root, name), check))
    } catch (error) {
      broken.set(name, (error as Error).message)
    }
  return { servers, broken }
}

/**
 * Reads every manifest of `root`.
 * @throws {Error} that names the first broken manifest and its wrong field.
 */
export function readManifests(root?: string): KnownServer[] {
  const { servers, broken } = readEveryManifest(root)
  for (const because of broken.values()) throw new Error(because)
  return servers
}
