import type { Overlay } from '../overlay'

/** A behaviour that the RFCs allow and the intact server does not show. A server with it conforms. */
export interface Variant extends Overlay {
  /** What the server does, in one line. */
  readonly says: string
  /** The clause that allows it. */
  readonly clause: string
}
