import type { Case, Need } from '../case'
import type { Capabilities } from '../results'
import { baseFieldsOf } from './session'
import type { RunOptions, Target } from './target'

interface Known {
  target: Target
  capabilities: Capabilities
  options: RunOptions
  required: string | undefined
}

const UNMET: Record<Need, (known: Known) => string | null> = {
  subprotocols: ({ capabilities }) =>
    capabilities.subprotocols.length > 0
      ? null
      : 'needs a subprotocol that the target speaks: it selected none of those probed (--subprotocol NAME)',
  twoSubprotocols: ({ capabilities }) =>
    capabilities.subprotocols.length > 1
      ? null
      : 'needs two subprotocols that the target speaks: probing found fewer (--subprotocol NAME, twice)',
  addedFields: ({ target, required }) =>
    baseFieldsOf(target, required).length > 0 ? null : 'the handshake carries no added field, so this is case 0.01',
  echo: ({ capabilities }) => (capabilities.echo ? null : 'needs a target that echoes: probing got no echo'),
}

/** True when a host name or address is this machine's loopback. */
export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host.endsWith('.localhost') || /^127(\.\d{1,3}){3}$/.test(host) || /^\[?::1\]?$/.test(host)
  )
}

/** True when cases that can hurt may run: against loopback, a server that wsspec started, or when asked for. */
export function mayHurt(target: Target, options: RunOptions): boolean {
  return target.ours || options.destructive || isLoopback(target.connect?.host ?? target.url.hostname)
}

/** Why a case cannot run on this target, and how that was found out; null where it can. */
export function unmetNeed(of: Case, known: Known): string | null {
  if (of.slow && !known.options.slow) return 'waits for minutes: runs only with --slow'
  if (of.hurts && !mayHurt(known.target, known.options))
    return 'can hurt, and the target is neither on loopback nor started by wsspec (--destructive)'
  for (const need of of.needs ?? []) {
    const unmet = UNMET[need](known)
    if (unmet !== null) return unmet
  }
  return null
}
