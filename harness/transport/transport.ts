import type { Chunk } from '../case/recording'
import type { Ended } from '../case/results'
import type { HandshakeProtocol } from '../wire/protocol'
import type { Deadline } from './deadline'

/** Where to connect, and with which TLS where the URL is wss:. */
export interface Endpoint {
  host: string
  port: number
  /** The address family; without it, what the name gives. */
  family?: 4 | 6
  tls: null | { servername: string; ca?: string; insecure: boolean }
}

/** How far a connection is. Times are milliseconds since its Deadline was made. */
export interface ConnectionState {
  connectedMs: number | null
  /** How it ended; null while it is open or not yet connected. */
  ended: Ended | null
  endedMs: number | null
  /** The error code of the system where there was one. */
  errorCode: string | null
  /** The script ended the sending side before the peer did. */
  halfClosed: boolean
}

/** What was received. */
export interface Received {
  /** How many bytes came. */
  readonly length: number
  /** Whether all of them are kept. */
  readonly isWhole: boolean
  /** The bytes that are kept, which are the first: a view, valid until more are received. */
  view(): Buffer
  /** The same bytes as chunks with their times. The last chunk has the time of the last byte that came, kept or not. */
  chunks(): Chunk[]
  /** Sets how many further bytes are kept at most. */
  keepAtMost(more: number): void
}

/** One connection to a peer. Every wait is bounded, and nothing that the peer does throws. */
export interface Connection {
  readonly state: Readonly<ConnectionState>
  readonly received: Received
  readonly sent: readonly Chunk[]
  /** True where this side ended the connection because more came than is read. */
  readonly overflow: boolean
  /** How many bytes were written and not yet given to the system. */
  readonly backlog: number

  /** Gives every piece that comes from now on to `take`. Where that is false, too much has come, and the connection is ended. */
  tap(take: (bytes: Buffer) => boolean): void
  /**
   * Waits until `met` is true, the peer has ended the connection, or `ms` are over. `met` is called again after each event.
   * @returns whether `met` is true
   */
  until(met: () => boolean, ms: number): Promise<boolean>
  /** Writes bytes; does nothing where the connection cannot be written to. */
  write(bytes: Buffer): void
  /** Stops reading, so that the receive window fills. */
  pauseReading(): void
  resumeReading(): void
  /** Ends the sending side. */
  halfClose(): void
  /** Ends the connection without a regular close. */
  reset(): void
  /** Ends the connection at once from this side. */
  abandon(): void
  /** Writes `goodbye` where the peer still reads, ends the sending side, and waits at most `ms` for the peer to close. */
  leave(goodbye: Buffer | null, ms: number): Promise<void>
  /** Frees the connection, whatever its state. */
  destroy(): void
}

/** A way to connect, and the version of HTTP that is spoken over it. */
export interface Transport {
  readonly protocol: HandshakeProtocol
  /** Begins to connect; the result shows in the connection's state. */
  connect(endpoint: Endpoint, clock: Deadline): Promise<Connection>
}
