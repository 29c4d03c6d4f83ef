import type { Ended } from './results'
import type { Step } from './script'

/** One field line as it stood on the wire: the value is without the OWS around it, octets as Latin-1 (RFC 9110 5.5). */
export interface FieldLine {
  name: string
  value: string
}

/** A violation of the message syntax, with the clause it breaks and the octets that show it. */
export interface SyntaxFault {
  what: string
  clause: string
  shown: string
}

/** The status line and header section of one response (RFC 9112 4, 5). Offsets are into the octets received. */
export interface Head {
  version: string
  status: number
  reason: string
  statusLine: string
  fields: FieldLine[]
  faults: SyntaxFault[]
  start: number
  end: number
}

/** How the end of a response's content is known (RFC 9112 6.3). */
export type Framing = 'none' | 'length' | 'chunked' | 'close'

/** A response with its content: `end` is one past its last octet received, `complete` false while octets are missing. */
export interface Response {
  head: Head
  framing: Framing
  bodyStart: number
  end: number
  complete: boolean
}

/** What came back for one request: interim responses and the first final one. */
export interface Answer {
  interim: Head[]
  final: Response | null
  /** True where the final response accepts the handshake: the link follows it. What that is, its protocol decides. */
  opened: boolean
  /** Where parsing stopped because the octets are no HTTP response; null when they are. */
  garbageAt: number | null
}

/** A frame that was received (RFC 6455 5.2); offsets are into the octets received. */
export interface Frame {
  fin: boolean
  /** RSV1 4, RSV2 2, RSV3 1. */
  rsv: number
  opcode: number
  masked: boolean
  payload: Buffer
  start: number
  end: number
}

/** The frames after an answer that opened: whole valid ones, then `fault` where RFC 6455 5 is broken; `rest` is where reading stopped. */
export interface FrameRun {
  frames: Frame[]
  fault: string | null
  rest: number
}

/** A request as it went out: the octets, and what its recipient reads in them. */
export interface SentRequest {
  octets: Buffer
  method: string
  fields: FieldLine[]
}

/** When a step of the script began and ended (ms since the connection was asked for) and how much had been received then. */
export interface Mark {
  step: number
  /** The kind of the step. */
  what: Step['do']
  startedMs: number
  endedMs: number
  receivedBefore: number
  receivedAfter: number
  /** Whether what the step waited for came; true for steps that wait for nothing. */
  met: boolean
  /** True when the deadline of the case cut the step short. */
  cut: boolean
}

/** Octets with the time they were written or read, in milliseconds since the connection was asked for. */
export interface Chunk {
  atMs: number
  octets: Buffer
}

/** One connection as the edge recorded it. */
export interface Recording {
  requests: SentRequest[]
  sent: Chunk[]
  received: Chunk[]
  ended: Ended
  /** The error code of the system where there was one: ECONNREFUSED, ENOTFOUND, CERT_HAS_EXPIRED. */
  errorCode: string | null
  connectedMs: number | null
  endedMs: number
  marks: Mark[]
  /** True when more octets came than are kept. */
  overflow: boolean
}

/** A recording read as HTTP and WebSocket: what the judge looks at. */
export interface Observation {
  recording: Recording
  /** All octets received, in order. */
  received: Buffer
  /** The answer to each request that was sent; the first is the one that is judged unless a check says otherwise. */
  answers: [Answer, ...Answer[]]
  /** Whether the first answer, the one that is judged, opened. */
  opened: boolean
  /** The frames on the link; null where no answer opened. Only the last answer of a connection can open. */
  link: FrameRun | null
}
