/** What the server puts up with from one connection. Sizes are octets, times milliseconds. */
export interface Limits {
  readonly requestLine: number
  readonly headerSection: number
  readonly content: number
  readonly message: number
  /** From the first octet awaited to the empty line, and again for the content. */
  readonly headMs: number
  readonly contentMs: number
  /** Silence on an open WebSocket. */
  readonly linkMs: number
  /** After the last answer: how long, and how much, the peer may go on before the connection is cut. */
  readonly lingerMs: number
  readonly lingerBytes: number
}

/** RFC 9112 3 recommends request lines of 8,000 octets at least. */
export const LIMITS: Limits = {
  requestLine: 8_192,
  headerSection: 65_536,
  content: 65_536,
  message: 1_048_576,
  headMs: 8_000,
  contentMs: 8_000,
  linkMs: 300_000,
  lingerMs: 2_000,
  lingerBytes: 8_388_608,
}
