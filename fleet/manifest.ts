import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Ajv, ErrorObject } from 'ajv'

/** Packages of npm, installed into a cache folder of their own when the server is asked for. */
export interface FromNpm {
  package: string
  /** The version that is taken where none is named; `bundled` for the one that wsspec itself depends on. */
  version: string
  /** Further packages that its program needs, by name, with exact versions. */
  with?: Record<string, string>
  /** Install scripts have to run. Without it they do not. */
  scripts?: boolean
}

/** Packages of Debian. */
export interface FromDebian {
  /** The first is the one whose version is told. */
  packages: string[]
  /** Shell command lines that build the program in a copy of the server's folder, which then is where it starts. */
  build?: string[]
}

/** How a server comes onto a machine: one of the three. */
export interface Install {
  npm?: FromNpm
  debian?: FromDebian
  /** It comes with wsspec, or with Node. */
  builtin?: true
}

/** Field values without which a target does not say 101; `$PORT` in them is its port. */
export interface Needs {
  origin?: string
  subprotocol?: string
  /** Further field lines by name. */
  headers?: Record<string, string>
}

/** Cases that the few lines of the program decide and not the library: what they find is the fixture's. */
export interface FixtureNote {
  /** Ids of cases, or numbers of suites. */
  cases: string[]
  why: string
}

/** What `manifest.json` in a server's folder says. */
export interface Manifest {
  /** The name of its folder, and its name on the command line. */
  name: string
  language: string
  /** The implementation that reads and answers its handshake, where that is another: servers with the same core fail alike. */
  core?: string
  /** A server, or a hop that passes connections on to UPSTREAM (`host:port` in its environment). */
  kind: 'server' | 'hop'
  homepage: string
  /** An SPDX licence expression. */
  licence: string
  about?: string
  install: Install
  /**
   * A command whose first line of output is its version, run in its folder; `own` for that of the package which the
   * folder is part of. Where nothing is said it is the version of the npm package, or of the first Debian package.
   */
  version?: string[] | 'own'
  /**
   * The command that starts it in its folder. Its environment has PORT, WORK (a folder of its own that is removed when it
   * stops) and, for a hop, UPSTREAM, UPSTREAM_HOST and UPSTREAM_PORT; `$PORT`, `$WORK` and the like in its words stand
   * for them. The commands of its npm packages are on its PATH.
   */
  start: string[]
  /** Files of its folder that WORK holds when it starts, with what stands for `$PORT`, `$WORK` and the like in them. */
  config?: string[]
  /** What its library can do. */
  can: { echo: boolean; subprotocols: string[]; permessageDeflate: boolean }
  /** Path and query of its WebSocket; `/` where nothing is said. */
  path?: string
  /** Where it tells its path: the webSocketDebuggerUrl of the JSON there, or of its first member (Chrome DevTools Protocol). */
  pathFrom?: string
  needs?: Needs
  /** How many connections it may have at once, where one disturbs another. */
  jobs?: number
  /** A file in WORK that names, a line each, processes that have left its process group and that are ended with it. */
  pidFile?: string
  /** Where alone it runs: `linux`, `linux-x64` … as Node names them; and a range of Node versions. */
  platforms?: string[]
  node?: string
  fixture?: FixtureNote[]
  /** How long it may take to get ready, ms. */
  startMs?: number
}

/** A manifest with the folder that it stands in. */
export interface KnownServer extends Manifest {
  core: string
  folder: string
}

const text = { type: 'string', minLength: 1 }
const words = { type: 'array', items: { type: 'string' }, minItems: 1 }
const texts = { type: 'array', items: text, minItems: 1 }
const textsByName = { type: 'object', additionalProperties: text }
const fileName = { type: 'string', pattern: '^[^/]+$' }
const path = { type: 'string', pattern: '^/' }
const exactVersion = '\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?'

function record(required: string[], properties: Record<string, object>): object {
  return { type: 'object', additionalProperties: false, required, properties }
}

/** The JSON schema of manifest.json. */
export const MANIFEST_SCHEMA = record(['name', 'language', 'kind', 'homepage', 'licence', 'install', 'start', 'can'], {
  name: { type: 'string', pattern: '^[a-z0-9][a-z0-9.-]*$' },
  language: text,
  core: text,
  kind: { enum: ['server', 'hop'] },
  homepage: { type: 'string', pattern: '^https://' },
  licence: text,
  about: text,
  install: {
    ...record([], {
      npm: record(['package', 'version'], {
        package: text,
        version: { type: 'string', pattern: `^(bundled|${exactVersion})$` },
        with: { type: 'object', additionalProperties: { type: 'string', pattern: `^${exactVersion}$` } },
        scripts: { type: 'boolean' },
      }),
      debian: record(['packages'], { packages: texts, build: texts }),
      builtin: { const: true },
    }),
    minProperties: 1,
    maxProperties: 1,
  },
  version: { anyOf: [words, { const: 'own' }] },
  start: words,
  config: { type: 'array', items: fileName, minItems: 1 },
  can: record(['echo', 'subprotocols', 'permessageDeflate'], {
    echo: { type: 'boolean' },
    subprotocols: { type: 'array', items: text },
    permessageDeflate: { type: 'boolean' },
  }),
  path,
  pathFrom: path,
  needs: record([], { origin: text, subprotocol: text, headers: textsByName }),
  jobs: { type: 'integer', minimum: 1 },
  pidFile: fileName,
  platforms: texts,
  node: text,
  fixture: { type: 'array', items: record(['cases', 'why'], { cases: texts, why: text }) },
  startMs: { type: 'integer', minimum: 1 },
})

function complaint({ instancePath, keyword, message, params }: ErrorObject): string {
  const field = instancePath.slice(1).replaceAll('/', '.')
  const member = (name: string) => (field === '' ? name : `${field}.${name}`)
  if (keyword === 'additionalProperties') return `${member(params['additionalProperty'])} is no field of a manifest`
  if (keyword === 'required') return `${member(params['missingProperty'])} is missing`
  return `${field || 'it'} ${message}`
}

/** What a schema cannot say. */
function inconsistency({ name, install, version }: Manifest, folder: string): string | null {
  if (name !== basename(folder)) return `name is not that of its folder, ${basename(folder)}`
  if (install.builtin && version === undefined) return 'version is missing: no package tells it'
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

/** The servers whose manifests are sound, and what is wrong with the others, by the name of the folder. */
export interface Manifests {
  servers: KnownServer[]
  broken: ReadonlyMap<string, string>
}

/** Reads the manifest in every folder of `root`, in the order of their names: one that is broken keeps no other from being read. */
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
 * The servers of `root`, where every manifest is sound.
 * @throws {Error} naming the first manifest that is not, and the field that is wrong.
 */
export function readManifests(root?: string): KnownServer[] {
  const { servers, broken } = readEveryManifest(root)
  for (const because of broken.values()) throw new Error(because)
  return servers
}
