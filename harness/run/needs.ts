import type { Case, Need } from '../case/case'
import type { Profile } from '../case/profile'
import type { Capabilities } from '../case/results'
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
  permessageDeflate: ({ capabilities }) =>
    capabilities.permessageDeflate
      ? null
      : 'needs permessage-deflate: the target declined the plain offer of the probe',
  hostname: ({ target }) =>
    /^[^[]*[a-z]/i.test(target.url.hostname) ? null : 'needs a URL whose host is a name, not an address',
  defaultPort: ({ target }) => (target.url.port === '' ? null : "needs a target on its scheme's default port"),
  allowedOrigin: declared('allowedOrigin', 'an Origin that the target accepts'),
  deniedOrigin: declared('deniedOrigin', 'an Origin that the target refuses'),
  missingPath: declared('missingPath', 'a path with nothing behind it'),
  redirectPath: declared('redirectPath', 'a path that redirects'),
  authPath: declared('authPath', 'a path that wants credentials, and the credentials'),
  authCookie: declared('authCookie', 'the cookie that the target wants'),
  strictHost: declared('strictHost', 'that the target serves only its own authority'),
  vhosts: declared('vhosts', 'the names of its virtual hosts'),
  queryIgnored: declared('queryIgnored', 'that the endpoint ignores queries'),
  dualStack: declared('dualStack', 'that the target listens on IPv4 and IPv6'),
  topology: declared('topology', 'what stands between'),
}

/** A need that only the profile can meet. */
function declared(key: keyof Profile, what: string): (known: Known) => string | null {
  return ({ target }) =>
    target.profile?.[key] ? null : `needs the profile to declare ${key}: ${what} (--profile FILE)`
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
