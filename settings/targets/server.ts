import { cacheFolder } from '../../fleet/cache'
import { type KnownServer, type Manifests, type Needs, readEveryManifest } from '../../fleet/manifest'
import type { OpenTarget } from '../../fleet/open-target'
import { StartError } from '../../fleet/ready'
import type { Target } from '../../harness/run/target'
import type { World } from '../process-context'
import { didYouMean } from '../suggest'
import type { Greeting } from '../target-options'
import { UsageError } from '../usage'
import type { NamedTarget } from './read'

/** A known server as a word names it: `ws`, or `ws@8.18.2`. */
export interface NamedServer {
  server: KnownServer
  /** The version that was named; absent for the usual one. */
  version?: string
}

/** A server that is named has a manifest that is broken. */
export class BrokenManifest extends UsageError {}

function knownServer(name: string, { servers, broken }: Manifests): KnownServer {
  const server = servers.find((each) => each.name === name)
  if (server) return server
  const because = broken.get(name)
  if (because !== undefined) throw new BrokenManifest(because)
  if (name.trim() === '')
    throw new UsageError("a target is empty; write 'wsspec run ws://host:port/path' or 'wsspec run ws'")
  if (/^[\w.-]+:\d+(\/|$)/.test(name) || name.startsWith('/'))
    throw new UsageError(`${name}: this is neither a URL nor a known server; a URL begins with ws:// or wss://`)
  const names = servers.map((each) => each.name)
  throw new UsageError(
    `${name}: no server has this name; ${didYouMean(name, names, "'wsspec servers' lists them, and a URL begins with ws://")}`,
  )
}

/** Another version than the one that is here can be had from npm only. */
async function checkInstalledVersion({ server, version }: Required<NamedServer>, cache: string): Promise<void> {
  const { look } = require('../../fleet/availability') as typeof import('../../fleet/availability')
  const here = await look(server, cache)
  if (here.version !== version)
    throw new UsageError(
      `${server.name}@${version}: it comes in the version that is installed here (${here.version ?? 'none'}); leave out @${version}`,
    )
}

/**
 * Reads a word that names a known server.
 * @throws {UsageError} where there is no such server, or no such version of it.
 */
export async function readServer(word: string, world: World): Promise<NamedServer> {
  const at = word.lastIndexOf('@')
  const server = knownServer(at > 0 ? word.slice(0, at) : word, readEveryManifest())
  if (at <= 0) return { server }
  if (word.endsWith('@')) throw new UsageError(`${word}: no version follows the @; leave it out, or write one`)
  const [version, cache] = [word.slice(at + 1), cacheFolder(world.env)]
  if (!server.install.npm) {
    await checkInstalledVersion({ server, version }, cache)
    return { server }
  }
  const { versionOf } = require('../../fleet/availability') as typeof import('../../fleet/availability')
  const { isBundled } = require('../../fleet/npm') as typeof import('../../fleet/npm')
  if (isBundled(server) && (await versionOf(server)) === version) return { server }
  const { versionsInstead } = require('../../fleet/versions') as typeof import('../../fleet/versions')
  // Where the registry cannot be asked, the installation tells why.
  const instead = await versionsInstead(server, version, cache, world.signal).catch((error: unknown) => {
    if (error instanceof StartError) return null
    throw error
  })
  if (instead !== null)
    throw new UsageError(
      `${word}: ${server.install.npm.package} has no version ${version}; take one of ${instead.join(', ')}`,
    )
  return { server, version }
}

/** What was said on the command line goes before what the manifest says. */
function greetingOf(greeting: Greeting, { origin, subprotocol, headers = {} }: Needs): Greeting {
  const given = greeting.fields.map(({ name }) => name.toLowerCase())
  const more = Object.entries(headers).filter(([name]) => !given.includes(name.toLowerCase()))
  const asked = greeting.origin ?? origin
  return {
    ...greeting,
    fields: [...greeting.fields, ...more.map(([name, value]) => ({ name, value }))],
    subprotocols: greeting.subprotocols.length > 0 || !subprotocol ? greeting.subprotocols : [subprotocol],
    ...(asked === undefined ? {} : { origin: asked }),
  }
}

/** A known server as a target: it is fetched, built and started when it is opened. */
export function atServer({ server, version: wanted }: NamedServer, greeting: Greeting, world: World): NamedTarget {
  const open = async (signal: AbortSignal): Promise<OpenTarget> => {
    const { startServer } = require('../../fleet/start') as typeof import('../../fleet/start')
    const cache = cacheFolder(world.env)
    const { name, version, language, url, needs, revive, stop } = await startServer(server, {
      cache,
      version: wanted,
      signal,
    })
    const target: Target = {
      ...greetingOf(greeting, needs),
      name: `${name}@${version}`,
      url,
      server: { name, version, language },
      ours: true,
      ...(server.jobs === undefined ? {} : { jobs: server.jobs }),
      revive,
    }
    return { target, close: stop, fixture: server.fixture ?? [] }
  }
  return { name: wanted === undefined ? server.name : `${server.name}@${wanted}`, url: '', open }
}
