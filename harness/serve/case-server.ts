import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import type { TlsOffer } from '../case/client-case'
import type { RequestHead } from '../case/client-observation'
import type { AnswerPage } from '../case/page'
import type { ReplyVars } from '../case/reply'
import { Deadline } from '../transport/deadline'
import { SocketConnection } from '../transport/socket-connection'
import { fieldValues, trimOws } from '../wire/http1/fields'
import { MOST_HEAD, readRequestHead } from '../wire/http1/request-head'
import { acceptFor } from '../wire/websocket/accept'
import { exchangeRecord } from './exchange-record'
import { inUrl, Listeners, type ListenOptions } from './listeners'
import { answerPage } from './page-exchange'
import { ReplyPlayer } from './player'
import { type Arrival, ServedAttempt, type ServedAttemptOptions } from './served-attempt'
import { certificates } from './tls/certificates'
import { TLS_KIND, TlsPort } from './tls/tls-port'

/** How long a connection may take to send a complete request, ms. After that it is closed. */
const HEAD_MS = 10_000

/** Maximum number of strays that are kept. A stray is a request that belongs to no attempt. */
const MOST_STRAYS = 100

const KIND = { readyEvent: 'connect', reset: (socket: Socket) => void socket.resetAndDestroy() } as const

/** The first byte of a TLS handshake record: its type (RFC 8446 5.1). */
const TLS_HANDSHAKE = 0x16

/** The request that is recorded where a ClientHello came instead of one. */
const NO_REQUEST: RequestHead = {
  octets: Buffer.alloc(0),
  method: '',
  target: '',
  version: '',
  requestLine: '',
  fields: [],
  faults: [],
}

/** Where a request came in. */
interface Entrance {
  host: string
  secure: boolean
}

const NOT_HERE = 'HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'

/** Options of a server. */
export interface CaseServerOptions extends ListenOptions {
  /** Answers requests that belong to no attempt. */
  pages?: AnswerPage | undefined
  /** Finds the attempt of a request by its target, where the target has no nonce. */
  find?: ((target: string) => ServedAttempt | undefined) | undefined
}

/** The address of a socket on this side: `127.0.0.1:41234`. */
function hostOf({ localAddress = '', localPort = 0 }: Socket): string {
  return inUrl(localAddress, localPort)
}

/**
 * A raw server on loopback that answers clients by scripts. It numbers attempts by path, `/c/C5.01/NONCE`: a request whose
 * target holds the nonce belongs to that attempt, on whatever connection and in whatever order it comes. Nothing that a
 * client does throws, and every wait is bounded.
 */
export class CaseServer {
  /** The targets of requests that belong to no attempt, with the time of each in milliseconds of this server. */
  readonly strays: { target: string; atMs: number }[] = []
  private readonly attempts = new Map<string, ServedAttempt>()
  private readonly clock = new Deadline(Number.POSITIVE_INFINITY)
  private readonly connections = new Set<SocketConnection>()
  private readonly options: CaseServerOptions
  private readonly listeners: Listeners
  private readonly tlsPorts = new Map<ServedAttempt, TlsPort>()
  private lastKey = ''

  private constructor(options: CaseServerOptions) {
    this.options = options
    this.listeners = new Listeners((socket) => this.accept(socket))
  }

  /** Listens on 127.0.0.1; its lanes where the system has them on 127.0.0.2 and so on, which some clients need. */
  static async listen(options: CaseServerOptions = {}): Promise<CaseServer> {
    const server = new CaseServer(options)
    await server.listeners.listen(options)
    return server
  }

  /** `127.0.0.1:41234`. */
  get host(): string {
    return this.listeners.host
  }

  /** Another origin that answers alike, `127.0.0.1:41235`. */
  get elsewhere(): string {
    return this.listeners.elsewhere
  }

  /** Where it listens at port 80, unless this computer reserves that port for others. */
  get onDefaultPort(): string {
    return this.listeners.onDefaultPort
  }

  /** The lane with the fewest attempts; the address of the server where there are no lanes. */
  private get lane(): string {
    const { host, lanes } = this.listeners
    const taken = [...this.attempts.values()].map((served) => served.host)
    const count = (lane: string) => taken.filter((each) => each === lane).length
    return lanes.toSorted((a, b) => count(a) - count(b))[0] ?? host
  }

  /** The time of this server, ms. */
  now(): number {
    return this.clock.now()
  }

  /** Begins an attempt of a client, with a path that no other attempt has. */
  open(options: ServedAttemptOptions): ServedAttempt {
    const nonce = randomBytes(6).toString('hex')
    const served = this.openAt(`/c/${options.id}/${nonce}`, options)
    this.attempts.set(nonce, served)
    return served
  }

  /** Opens a port of its own for the wss: URL of an attempt; it is closed with the attempt. */
  async openTlsPort(served: ServedAttempt, offer: TlsOffer): Promise<TlsPort> {
    const certificate = offer === 'in clear' ? null : (await certificates()).of[offer]
    const tlsPort: TlsPort = new TlsPort(certificate, {
      onArrival: (socket) => served.noteTlsConnection(new Promise((resolve) => socket.once('close', () => resolve()))),
      onOpen: (socket) => this.admit(socket, served, { host: tlsPort.host, secure: certificate !== null }),
    })
    this.tlsPorts.set(served, tlsPort)
    await tlsPort.listen()
    return tlsPort
  }

  /** Begins an attempt at a fixed path. `find` has to give this attempt for requests to the path. */
  openAt(path: string, options: ServedAttemptOptions): ServedAttempt {
    return new ServedAttempt({ ...options, path, host: this.lane }, () => this.clock.now())
  }

