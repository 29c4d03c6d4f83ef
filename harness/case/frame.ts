/** A frame to send. With `mask` false it is the unmasked frame that a client may not send (RFC 6455 5.1). */
export interface FrameSpec {
  opcode: number
  payload?: Buffer | string
  fin?: boolean
  /** RSV1 4, RSV2 2, RSV3 1. */
  rsv?: number
  mask?: boolean | Buffer
}

/** A frame that was received (RFC 6455 5.2). Equal frames may be one object. */
export interface Frame {
  readonly fin: boolean
  /** RSV1 4, RSV2 2, RSV3 1. */
  readonly rsv: number
  readonly opcode: number
  /** All of it, or its first 125 bytes where it is not compressed and longer than all that wsspec had sent: it is no echo. */
  readonly payload: Buffer
  /** True where `payload` is only the first part of what may matter: the link has sent more than is kept. */
  readonly cut?: true
}

/** The frames on a link, in order. */
export interface FrameRun {
  /** Whole and valid frames. */
  frames: Frame[]
  /** How many frames between these are no longer kept; absent where all are. */
  leftOut?: number
  /** The violation of RFC 6455 section 5 that follows these frames; null if there is none. */
  fault: string | null
  /** Where reading stopped, as an offset into the bytes received. */
  rest: number
  /** Where there is a fault, the first bytes from `rest` on; empty where there is none. */
  after: Buffer
}
