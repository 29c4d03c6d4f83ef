import type { KnownClient } from './client-manifest'
import type { KnownServer } from './manifest'

/** A known server or a known client. */
export type Known = KnownServer | KnownClient

/** True for a client. */
export function isClient(known: Known): known is KnownClient {
  return 'connect' in known
}

/** The command that starts it: a server, or the driver of a client for one attempt. */
export function commandOf(known: Known): readonly string[] {
  return isClient(known) ? known.connect : known.start
}

/** The command of wsspec that is about all of its kind: `servers`, `clients`. */
export function commandWord(known: Known): 'servers' | 'clients' {
  return isClient(known) ? 'clients' : 'servers'
}
