/** A whole data message: its frames joined (RFC 6455 5.4); `compressed` is RSV1 of the first (RFC 7692 6). */
export interface Message {
  readonly opcode: number
  readonly compressed: boolean
  readonly payload: Buffer
  /** True where `payload` is not all of it: the link has sent more than is kept. */
  readonly cut?: boolean
}
