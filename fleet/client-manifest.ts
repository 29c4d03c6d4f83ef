import { join } from 'node:path'
import type { Located, ManifestParts } from './manifest-parts'
import { CLIENT_MANIFEST_SCHEMA } from './manifest-schema'
import { allValid, type ManifestKind, readEach } from './read-manifests'

/** The content of `manifest.json` in a client's folder. */
export interface ClientManifest extends ManifestParts {
  /** What writes the request and reads the answer's HTTP, where it is a project of its own: `node:http`, `libcurl`. */
  stack?: string
  /**
   * The command of the driver for one attempt, run in the folder, or in the copy where it was built. Its placeholders are
   * those of docs/clients.md: `{url}`, `{protocols}`. For a page: the command of the browser, with `{url}` of the page
   * and `{profile}`, a new folder.
   */
  connect: string[]
  /** The command of the driver that makes every attempt in one process (docs/clients.md). */
  batch?: string[]
  /** `connect` starts a browser, which runs every case in a page of wsspec. */
  page?: true
  /** Whose rules apply where they differ: `whatwg` for the WebSocket API of browsers. Default: `rfc`. */
  api?: 'rfc' | 'whatwg'
  /** What the library can do. */
  can: { subprotocols: boolean; permessageDeflate: boolean; tls: boolean }
}

/** A client's manifest with its folder. */
export type KnownClient = ClientManifest & Located

/** The clients with valid manifests, and what is wrong with each other manifest, by the name of its folder. */
export interface ClientManifests {
  clients: KnownClient[]
  broken: ReadonlyMap<string, string>
}

/** The placeholders that a command can have (docs/clients.md). */
const PLACEHOLDERS = ['{url}', '{protocols}', '{protocol...}', '{case}', '{cafile}', '{timeout}', '{profile}']

function inconsistency({ connect, batch, page }: ClientManifest): string | null {
  const written: readonly string[] = connect.join(' ').match(/\{[a-z.]+\}/g) ?? []
  const unknown = written.find((each) => !PLACEHOLDERS.includes(each))
  if (unknown !== undefined) return `connect has ${unknown}; the placeholders are ${PLACEHOLDERS.join(', ')}`
  if (!page && written.includes('{profile}')) return 'connect has {profile}, which only a browser gets: page is missing'
  if (page && !written.includes('{url}')) return 'connect has no {url}, which the browser has to open'
  if (page && batch) return 'batch is for a driver, and page for a browser: leave one out'
  return null
}

const CLIENTS: ManifestKind<ClientManifest> = { schema: CLIENT_MANIFEST_SCHEMA, inconsistency }

/** Reads the manifest in every folder of `root`, in the order of the names. A broken manifest does not stop the others. */
export function readEveryClientManifest(root: string = join(__dirname, '..', 'clients-under-test')): ClientManifests {
  const { found, broken } = readEach(root, CLIENTS)
  return { clients: found, broken }
}

/**
 * Reads every client's manifest of `root`.
 * @throws {Error} that names the first broken manifest and its wrong field.
 */
export function readClientManifests(root?: string): KnownClient[] {
  const { clients, broken } = readEveryClientManifest(root)
  return allValid({ found: clients, broken })
}
