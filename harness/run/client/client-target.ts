import type { ClientProfile } from '../../case/client-case'
import type { CaseResult, TargetResult } from '../../case/results'
import type { Driver } from '../../drive/driver'
import type { RunOptions } from '../target'

/** A client under test. */
export interface ClientTarget {
  /** Its name in reports: `ws@8.23.0`, or the command of its driver. */
  name: string
  /** The known client that it is, where it was started by its name. */
  client?: TargetResult['client']
  /** Makes the client connect. */
  driver: Driver
  /** Which reading of the specifications it follows where they differ: `rfc`, or `whatwg` for browsers and their like. */
  profile: ClientProfile
  /** What its driver can do. Without it, everything is tried. */
  can?: { readonly tls?: boolean }
  /** How long its driver may take to send the first request, ms. Default: 15 s. */
  startMs?: number
  /** Secrets that must not be stored, as the command names them. */
  secrets?: readonly string[]
  /** Maximum number of attempts at once, where that is less than the `jobs` of the run. */
  jobs?: number
}

/** The options of a run that mean something for a client. */
export type ClientRunOptions = Pick<
  RunOptions,
  'timeoutMs' | 'jobs' | 'maxTimeMs' | 'repeat' | 'slow' | 'bail' | 'strict' | 'signal' | 'onReady' | 'onWait'
> & {
  /** Called with each result, in the order in which they are reached. */
  onCase?: (result: CaseResult, done: number, total: number) => void
  /** Called when the attempts of a case have ended, or the case got a result without an attempt: the `done`th of `total`. */
  onTried?: (suite: number, done: number, total: number) => void
}
