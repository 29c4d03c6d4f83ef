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

/** What a driver that is a page needs from the server of the run. */
export interface Pages {
  /** Called once, before the first attempt, with the origin of its pages: `http://127.0.0.1:41234`. */
  begin(origin: string): void
  answer: AnswerPage
}

/** A way to make a client connect: a process for each attempt, one process or one page for all, or a function. */
export interface Driver {
  start(call: DriverCall): DriverRun
  /** True where one process makes all attempts, so that several at once show what one client does. */
  together?: boolean
  /** Only a driver that is a page has it. */
  pages?: Pages
  /** Has a temporary folder of the run removed where wsspec is killed. Only a driver that starts programs has it. */
  watchFolder?(path: string): void
  /** Frees what all attempts share. */
  close(): Promise<void>
}
