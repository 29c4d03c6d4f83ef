import type { Target } from '../harness/run/target'
import type { FixtureNote } from './manifest'

/** A target that is ready to be run against, and how to leave it. */
export interface OpenTarget {
  target: Target
  /** The hop that was started before it. */
  via?: { name: string; version: string }
  /** Which cases the program of a known server decides, and not its library. */
  fixture?: readonly FixtureNote[]
  close(): Promise<void>
}
