/** How much the server accepts from one connection. Sizes are in bytes, times in milliseconds. */
export interface Limits {
  readonly requestLine: number
  readonly headerSection: number
  readonly content: number
  readonly message: number
  /** From the end of the last request to the empty line of the next one. */
  readonly headMs: number
  /** From the empty line to the end of the content. */
  readonly contentMs: number
  /** Silence on an open WebSocket. */
  readonly linkMs: number
  /** After the last answer: how long, and how much, the peer may go on sending before the connection is cut. */
  readonly lingerMs: number
  readonly lingerBytes: number
}

/** RFC 9112 3 recommends request lines of at least 8,000 octets. */
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
