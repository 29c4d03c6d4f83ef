/** A frame to send. With `mask` false it is the unmasked frame that a client may not send (RFC 6455 5.1). */
export interface FrameSpec {
  opcode: number
  payload?: Buffer | string
  fin?: boolean
  /** RSV1 4, RSV2 2, RSV3 1. */
  rsv?: number
  mask?: boolean | Buffer
}

/** A frame that was received (RFC 6455 5.2). Offsets are into the bytes received. */
export interface Frame {
  fin: boolean
  /** RSV1 4, RSV2 2, RSV3 1. */
  rsv: number
  opcode: number
  masked: boolean
  payload: Buffer
  /** True where `payload` is only the first part of what came: the link has sent more than is kept. */
  cut?: true
  start: number
  end: number
}

/** The frames on a link, in order. */
export interface FrameRun {
  /** Whole and valid frames. */
  frames: Frame[]
  /** The violation of RFC 6455 section 5 that follows these frames; null if there is none. */
  fault: string | null
  /** Where reading stopped. */
  rest: number
  /** Where there is a fault, the first bytes from `rest` on; empty where there is none. */
  after: Buffer
}
