import type { Role } from '../../harness/case/role'

/** The words for what is tested, and where its pages are. */
export interface SiteWords {
  one: Role
  many: string
  One: string
  Many: string
  /** The folder of its pages from the root of its part of the site: of servers `servers/`, of clients none. */
  folder: string
  /** What a case changes, and what is counted of it. */
  changes: string
}

/**
 * The site has a part for each side, made by the same code: servers at its root, clients in `clients/`. Their cases, causes,
 * search and comparison are apart, because one is never compared with the other.
 */
export const SITE_WORDS: Readonly<Record<Role, SiteWords>> = {
  server: {
    one: 'server',
    many: 'servers',
    One: 'Server',
    Many: 'Servers',
    folder: 'servers/',
    changes: 'Each case is a correct handshake with one change.',
  },
  client: {
    one: 'client',
    many: 'clients',
    One: 'Client',
    Many: 'Clients',
    folder: '',
    changes: 'Each case is a request of the client, or the right answer to it with one change.',
  },
}

/** Where the pages of a side begin, from the root of the site: an empty text, or `clients/`. */
export const PART_OF: Readonly<Record<Role, string>> = { server: '', client: 'clients/' }
