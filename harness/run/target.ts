import type { FieldLine } from '../case/http-message'
import type { Profile } from '../case/profile'
import type { CaseResult } from '../case/results'
import type { Step } from '../case/script'
import type { Wire } from '../play/exchange'

/** How to reach a target and what its handshake needs, as flags, environment, configuration file and profile give it. */
export interface Target {
  /** Its name in reports: `ws@8.23.0`, or its URL without credentials. */
  name: string
  /** A ws: or wss: URL; its userinfo is sent as Authorization and never stored. */
  url: URL
  /** What the server is, when wsspec started it. */
  server: null | { name: string; version: string; language: string }
  /** True when wsspec started it: destructive cases may run. */
  ours: boolean
  /** Field lines that every handshake carries (--header, --header-env, credentials). Their values are masked in results. */
  fields: readonly FieldLine[]
  /** Further secrets that must not be stored, as the command that started it names them. */
  secrets?: readonly string[]
  /** The Origin to send. It counts as allowed (--origin). */
  origin?: string | undefined
  /** What it is declared to do (--profile). */
  profile?: Profile
  /** The subprotocols that it is declared to speak (--subprotocol). */
  subprotocols: readonly string[]
  /** The address to connect to instead of that of the URL (--connect). */
  connect?: { host: string; port: number }
  tls: { insecure: boolean; ca?: string }
  /** Maximum number of connections at once, where that is less than `RunOptions.jobs`. */
  jobs?: number
  /** Starts a server of ours again where it has died. With `hung`, also one that runs and answers nobody. */
  revive?: (hung?: boolean) => Promise<void>
}

/** What a run waits for. */
export interface Waits {
  /** How many cases were sent and only wait. */
  cases: number
  /** What most of them wait for: the kind of a step, as `answer` or `alive`, or the client; null where nothing waits. */
  what: Step['do'] | 'client' | null
}

/** How to run. Times are in milliseconds. */
export interface RunOptions {
  /** The deadline of a case. */
  timeoutMs: number
  /** Maximum number of connections open at once. */
  jobs: number
  /** More connections may be open at once where the target is slow and bears them, or leaves them without an answer. */
  adapts?: boolean
  /** Maximum number of new connections a second; absent for no limit. */
  rate?: number
  /** How long one target may take; absent for as long as it does. What is left then is inconclusive. */
  maxTimeMs?: number
  /** How often each case is run. */
  repeat: number
  /** Windows in which nothing may happen have the full length that the catalogue names. */
  thorough: boolean
  /** Cases that wait for minutes also run. */
  slow: boolean
  /** Destructive cases also run against a target that is neither on loopback nor ours. */
  destructive: boolean
  /** The usual paths are tried also where the target is neither on loopback nor ours, if it refuses the handshake. */
  probe?: boolean
  /** The number of failures after which the run stops. */
  bail?: number
  /** Contested and SHOULD findings count as failures for `bail`. */
  strict: boolean
  /** Ends the run. Finished cases keep their results, the others are inconclusive. */
  signal?: AbortSignal
  /** Called once the target has answered the correct handshake with 101. */
  onReady?: () => void
  /** Called each time that other cases only wait than before. */
  onWait?: (waits: Waits) => void
  /** Called with the bytes of each connection once it has ended. */
  onWire?: (wire: Wire) => void
  /** Called with each result, in the order in which they are reached. */
  onCase?: (result: CaseResult, done: number, total: number) => void
}
