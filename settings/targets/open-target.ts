import type { FixtureNote } from '../../fleet/manifest-parts'
import type { Target } from '../../harness/run/target'

/** A target that accepts connections now, and how to end what was started for it. */
export interface OpenTarget {
  target: Target
  /** The hop that was started in front of it. */
  via?: { name: string; version: string }
  /** The cases that the small test program of a known server decides, not the library. */
  fixture?: readonly FixtureNote[]
  /** Ends it. Gives a sentence where something still answers in its place, else null. */
  close(): Promise<string | null>
}
