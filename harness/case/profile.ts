/** What a target is declared to do that probing cannot find out. Paths are absolute, with a query where they have one. */
export interface Profile {
  /** An Origin that it accepts, and one that it refuses. */
  allowedOrigin?: string
  deniedOrigin?: string
  /** A path with nothing behind it; one that redirects; one that wants `credentials`. */
  missingPath?: string
  redirectPath?: string
  authPath?: string
  /** The Authorization value that `authPath` accepts, and the Cookie value that the target wants. */
  credentials?: string
  authCookie?: string
  /** It serves only its own authority; the names of its virtual hosts. */
  strictHost?: boolean
  vhosts?: readonly string[]
  /** The endpoint ignores queries. */
  queryIgnored?: boolean
  /** It forwards CONNECT; an intermediary stands before it. */
  forwardProxy?: boolean
  topology?: 'direct' | 'proxied'
  /** It listens on IPv4 and on IPv6. */
  dualStack?: boolean
}
