import { cacheFolder } from '../../fleet/cache'
import type { Needs } from '../../fleet/manifest'
import type { OpenTarget } from '../../fleet/open-target'
import type { Target } from '../../harness/run/target'
import type { World } from '../process-context'
import type { Greeting } from '../target-options'
import { UsageError } from '../usage'
import type { NamedTarget } from './read'
import { type NamedServer, readServer } from './server'

/**
 * Reads a word that names a hop.
 * @throws {UsageError} where there is no such server, or where it is no hop.
 */
export async function readHop(word: string, world: World): Promise<NamedServer> {
  const named = await readServer(word, world)
  if (named.server.kind === 'hop') return named
  throw new UsageError(`--hop ${word}: this is a server, which passes nothing on; 'wsspec servers' names the hops`)
}

/**
 * Checks that a hop started here may stand before a URL.
 * @throws {UsageError} where it speaks TLS, or is elsewhere: cases that can hurt would reach it by way of loopback.
 */
export function checkUpstream(word: string, { connect }: Greeting): void {
  const { protocol, hostname } = new URL(word)
  const host = (connect?.host ?? hostname).replace(/^\[|\]$/g, '')
  if (protocol !== 'ws:') throw new UsageError(`--hop: it passes on to ws:// only, not to ${protocol}//${hostname}`)
  if (!/^(localhost|127(\.\d+){3}|::1)$/i.test(host))
    throw new UsageError(`--hop: it stands before what listens on this machine, not before ${host}`)
}

function upstreamOf({ url, connect }: Target): string {
  return connect ? `${connect.host}:${connect.port}` : `${url.hostname}:${url.port || 80}`
}

/** The path that a target is asked for, and the fields, through a hop too. */
function greetedAs({ url, origin, subprotocols: [subprotocol], fields }: Target): { path: string; needs: Needs } {
  const headers = Object.fromEntries(fields.map(({ name, value }) => [name, value]))
  const needs = { headers, ...(origin === undefined ? {} : { origin }), ...(subprotocol ? { subprotocol } : {}) }
  return { path: `${url.pathname}${url.search}`, needs }
}

/** A target behind a hop: both are started when it is opened. */
export function behind(named: NamedTarget, { server: hop, version: wanted }: NamedServer, world: World): NamedTarget {
  const open = async (signal: AbortSignal): Promise<OpenTarget> => {
    const { startServer } = require('../../fleet/start') as typeof import('../../fleet/start')
    const { target, fixture = [], close } = await named.open(signal)
    try {
      const upstream = upstreamOf(target)
      const cache = cacheFolder(world.env)
      const started = await startServer({ ...hop, ...greetedAs(target) }, { cache, version: wanted, upstream, signal })
      const { connect: _, ...rest } = target
      const { name, version } = started
      const through: Target = {
        ...rest,
        name: `${target.name} via ${name}@${version}`,
        url: started.url,
        profile: { ...target.profile, topology: 'proxied' },
        ours: true,
        revive: async (hung) => {
          await target.revive?.(hung)
          await started.revive(hung)
        },
      }
      const stop = () => Promise.all([started.stop(), close()]).then(() => {})
      return { target: through, via: { name, version }, fixture: [...fixture, ...(hop.fixture ?? [])], close: stop }
    } catch (error) {
      await close()
      throw error
    }
  }
  const { name, url, place } = named
  return { name: `${name} via ${hop.name}`, url, hop: hop.name, ...(place === undefined ? {} : { place }), open }
}
