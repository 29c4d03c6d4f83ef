import type { Role } from '../harness/case/role'
import { isEvidence, type Verdict } from '../harness/case/verdicts'
import { readVerdictLine, type VerdictsById } from './verdict-line'

/** What is published of one version of a server, or of a client, without its verdicts. */
export interface ServerVersion {
  name: string
  version: string
  language: string
  /** The server whose code reads and answers the handshake, where that is another one. */
  core?: string
  /** Where it is a hop: the server that it was run in front of, `ws 8.23.0`. */
  inFrontOf?: string
  /** True for a version other than the usual one of this server. */
  isOlder?: true
}

/** The published verdicts of one version of a server, by the id of the case. */
export interface PublishedServer extends ServerVersion {
  verdicts: VerdictsById
}

/** server-verdicts.json and client-verdicts.json. */
export interface VerdictsFile {
  /** What the file is, for a person who opens it. */
  about: string
  /** The characters of the verdicts. */
  characters: Readonly<Record<Verdict, string>>
  /** The ids of the cases, a text for each suite. */
  cases: readonly string[]
  /** The servers, or the clients. The versions of one are together, the oldest first. */
  servers: readonly (ServerVersion & { verdicts: string })[]
}

/** The published servers that a file holds. */
export function readVerdictsFile({ cases, servers }: VerdictsFile): PublishedServer[] {
  const ids = cases.map((suite) => suite.split(' '))
  return servers.map((each) => ({ ...each, verdicts: readVerdictLine(ids, each.verdicts) }))
}

/** The files of verdicts, each read when it is needed first. */
const FILES: Readonly<Record<Role, () => VerdictsFile>> = {
  server: () => require('./server-verdicts.json') as VerdictsFile,
  client: () => require('./client-verdicts.json') as VerdictsFile,
}

const read = new Map<Role, readonly PublishedServer[]>()

/**
 * Every published version of every server and hop, or of every client: one is never compared with the other. The versions of
 * a server are together, the oldest first.
 */
export function entries(role: Role = 'server'): readonly PublishedServer[] {
  const known = read.get(role) ?? readVerdictsFile(FILES[role]())
  read.set(role, known)
  return known
}

/** The published servers, or clients; none where their file is missing or damaged: no report depends on it. */
export function readableEntries(role: Role = 'server'): readonly PublishedServer[] {
  try {
    return entries(role)
  } catch {
    return []
  }
}

/**
 * The published verdicts of a server by the id of the case; undefined where nothing is published of it.
 * @param version one of its published versions; the usual one where none is named
 */
export function verdictsOf(server: string, version?: string): ReadonlyMap<string, Verdict> | undefined {
  const isIt = (each: PublishedServer) => (version === undefined ? !each.isOlder : each.version === version)
  const found = entries().find((each) => each.name === server && isIt(each))
  return found && new Map([...found.verdicts].map(([id, { verdict }]) => [id, verdict]))
}

/** The verdict of a published server in a case; undefined where it was not judged, or its test program decided. */
export function publishedVerdict({ verdicts }: PublishedServer, id: string): Verdict | undefined {
  const found = verdicts.get(id)
  return found === undefined || found.byProgram || !isEvidence(found.verdict) ? undefined : found.verdict
}

/** The usual version of each server, or client. Hops are left out: their verdicts are those of the server after them, too. */
export function usualServers(all: readonly PublishedServer[] = entries()): PublishedServer[] {
  return all.filter(({ isOlder, inFrontOf }) => !isOlder && inFrontOf === undefined)
}
