/** What a target is: the side of the handshake that is tested. */
export type Role = 'server' | 'client'

/** The words that depend on the side that is tested. */
export interface RoleWords {
  /** One of the kind: `server`. */
  noun: Role
  /** Several of the kind: `servers`. */
  plural: string
}

const WORDS: Readonly<Record<Role, RoleWords>> = {
  server: { noun: 'server', plural: 'servers' },
  client: { noun: 'client', plural: 'clients' },
}

/** The words for a target. Results without a role are of a server. */
export function roleWords({ role = 'server' }: { role?: Role }): RoleWords {
  return WORDS[role]
}
