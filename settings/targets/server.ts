import { availabilityOf, versionOf } from '../../fleet/availability'
import { cacheFolder } from '../../fleet/cache'
import { type KnownServer, type Manifests, type Needs, readEveryManifest } from '../../fleet/manifest'
import { installation, isBundled } from '../../fleet/npm'
import { type StartedServer, type StartOptions, startServer } from '../../fleet/start'
import { StartError } from '../../fleet/start-error'
import type { Target } from '../../harness/run/target'
import { listed } from '../../reports/text/phrases'
import { announced } from '../announced'
import type { ProcessContext } from '../process-context'
import { didYouMean, nearest } from '../suggest'
import type { TargetNeeds } from '../target-needs'
import { UsageError } from '../usage-error'
import { urlMeant } from './meant-words'
import type { NamedServer, NamedTarget } from './named-target'
import type { OpenTarget } from './open-target'

/** The module for published versions, loaded when a version is named. */
const versions = (): typeof import('../../fleet/versions') => require('../../fleet/versions')

/** The manifest of the named server is broken. */
export class BrokenManifest extends UsageError {}

/** No server has the name. */
export class UnknownServer extends UsageError {}

function knownServer(name: string, { servers, broken }: Manifests): KnownServer {
  const server = servers.find((each) => each.name === name)
  if (server) return server
  const because = broken.get(name)
  if (because !== undefined) throw new BrokenManifest(because)
  if (name.trim() === '')
    throw new UsageError("a target is empty; write 'wsspec run ws://host:port/path' or 'wsspec run ws'")
  const names = servers.map((each) => each.name)
  const url = urlMeant(name)
  // A name with a dot may be a mistyped `socket.io`: only what has more of a URL is certainly none.
  const similar = /[:/]/.test(name) ? null : nearest(name, names)
  if (url !== null && similar === null)
    throw new UnknownServer(`${name} is neither a URL nor a known server; write ${url}`)
  if (name.startsWith('/'))
    throw new UnknownServer(`${name}: this is neither a URL nor a known server; a URL begins with ws:// or wss://`)
  throw new UnknownServer(
    `${name}: no server has this name; ${didYouMean(name, names, "'wsspec servers' lists them, and a URL begins with ws://")}`,
  )
}

/** A server with the version in its word. */
type Versioned = NamedServer & { version: string }

/** A server that is not from npm has one version: the installed one. */
async function checkInstalledVersion({ server, version }: Versioned, cache: string): Promise<void> {
  const here = await availabilityOf(server, cache)
  if (here.version !== version)
    throw new UsageError(
      `${server.name}@${version}: only the installed version is available (${here.version ?? 'none'}); leave out @${version}`,
    )
}

/** What to write for a version that npm does not have; `near` are the versions to suggest, the newest of all last. */
function noSuchVersion({ server: { name, install }, version }: Versioned, near: readonly string[]): string {
  const said = `${name}@${version}: npm has no version ${version} of ${install.npm?.package}`
  const newest = near.at(-1)
  if (newest === undefined) return said
  const others = near.slice(0, -1).map((each) => `${name}@${each}`)
  const nearby = others.length > 0 ? `, near it ${others.length === 1 ? 'is' : 'are'} ${listed(others)}` : ''
  return `${said}; the newest is ${name}@${newest}${nearby}. Every published version can run: 'npm view ${install.npm?.package} versions' lists them`
}

/**
 * Checks that npm has the version. Without an answer from the registry, the server keeps the reason: it is reported where
 * the version cannot be installed from what npm has kept.
 */
async function checkedNpmServer(
  { server, version }: Versioned,
  cache: string,
  context: Pick<ProcessContext, 'signal' | 'stderr'>,
): Promise<NamedServer> {
  let instead: string[] | null
  try {
    const question = versions().versionsInstead(server, version, cache, context.signal)
    const what = `${server.name}@${version}: waiting for the npm registry to say whether there is such a version`
    instead = await announced(what, question, context)
  } catch (error) {
    if (error instanceof StartError) return { server, version, offline: error.message }
    throw error
  }
  if (instead !== null) throw new UsageError(noSuchVersion({ server, version }, instead))
  return { server, version }
}

/**
 * Reads a word that names a known server: `ws`, or `ws@8.18.2` (the last `@` splits it).
 * @throws {UsageError} if the server does not exist or does not have this version.
 * @throws {BrokenManifest} if the manifest of the server is broken.
 */
export async function readServer(
  word: string,
  context: Pick<ProcessContext, 'env' | 'signal' | 'stderr'>,
): Promise<NamedServer> {
  const at = word.lastIndexOf('@')
  const server = knownServer(at > 0 ? word.slice(0, at) : word, readEveryManifest())
  if (at <= 0) return { server }
  if (word.endsWith('@')) throw new UsageError(`${word}: no version follows the @; leave it out, or write one`)
  const [version, cache] = [word.slice(at + 1), cacheFolder(context.env)]
  if (!server.install.npm) {
    await checkInstalledVersion({ server, version }, cache)
    return { server }
  }
  if (isBundled(server) && (await versionOf(server)) === version) return { server }
  return checkedNpmServer({ server, version }, cache, context)
}

/** The needs from the settings, completed by those of the manifest. */
function withManifestNeeds(needs: TargetNeeds, { origin, subprotocol, headers = {} }: Needs): TargetNeeds {
  const given = needs.fields.map(({ name }) => name.toLowerCase())
  const more = Object.entries(headers).filter(([name]) => !given.includes(name.toLowerCase()))
  const asked = needs.origin ?? origin
  return {
    ...needs,
    fields: [...needs.fields, ...more.map(([name, value]) => ({ name, value }))],
    subprotocols: needs.subprotocols.length > 0 || !subprotocol ? needs.subprotocols : [subprotocol],
    ...(asked === undefined ? {} : { origin: asked }),
  }
}

/** True where a server has to be installed by npm before it can start. */
function mustBeFetched({ server, version }: NamedServer, cache: string): boolean {
  const { npm } = server.install
  if (!npm || (isBundled(server) && version === undefined)) return false
  return !installation(server, cache, version).isThere
}

/** Starts a server. Where npm installs it first and takes long, standard error shows that. */
export function startNamed(
  named: NamedServer,
  options: Pick<StartOptions, 'signal' | 'upstream'>,
  context: Pick<ProcessContext, 'env' | 'stderr'>,
): Promise<StartedServer> {
  const { server, version, offline } = named
  const cache = cacheFolder(context.env)
  const started = startServer(server, { ...options, cache, version, offline })
  if (!mustBeFetched(named, cache)) return started
  return announced(
    `${server.name}@${version ?? server.install.npm?.version}: waiting for npm to install it`,
    started,
    context,
  )
}

/** A known server. Opening it installs, builds and starts it. */
export function serverTarget(
  named: NamedServer,
  needs: TargetNeeds,
  context: Pick<ProcessContext, 'env' | 'stderr'>,
): NamedTarget {
  const { server, version: wanted } = named
  const open = async (signal: AbortSignal): Promise<OpenTarget> => {
    const started = await startNamed(named, { signal }, context)
    const { name, version, language, url, revive } = started
    const target: Target = {
      ...withManifestNeeds(needs, started.needs),
      name: `${name}@${version}`,
      url,
      server: { name, version, language },
      ours: true,
      ...(server.jobs === undefined ? {} : { jobs: server.jobs }),
      revive,
    }
    return { target, close: started.stop, fixture: server.fixture ?? [] }
  }
  return { name: wanted === undefined ? server.name : `${server.name}@${wanted}`, url: '', open }
}
