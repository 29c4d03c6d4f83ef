import type { DriverReport } from '../case/driver'
import type { AnswerPage } from '../case/page'

/** One attempt to connect, as a driver gets it. */
export interface DriverCall {
  /** The id of the case. */
  id: string
  /** The URL to connect to, exactly as the client has to get it. */
  url: string
  /** The subprotocols to offer; empty for none. */
  protocols: readonly string[]
  /** The file with the certificate of the authority that wss: URLs need, as PEM; absent where no case needs it. */
  caFile?: string
  /** After this time the driver itself gives up, ms. */
  timeoutMs: number
  /**
   * For drivers that make several attempts in one process: this attempt gets a new process, and no other runs in it. If the
   * process then crashes, this attempt caused it.
   */
  fresh?: boolean
}

/** A running driver. Its methods do not throw for anything that the driver does. */
export interface DriverRun {
  /** The events that it has reported so far. */
  report(): DriverReport
  /** Settles when it has ended and everything that it printed is read. */
  readonly ended: Promise<void>
  /** Ends it, with every process that it started. Resolves when it is gone; may be called twice. */
  stop(): Promise<void>
}

/** How a driver that is a page in a browser works with the server of the run. */
export interface Pages {
  /** Called once, before the first attempt, with the origin of its pages: `http://127.0.0.1:41234`. */
  begin(origin: string): void
  /** Answers the requests of the page. */
  answer: AnswerPage
}

/** A way to make a client connect: a process for each attempt, one process or one page for all, or a function. */
export interface Driver {
  start(call: DriverCall): DriverRun
  /** True where one process makes all attempts, so that several attempts at once test one client. */
  together?: boolean
  /** Only a driver that is a page has it. */
  pages?: Pages
  /** Registers a temporary folder, which is removed if wsspec is killed. Only a driver that starts programs has this method. */
  watchFolder?(path: string): void
  /** Frees the resources that all attempts share. */
  close(): Promise<void>
}
