import type { FrameRun } from './frame'
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
  /** True where the deadline of the case, or a flood, cut the step short. */
  cut: boolean
}

/** Bytes that were written or read at once, and when: milliseconds since the connection was asked for. */
export interface Chunk {
  atMs: number
  octets: Buffer
}

/** The bytes of chunks, one after the other: a view where they are so in memory, else a copy. */
export function joined(chunks: readonly Chunk[]): Buffer {
  const [first, ...more] = chunks.map(({ octets }) => octets)
  if (first === undefined) return Buffer.alloc(0)
  let end = first.byteOffset + first.length
  const follows = ({ buffer, byteOffset, length }: Buffer) => {
    if (buffer !== first.buffer || byteOffset !== end) return false
    end += length
    return true
  }
  const isInOrder = more.every(follows)
  if (isInOrder) return Buffer.from(first.buffer, first.byteOffset, end - first.byteOffset)
  return Buffer.concat([first, ...more])
}

/** The bytes of one connection, and how it ended. `sent` is what wsspec sent, whichever side it plays. */
export interface Traffic {
  sent: Chunk[]
  /** The first bytes that came, which are kept. The last chunk has the time of the last byte that came, kept or not. */
  received: Chunk[]
  /** How many bytes came in all. */
  receivedBytes: number
  ended: Ended
  endedMs: number
  /** When its first byte went, where that is not the first one sent. */
  originMs?: number
}

/** What happened on one connection to a server. */
export interface Recording extends Traffic {
  requests: SentRequest[]
  /** The frames that were read while the link was open, and the offset of its first byte; they may go beyond the bytes that are kept. */
  link?: { from: number; run: FrameRun }
  /** The error code of the system where there was one: ECONNREFUSED, ENOTFOUND, CERT_HAS_EXPIRED. */
  errorCode: string | null
  connectedMs: number | null
  marks: Mark[]
  /** True where more came than is read of one connection: wsspec ended it, and the script was cut short. */
  overflow: boolean
}
