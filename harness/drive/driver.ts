import type { DriverReport } from '../case/driver'

/** One attempt to connect, as a driver gets it. */
export interface DriverCall {
  /** The id of the case. */
  id: string
  /** The URL to connect to, exactly as the client has to get it. */
  url: string
  /** The subprotocols to offer; empty for none. */
  protocols: readonly string[]
  /** After this time the driver itself gives up, ms. */
  timeoutMs: number
  /** Attempts that share a process: a new process runs this one, and no other attempt runs. How it ends is then the attempt's. */
  fresh?: boolean
}

/** A driver that runs. Nothing that it does throws. */
export interface DriverRun {
  /** What it has said so far. */
  report(): DriverReport
  /** Settles when it has ended and everything that it printed is read. */
  readonly ended: Promise<void>
  /** Ends it, with every process that it started. Resolves when it is gone; may be called twice. */
  stop(): Promise<void>
}

/** A way to make a client connect: a process for each attempt, one process for all, or a function. */
export interface Driver {
  start(call: DriverCall): DriverRun
  /** Frees what all attempts share. */
  close(): Promise<void>
}
