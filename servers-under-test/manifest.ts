import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'

/** What `manifest.json` in a server's folder says. */
export interface Manifest {
  name: string
  language: string
  /** The implementation that reads and answers its handshake: servers with the same core fail alike. */
  core: string
  /** A server, or a hop in front of one. */
  kind: 'server' | 'hop'
  homepage: string
  about?: string
  /** Command lines that install what it needs; none where it comes with wsspec. */
  install: string[]
  /** A command whose output is its version, run in its folder; `own` for that of the package which the folder is part of. */
  version: string[] | 'own'
  /** The command that starts it in its folder, with PORT in its environment. */
  start: string[]
  /** What its library can do. */
  can: { echo: boolean; subprotocols: string[]; permessageDeflate: boolean }
  /** Path and query of its WebSocket; `/` where nothing is said. */
  path?: string
  /** How long it may take to get ready, ms. */
  startMs?: number
}

/** A manifest with the folder that it stands in. */
export interface KnownServer extends Manifest {
  folder: string
}

const words = { type: 'array', items: { type: 'string' } }
const command = { ...words, minItems: 1 }

/** The JSON schema of manifest.json. */
export const MANIFEST_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'language', 'core', 'kind', 'homepage', 'install', 'version', 'start', 'can'],
  properties: {
    name: { type: 'string', pattern: '^[a-z0-9][a-z0-9.-]*$' },
    language: { type: 'string', minLength: 1 },
    core: { type: 'string', minLength: 1 },
    kind: { enum: ['server', 'hop'] },
    homepage: { type: 'string', pattern: '^https://' },
    about: { type: 'string' },
    install: words,
    version: { oneOf: [command, { const: 'own' }] },
    start: command,
    can: {
      type: 'object',
      additionalProperties: false,
      required: ['echo', 'subprotocols', 'permessageDeflate'],
      properties: { echo: { type: 'boolean' }, subprotocols: words, permessageDeflate: { type: 'boolean' } },
    },
    path: { type: 'string', pattern: '^/' },
    startMs: { type: 'integer', minimum: 1 },
  },
}

/**
 * Reads the manifest in every folder of `root`, in the order of their names.
 * @throws {Error} naming the manifest and the field that is wrong.
 */
export function readManifests(root: string = __dirname): KnownServer[] {
  const check = new Ajv().compile<Manifest>(MANIFEST_SCHEMA)
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const paths = folders
    .map(({ name }) => join(root, name))
    .filter((folder) => existsSync(join(folder, 'manifest.json')))
  return paths.sort().map((folder) => {
    const path = join(folder, 'manifest.json')
    const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (check(manifest)) return { ...manifest, folder }
    const [first] = check.errors ?? []
    throw new Error(`${path}: ${first?.instancePath || 'it'} ${first?.message}`)
  })
}
