import type { FieldLine } from '../case/http-message'
import type { Profile } from '../case/profile'
import type { CaseResult } from '../case/results'
import type { Wire } from '../play/exchange'

/** How to reach and greet a target: what flags, environment, configuration file and profile come to. */
export interface Target {
  /** How it is called in reports: `ws@8.23.0`, or its URL without credentials. */
  name: string
  /** A ws: or wss: URL; its userinfo goes out as Authorization and is never stored. */
  url: URL
  /** What the server is, when wsspec started it. */
  server: null | { name: string; version: string; language: string }
  /** True when wsspec started it: cases that can hurt may run. */
  ours: boolean
  /** Field lines that every handshake carries (--header, --header-env, credentials). Their values are masked in results. */
  fields: readonly FieldLine[]
  /** The Origin to send and to count as allowed (--origin). */
  origin?: string | undefined
  /** What it is declared to do (--profile). */
  profile?: Profile
  /** Subprotocols it is said to speak (--subprotocol). */
  subprotocols: readonly string[]
  /** Where to connect instead of where the URL says (--connect). */
  connect?: { host: string; port: number }
  tls: { insecure: boolean; ca?: string }
  /** The most connections it may have at once, where that is fewer than `RunOptions.jobs`. */
  jobs?: number
  /** Starts it again when it is ours and has died, or `hung` and answers nobody; does nothing while it lives. */
  revive?: (hung?: boolean) => Promise<void>
}

/** How to run; times in milliseconds. */
export interface RunOptions {
  /** The deadline of a case. */
  timeoutMs: number
  /** Connections open at once. */
  jobs: number
  /** Runs of each case. */
  repeat: number
  /** Windows in which nothing may happen last the full seconds that the catalogue names. */
  thorough: boolean
  slow: boolean
  /** Cases that can hurt also run against a target that is neither on loopback nor ours. */
  destructive: boolean
  /** Stop after that many failures. */
  bail?: number
  /** Contested and SHOULD findings count as failures for `bail`. */
  strict: boolean
  /** Ends the run: what was finished is in the result, the rest is inconclusive. */
  signal?: AbortSignal
  /** Called once the target has answered the correct handshake with 101. */
  onReady?: () => void
  /** Called with what went over each connection once it has ended. */
  onWire?: (wire: Wire) => void
  /** Called for each verdict, in the order in which they are reached. */
  onCase?: (result: CaseResult, done: number, total: number) => void
}
