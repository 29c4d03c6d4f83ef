import type { RequestHead, ServedExchange } from '../case/client-observation'
import type { ReplyStep, ReplyVars } from '../case/reply'
import type { SocketConnection } from '../transport/socket-connection'
import type { Connection } from '../transport/transport'
import { isRetry } from '../wire/http1/request-head'

/** The scripts of an attempt: `steps` for the first request and for retries; `again` for those to which a redirect led. */
export interface Scripts {
  steps: readonly ReplyStep[]
  again: readonly ReplyStep[]
}

/** Options of one attempt: the case, the scripts and the time. */
export interface ServedAttemptOptions {
  id: string
  scripts: Scripts
  /** The time from its first request to its end, ms. */
  timeoutMs: number
}

/**
 * One attempt on the side of the server: its path, its script and its exchanges. A request whose target has the nonce of the
 * attempt belongs to it, on any connection.
 */
export class ServedAttempt {
  readonly exchanges: ServedExchange[] = []
  readonly path: string
  /** Where the client is to connect to: `127.0.0.1:41234`. */
  readonly host: string
  readonly startMs: number
  /** The values of the first request; null before it. */
  vars: ReplyVars | null = null
  private requests = 0
  private firstMs: number | null = null
  private closed = false
  private readonly connections = new Set<Connection>()
  private readonly tlsConnections = new Set<object>()
  private readonly numbers = new Map<Connection, number>()
  private readonly serving: Promise<void>[] = []
  private readonly options: ServedAttemptOptions
  private readonly now: () => number
  private changed: () => void = () => {}

  constructor(options: ServedAttemptOptions & { path: string; host: string }, now: () => number) {
    this.options = options
    this.host = options.host
    this.path = options.path
    this.now = now
    this.startMs = now()
  }

  /** Calls `changed` with each request, and each time a connection of the attempt ends. */
  onChange(changed: () => void): void {
    this.changed = changed
  }

  /** True once a request has come. */
  get wasAsked(): boolean {
    return this.requests > 0
  }

  /** True while a connection of the attempt is open. */
  get isBusy(): boolean {
    return this.connections.size > 0 || this.tlsConnections.size > 0
  }

  /** The milliseconds that the attempt still has: all of them before its first request, none once it is closed. */
  left(): number {
    if (this.closed) return 0
    return this.options.timeoutMs - (this.firstMs === null ? 0 : this.now() - this.firstMs)
  }

  /** Notes a connection to the TLS port of the attempt. The time of the attempt begins, also where no request follows. */
  noteTlsConnection(closed: Promise<void>): void {
    const tlsConnection = {}
    this.firstMs ??= this.now()
    this.tlsConnections.add(tlsConnection)
    this.changed()
    void closed.then(() => {
      this.tlsConnections.delete(tlsConnection)
      this.changed()
    })
  }

  /** Notes a request and gives the script that answers it, and which connection of the attempt carries it. */
  take(connection: Connection, vars: ReplyVars): { steps: readonly ReplyStep[]; connection: number } {
    const { steps, again } = this.options.scripts
    this.firstMs ??= this.now()
    const isFirst = this.vars === null
    this.vars ??= vars
    const number = this.numbers.get(connection) ?? this.numbers.size
    this.numbers.set(connection, number)
    this.connections.add(connection)
    this.requests += 1
    this.changed()
    const isAnew = isFirst || isRetry(this.vars.request, vars.request)
    return { steps: isAnew ? steps : again, connection: number }
  }

  /** Adds what serves a connection of the attempt, so that `close` can wait for it. */
  track(connection: Connection, serving: Promise<void>): void {
    const done = serving.finally(() => {
      this.connections.delete(connection)
      this.changed()
    })
    this.serving.push(done)
  }

  /** Ends the attempt: its connections are ended, and everything about them is recorded. */
  async close(): Promise<void> {
    this.closed = true
    for (const connection of this.connections) connection.abandon()
    await Promise.all(this.serving)
  }
}

/** A request, before it is known to which attempt it belongs. */
export interface Arrival {
  connection: SocketConnection
  /** The address to which the client connected. */
  host: string
  /** True where it came over TLS. */
  secure: boolean
  head: RequestHead
  /** Where the bytes after the head begin. */
  end: number
}
