import type { Requirement } from '../../../suites/requirements'
import type { Overlay } from '../overlay'

/** One named fault of the server. It replaces a few functions and leaves the others as they are. */
export interface Defect extends Overlay {
  /** The requirements that it breaks. */
  readonly breaks: readonly Requirement[]
  /** What the server does wrong, in one line. */
  readonly says: string
  /** The clause that forbids it. */
  readonly clause: string
}

/** What is written about a defect: everything but the functions that it replaces. */
export type About = Omit<Defect, 'replaces'>

/** A name and a description, with the clause and the broken requirements where they are not those of its file. */
export type BriefAbout = Pick<Defect, 'name' | 'says'> & Partial<About>
