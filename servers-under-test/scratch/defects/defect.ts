import type { Requirement } from '../../../suites/requirements'
import type { Overlay } from '../overlay'

/** One named fault of the server: a few steps replaced, everything else as it was. */
export interface Defect extends Overlay {
  /** The requirements it breaks, by their ids in the catalogue of cases. */
  readonly breaks: readonly Requirement[]
  /** What the server does wrong, in one line. */
  readonly says: string
  /** The clause that forbids it. */
  readonly clause: string
}