  /** Ends an attempt. A later request for its path is a stray. */
  async closeAttempt(served: ServedAttempt): Promise<void> {
    for (const [nonce, each] of this.attempts) if (each === served) this.attempts.delete(nonce)
    await served.close()
    await this.tlsPorts.get(served)?.close()
    this.tlsPorts.delete(served)
  }

  /** Stops listening, and ends every connection. */
  async close(): Promise<void> {
    const closed = this.listeners.close()
    for (const connection of this.connections) connection.destroy()
    await Promise.all([closed, ...[...this.tlsPorts.values()].map((tlsPort) => tlsPort.close())])
  }

  private accept(socket: Socket): void {
    const connection = new SocketConnection(socket, KIND, this.clock)
    this.keep(connection, this.serve(connection, { host: hostOf(socket), secure: false }))
  }

  /** Serves a connection to the TLS port of an attempt. */
  private admit(socket: Socket, served: ServedAttempt, entrance: Entrance): void {
    const connection = new SocketConnection(socket, entrance.secure ? TLS_KIND : KIND, this.clock)
    this.keep(connection, this.serveTlsPort(connection, served, entrance))
  }

  private keep(connection: SocketConnection, serving: Promise<void>): void {
    connection.state.connectedMs ??= this.clock.now()
    this.connections.add(connection)
    void serving.finally(() => {
      connection.destroy()
      this.connections.delete(connection)
    })
  }

  /** Answers the requests on a connection to a TLS port. All of them belong to its attempt. */
  private async serveTlsPort(connection: SocketConnection, served: ServedAttempt, entrance: Entrance): Promise<void> {
    if (!entrance.secure) await connection.until(() => connection.received.length > 0, HEAD_MS)
    if (!entrance.secure && connection.received.view()[0] === TLS_HANDSHAKE) {
      await this.follow(served, { connection, ...entrance, head: NO_REQUEST, end: connection.received.length }, 0)
      return
    }
    for (let from: number | null = 0; from !== null; ) {
      const arrival = await this.nextRequest(connection, from, entrance)
      from = arrival === null ? null : await this.follow(served, arrival, from)
    }
  }

  /** Answers one request for an attempt, which waits for it when it is closed. */
  private follow(served: ServedAttempt, arrival: Arrival, from: number): Promise<number | null> {
    const serving = this.answer(served, arrival, from)
    served.track(
      arrival.connection,
      serving.then(() => {}),
    )
    return serving
  }

  /** Waits for a whole request that begins at `from`; null where none comes. */
  private async nextRequest(connection: SocketConnection, from: number, entrance: Entrance): Promise<Arrival | null> {
    const read = () => readRequestHead(connection.received.view(), from)
    const isTooLong = () => connection.received.length - from > MOST_HEAD
    await connection.until(() => read() !== null || isTooLong(), HEAD_MS)
    const found = read()
    return found === null ? null : { connection, ...entrance, ...found }
  }

  private async serve(connection: SocketConnection, entrance: Entrance): Promise<void> {
    for (let from = 0; ; ) {
      const arrival = await this.nextRequest(connection, from, entrance)
      const served = arrival === null ? undefined : this.attemptOf(arrival.head)
      if (arrival === null || served === undefined) {
        // A browser opens connections on which it sends nothing.
        const isSilent = connection.received.length === from
        const { pages } = this.options
        const isPage = arrival !== null && pages !== undefined && (await answerPage(arrival, pages))
        if (!isPage && !isSilent) this.turnAway(connection, arrival?.head.target ?? '')
        await connection.leave(null, 500)
        return
      }
      const next = await this.follow(served, arrival, from)
      if (next === null) return
      from = next
    }
  }

  private attemptOf({ target, octets }: RequestHead): ServedAttempt | undefined {
    // A client may send the target in another form, or only in a field: the nonce is what counts.
    const text = target.length > 0 ? target : octets.toString('latin1')
    for (const [nonce, served] of this.attempts) if (text.includes(nonce)) return served
    return this.options.find?.(text)
  }

  private turnAway(connection: SocketConnection, target: string): void {
    if (this.strays.length < MOST_STRAYS) this.strays.push({ target, atMs: this.clock.now() })
    connection.write(Buffer.from(NOT_HERE))
  }

  private varsOf({ path }: ServedAttempt, { head: request, host: address }: Arrival): ReplyVars {
    // A person may use another name of this computer in the URL.
    const [named = ''] = this.options.find ? fieldValues(request.fields, 'Host').map(trimOws) : []
    const host = named.endsWith(address.slice(address.lastIndexOf(':'))) ? named : address
    const [key = ''] = fieldValues(request.fields, 'Sec-WebSocket-Key').map(trimOws)
    const previousKey = this.lastKey
    this.lastKey = key
    const randomAccept = randomBytes(20).toString('base64')
    const { elsewhere, host: clearHost } = this
    return { request, key, accept: acceptFor(key), previousKey, randomAccept, host, clearHost, elsewhere, path }
  }

  /** Answers one request by the script of its attempt, and records the exchange. Gives where the next request begins; null where there is none. */
  private async answer(served: ServedAttempt, arrival: Arrival, from: number): Promise<number | null> {
    const { connection, head, secure, end } = arrival
    const vars = this.varsOf(served, arrival)
    const sent = connection.sent.length
    const { steps, connection: number } = served.take(connection, vars)
    const player = new ReplyPlayer(connection, vars, end, () => served.left())
    await player.play(steps)
    const next = player.asksAgain() ? end + player.early : null
    const start = { connection: number, received: from, sent }
    const { startMs } = served
    const request = head === NO_REQUEST ? null : head
    const nowMs = this.clock.now()
    served.exchanges.push(exchangeRecord({ connection, start, request, secure, player, next, startMs, nowMs }))
    return next
  }
}
