import type { KnownServer } from '../../fleet/manifest'
import type { TargetLine } from '../../harness/case/results'
import type { Named } from './named-known'
import type { OpenTarget } from './open-target'

/** A target as the command line names it. It is checked, but nothing is started yet. */
export interface NamedTarget {
  /** Its name in messages until it is open: the URL, the command, or the name of the server. */
  name: string
  /** Its URL, without credentials; empty, or with port 0, while the port is not known. */
  url: string
  /** The host and port where it listens, if known. Targets with the same place never run at the same time. */
  place?: string
  /** Its line in the file of --targets, for its results. */
  line?: TargetLine
  /** The name of the hop between wsspec and the target. */
  hop?: string
  /**
   * Starts the target, unless it runs already.
   * @throws {StartError} if it does not become ready.
   */
  open(signal: AbortSignal): Promise<OpenTarget>
}

/** A known server as a word names it: `ws`, or `ws@8.18.2`. */
export type NamedServer = Named<KnownServer>
