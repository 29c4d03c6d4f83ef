import type { FieldLine } from './http-message'
import type { Ended } from './results'
import type { Step } from './script'

/** A request as it was sent: the bytes, and the method and fields that a recipient reads in them. */
export interface SentRequest {
  octets: Buffer
  method: string
  fields: FieldLine[]
}

/** One step of the script as it was performed. Times are milliseconds since the connection was asked for. */
export interface Mark {
  /** Its index in the script. */
  step: number
  /** The kind of the step. */
  what: Step['do']
  startedMs: number
  endedMs: number
  /** How many bytes had been received when it began and when it ended. */
  receivedBefore: number
  receivedAfter: number
  /** Whether what the step waited for came; true for steps that wait for nothing. */
  met: boolean
  /** True where the deadline of the case cut the step short. */
  cut: boolean
}

/** Bytes that were written or read at once, and when: milliseconds since the connection was asked for. */
export interface Chunk {
  atMs: number
  octets: Buffer
}

/** What happened on one connection. */
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
  /** True where more bytes came than are kept. */
  overflow: boolean
}
