import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createServer, type Server, type Socket } from 'node:net'
import type { RequestHead } from '../case/client-observation'
import type { ReplyVars } from '../case/reply'
import { Deadline } from '../transport/deadline'
import { SocketConnection } from '../transport/socket-connection'
import { fieldValues, trimOws } from '../wire/http1/fields'
import { MOST_HEAD, readRequestHead } from '../wire/http1/request-head'
import { acceptFor } from '../wire/websocket/accept'
import { exchangeRecord } from './exchange-record'
import { type Arrival, Place, type PlaceOptions } from './place'
import { ReplyPlayer } from './player'

/** How long a connection may take to send a whole request, ms: a client that connects and is silent holds nothing for longer. */
const HEAD_MS = 10_000

/** The most targets of strays that are kept. */
const MOST_STRAYS = 100

const KIND = { readyEvent: 'connect', reset: (socket: Socket) => void socket.resetAndDestroy() } as const

const NOT_HERE = 'HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'

/**
 * A raw server on loopback that answers clients by scripts. It numbers attempts by path, `/c/C5.01/NONCE`: a request whose
 * target holds the nonce belongs to that attempt, on whatever connection and in whatever order it comes. Nothing that a
 * client does throws, and every wait is bounded.
 */
export class CaseServer {
  /** The targets of requests that belong to no attempt, with the time of each in milliseconds of this server. */
  readonly strays: { target: string; atMs: number }[] = []
  private readonly places = new Map<string, Place>()
  private readonly clock = new Deadline(Number.POSITIVE_INFINITY)
  private readonly connections = new Set<SocketConnection>()
  private readonly server: Server
  private lastKey = ''

  private constructor() {
    this.server = createServer({ allowHalfOpen: true }, (socket) => this.accept(socket))
  }

  /** Listens on a free port of 127.0.0.1. */
  static async listen(port = 0): Promise<CaseServer> {
    const server = new CaseServer()
    await new Promise<void>((resolve, reject) => {
      server.server.once('error', reject)
      server.server.listen(port, '127.0.0.1', resolve)
    })
    return server
  }

  /** `127.0.0.1:41234`. */
  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  /** The time of this server, ms. */
  now(): number {
    return this.clock.now()
  }

  /** Makes a place for one attempt of a client. */
  open(options: PlaceOptions): Place {
    const nonce = randomBytes(6).toString('hex')
    const place = new Place(options, nonce, () => this.clock.now())
    this.places.set(nonce, place)
    return place
  }

  /** Ends an attempt. What comes to its path afterwards is a stray. */
  async closePlace(place: Place): Promise<void> {
    for (const [nonce, each] of this.places) if (each === place) this.places.delete(nonce)
    await place.close()
  }

  /** Stops listening, and ends every connection. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()))
    for (const connection of this.connections) connection.destroy()
    await closed
  }

  private accept(socket: Socket): void {
    const connection = new SocketConnection(socket, KIND, this.clock)
    connection.state.connectedMs = this.clock.now()
    this.connections.add(connection)
    void this.serve(connection).finally(() => {
      connection.destroy()
      this.connections.delete(connection)
    })
  }

  /** Waits for a whole request that begins at `from`; null where none comes. */
  private async nextRequest(connection: SocketConnection, from: number): Promise<Arrival | null> {
    const read = () => readRequestHead(connection.received.view(), from)
    const isTooLong = () => connection.received.length - from > MOST_HEAD
    await connection.until(() => read() !== null || isTooLong(), HEAD_MS)
    const found = read()
    return found === null ? null : { connection, ...found }
  }

  private async serve(connection: SocketConnection): Promise<void> {
    for (let from = 0; ; ) {
      const arrival = await this.nextRequest(connection, from)
      const place = arrival === null ? undefined : this.placeOf(arrival.head)
      if (arrival === null || place === undefined) {
        this.turnAway(connection, arrival?.head.target ?? '')
        await connection.leave(null, 500)
        return
      }
      const serving = this.answer(place, arrival, from)
      place.track(
        connection,
        serving.then(() => {}),
      )
      const next = await serving
      if (next === null) return
      from = next
    }
  }

  private placeOf({ target, octets }: RequestHead): Place | undefined {
    // A client may send the target in another form, or only in a field: the nonce is what counts.
    const text = target.length > 0 ? target : octets.toString('latin1')
    for (const [nonce, place] of this.places) if (text.includes(nonce)) return place
    return undefined
  }

  private turnAway(connection: SocketConnection, target: string): void {
    if (this.strays.length < MOST_STRAYS) this.strays.push({ target, atMs: this.clock.now() })
    connection.write(Buffer.from(NOT_HERE))
  }

  private varsOf(place: Place, request: RequestHead): ReplyVars {
    const [key = ''] = fieldValues(request.fields, 'Sec-WebSocket-Key').map(trimOws)
    const previousKey = this.lastKey
    this.lastKey = key
    const randomAccept = randomBytes(20).toString('base64')
    return { request, key, accept: acceptFor(key), previousKey, randomAccept, host: this.host, path: place.path }
  }

  /** Answers one request by the script of its attempt, and records the exchange. Gives where the next request begins; null where there is none. */
  private async answer(place: Place, { connection, head, end }: Arrival, from: number): Promise<number | null> {
    const vars = this.varsOf(place, head)
    const sent = connection.sent.length
    const { steps, connection: number } = place.take(connection, vars)
    const player = new ReplyPlayer(connection, vars, end, () => place.left())
    await player.play(steps)
    const next = player.asksAgain() ? end + player.early : null
    const start = { connection: number, received: from, sent }
    const { startMs } = place
    const nowMs = this.clock.now()
    place.exchanges.push(exchangeRecord({ connection, start, request: head, player, next, startMs, nowMs }))
    return next
  }
}
