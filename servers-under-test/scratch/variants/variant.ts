import type { Overlay } from '../overlay'

/** A way to be that the RFCs leave free: a conforming server may show it. */
export interface Variant extends Overlay {
  /** What the server does, in one line. */
  readonly says: string
  /** The clause that leaves it free. */
  readonly clause: string
}
