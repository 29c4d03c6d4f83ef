import { cacheFolder } from '../../fleet/cache'
import { type KnownServer, type Manifests, type Needs, readEveryManifest } from '../../fleet/manifest'
import { type StartedServer, type StartOptions, startServer } from '../../fleet/start'
import type { Target } from '../../harness/run/target'
import type { ProcessContext } from '../process-context'
import { didYouMean, nearest } from '../suggest'
import type { TargetNeeds } from '../target-needs'
import { UsageError } from '../usage-error'
import { urlMeant } from './meant-words'
import { announcedStart, BrokenManifest, readNamed, UnknownName } from './named-known'
import type { NamedServer, NamedTarget } from './named-target'
import type { OpenTarget } from './open-target'

function knownServer(name: string, { servers, broken }: Manifests): KnownServer {
  const server = servers.find((each) => each.name === name)
  if (server) return server
  const because = broken.get(name)
  if (because !== undefined) throw new BrokenManifest(because)
  if (name.trim() === '')
    throw new UsageError("a target is empty; write 'wsspec run ws://host:port/path' or 'wsspec run ws'")
  const names = servers.map((each) => each.name)
  const url = urlMeant(name)
  // A name with a dot may be a mistyped `socket.io`. A word with a colon or a slash is certainly no name.
  const similar = /[:/]/.test(name) ? null : nearest(name, names)
  if (url !== null && similar === null)
    throw new UnknownName(`${name} is neither a URL nor a known server; write ${url}`, true)
  if (name.startsWith('/'))
    throw new UnknownName(`${name}: this is neither a URL nor a known server; a URL begins with ws:// or wss://`, true)
  const otherwise = "'wsspec servers' lists them, and a URL begins with ws://"
  const meant = didYouMean(name, names, otherwise)
  throw new UnknownName(`${name}: no server has this name; ${meant}`, meant !== otherwise)
}

/**
 * Reads a word that names a known server: `ws`, or `ws@8.18.2` (the last `@` splits it).
 * @throws {UsageError} if the server does not exist or does not have this version.
 * @throws {BrokenManifest} if the manifest of the server is broken.
 */
export function readServer(
  word: string,
  context: Pick<ProcessContext, 'env' | 'signal' | 'stderr'>,
): Promise<NamedServer> {
  return readNamed(word, (name) => knownServer(name, readEveryManifest()), context)
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

/** Starts a server. Where npm installs it first and takes long, standard error shows that. */
export function startNamed(
  named: NamedServer,
  options: Pick<StartOptions, 'signal' | 'upstream'>,
  context: Pick<ProcessContext, 'env' | 'stderr'>,
): Promise<StartedServer> {
  const { known, version, offline } = named
  const cache = cacheFolder(context.env)
  return announcedStart(named, () => startServer(known, { ...options, cache, version, offline }), context)
}

/** A known server. Opening it installs, builds and starts it. */
export function serverTarget(
  named: NamedServer,
  needs: TargetNeeds,
  context: Pick<ProcessContext, 'env' | 'stderr'>,
): NamedTarget {
  const { known: server, version: wanted } = named
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
