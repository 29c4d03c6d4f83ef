import { join } from 'node:path'
import type { Located, ManifestParts } from './manifest-parts'
import { SERVER_MANIFEST_SCHEMA } from './manifest-schema'
import { allValid, type ManifestKind, readEach } from './read-manifests'

/** Fields that a handshake must have to be accepted. `$PORT` in their values is the port. */
export interface Needs {
  origin?: string
  subprotocol?: string
  /** Further fields: values by name. */
  headers?: Record<string, string>
}

/** The content of `manifest.json` in a server's folder. */
export interface Manifest extends ManifestParts {
  /** What reads HTTP before the library does (fleet/http-stacks.ts), where it is a project of its own: `node:http`. */
  stack?: string
  /** A server, or a hop: it passes connections on to UPSTREAM (`host:port` in its environment). */
  kind: 'server' | 'hop'
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
  /** A file in WORK with the ids of processes that have left the process group, one a line. They are ended with it. */
  pidFile?: string
  /**
   * The deadline of a case for published results, ms, where the usual one takes too long: a server that leaves most refusals
   * without an answer lets each of these cases wait for it. One that closes such links after the usual deadline, too, is better
   * run with a shorter one: otherwise chance decides which of both comes first.
   */
  timeoutMs?: number
}

/** A server's manifest with its folder. */
export type KnownServer = Manifest & Located

/** The servers with valid manifests, and what is wrong with each other manifest, by the name of its folder. */
export interface Manifests {
  servers: KnownServer[]
  broken: ReadonlyMap<string, string>
}

const SERVERS: ManifestKind<Manifest> = { schema: SERVER_MANIFEST_SCHEMA, inconsistency: () => null }

/** Reads the manifest in every folder of `root`, in the order of the names. A broken manifest does not stop the others. */
export function readEveryManifest(root: string = join(__dirname, '..', 'servers-under-test')): Manifests {
  const { found, broken } = readEach(root, SERVERS)
  return { servers: found, broken }
}

/**
 * Reads every manifest of `root`.
 * @throws {Error} that names the first broken manifest and its wrong field.
 */
export function readManifests(root?: string): KnownServer[] {
  const { servers, broken } = readEveryManifest(root)
  return allValid({ found: servers, broken })
}
