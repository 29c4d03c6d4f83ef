import type { Needs } from '../../fleet/manifest'
import type { Target } from '../../harness/run/target'
import type { ProcessContext } from '../process-context'
import type { TargetNeeds } from '../target-needs'
import { UsageError } from '../usage-error'
import type { NamedServer, NamedTarget } from './named-target'
import type { OpenTarget } from './open-target'
import { readServer, startNamed } from './server'

/**
 * Reads a word that names a hop.
 * @throws {UsageError} if there is no such server, or if it is not a hop.
 */
export async function readHop(word: string, context: ProcessContext): Promise<NamedServer> {
  const named = await readServer(word, context)
  if (named.known.kind === 'hop') return named
  throw new UsageError(`--hop ${word}: this is a server, not a hop; 'wsspec servers' lists the hops`)
}

/**
 * Checks that wsspec can put a hop in front of the server at a URL.
 * @throws {UsageError} if the server speaks TLS. Also if it is on another machine: destructive cases would reach it, because
 * the hop is on loopback.
 */
export function checkUpstream(word: string, { connect }: TargetNeeds): void {
  const { protocol, hostname } = new URL(word)
  const host = (connect?.host ?? hostname).replace(/^\[|\]$/g, '')
  if (protocol !== 'ws:') throw new UsageError(`--hop: a hop forwards to ws:// only, not to ${protocol}//${hostname}`)
  if (!/^(localhost|127(\.\d+){3}|::1)$/i.test(host))
    throw new UsageError(`--hop: a hop is only put in front of a server on this machine, not of ${host}`)
}

function upstreamOf({ url, connect }: Target): string {
  return connect ? `${connect.host}:${connect.port}` : `${url.hostname}:${url.port || 80}`
}

/** The path and the fields with which the hop is checked: those of the target. */
function pathAndNeeds({ url, origin, subprotocols: [subprotocol], fields }: Target): { path: string; needs: Needs } {
  const headers = Object.fromEntries(fields.map(({ name, value }) => [name, value]))
  const needs = { headers, ...(origin === undefined ? {} : { origin }), ...(subprotocol ? { subprotocol } : {}) }
  return { path: `${url.pathname}${url.search}`, needs }
}

/** A target reached through a hop. Opening it starts both. */
export function throughHop(
  named: NamedTarget,
  namedHop: NamedServer,
  context: Pick<ProcessContext, 'env' | 'stderr'>,
): NamedTarget {
  const { known: hop } = namedHop
  const open = async (signal: AbortSignal): Promise<OpenTarget> => {
    const { target, fixture = [], close } = await named.open(signal)
    try {
      const reached = { ...namedHop, known: { ...hop, ...pathAndNeeds(target) } }
      const started = await startNamed(reached, { upstream: upstreamOf(target), signal }, context)
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
      const stop = async () => {
        const left = await Promise.all([started.stop(), close()])
        return left.filter((each) => each !== null).join('; ') || null
      }
      return { target: through, via: { name, version }, fixture: [...fixture, ...(hop.fixture ?? [])], close: stop }
    } catch (error) {
      await close()
      throw error
    }
  }
  const { name, url, place } = named
  return { name: `${name} via ${hop.name}`, url, hop: hop.name, ...(place === undefined ? {} : { place }), open }
}
