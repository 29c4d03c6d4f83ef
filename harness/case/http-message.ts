/** One field line as it was sent: the value without the whitespace around it, its bytes as Latin-1 (RFC 9110 5.5). */
export interface FieldLine {
  name: string
  value: string
}

/** A violation of the message syntax, the clause that it breaks and the text that shows it. */
export interface SyntaxFault {
  what: string
  clause: string
  shown: string
}

/** The status line and header section of one response (RFC 9112 4, 5). Offsets are into the bytes received. */
export interface Head {
  version: string
  status: number
  reason: string
  statusLine: string
  fields: FieldLine[]
  faults: SyntaxFault[]
  /** True where it has more field lines than are read. */
  cut?: true
  start: number
  end: number
}

/** How the end of a response's content is known (RFC 9112 6.3). */
export type Framing = 'none' | 'length' | 'chunked' | 'close'

/** A response with its content. */
export interface Response {
  head: Head
  framing: Framing
  bodyStart: number
  /** One past the last byte of it that was received. */
  end: number
  /** False while bytes are missing. */
  complete: boolean
}

/** The answer to one request: interim responses and the first final one. */
export interface Answer {
  interim: Head[]
  final: Response | null
  /** True where the final response accepts the handshake. The link follows it. Its protocol decides which response that is. */
  opened: boolean
  /** True where there are more interim responses than are read. */
  cut?: true
  /** Where reading stopped because the bytes are not an HTTP response; null where they are. */
  garbageAt: number | null
}
