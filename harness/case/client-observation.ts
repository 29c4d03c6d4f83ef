import type { DriverReport } from './driver'
import type { Frame } from './frame'
import type { FieldLine, SyntaxFault } from './http-message'
import type { Traffic } from './recording'

/** The request line and header section of one request (RFC 9112 3, 5). */
export interface RequestHead {
  /** Its bytes, with the empty line that ends it. */
  octets: Buffer
  method: string
  target: string
  /** `HTTP/1.1`; empty where the request line has no third part. */
  version: string
  requestLine: string
  fields: FieldLine[]
  faults: SyntaxFault[]
}

/** A frame of a client, unmasked (RFC 6455 5.2). */
export interface ClientFrame extends Frame {
  /** The masking key; null for a frame that is not masked (RFC 6455 5.1). */
  maskKey: Buffer | null
}

/** The frames that a client sent on a link, in order, and what is wrong with the bytes after them. */
export interface ClientLink {
  frames: readonly ClientFrame[]
  fault: string | null
}

/** One request of a client and the script that answered it, until the next request on the connection or its end. */
export interface ServedExchange {
  recording: Traffic
  /** Which connection of the attempt carried it, counted from 0 in the order in which they came. */
  connection: number
  /** The request; null where no whole header section came. */
  request: RequestHead | null
  /** How many bytes came after the request before the first byte of the response (RFC 6455 4.1). */
  early: number
  /** What came after the answer, read as frames; null where there was no answer, or another request followed. */
  link: ClientLink | null
  /** True where it came over TLS. */
  secure: boolean
  /** The client left by itself: it ended the connection before wsspec did. */
  left: boolean
}

/** One TLS handshake of a client (RFC 6455 4.1 step 5). */
export interface TlsConnection {
  /** The server name that the client asked for (RFC 6066 3); null where it named none. */
  servername: string | null
  /** The protocols that it offered (RFC 7301), in order. */
  alpn: readonly string[]
  /** `TLSv1.3`; null where the handshake failed. */
  version: string | null
  /** What ended the handshake, as the alert of the client; null where it was completed. */
  fault: string | null
}

/** What is known of one attempt of a client: its requests on every connection, and what its driver said. */
export interface ClientObservation {
  /** In the order in which the requests came. */
  exchanges: readonly ServedExchange[]
  driver: DriverReport
  /** The TLS handshakes of the attempt; absent where the URL was no wss: URL. */
  tls?: readonly TlsConnection[]
  /** The targets of requests that came meanwhile and belong to no attempt. */
  strays: readonly string[]
  /** True where wsspec ended the attempt because its time was over. */
  cut: boolean
  /** How long wsspec waited in vain for a connection, ms; absent where one came, or the driver ended before. */
  awaitedMs?: number
}
