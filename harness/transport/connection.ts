import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import type { Chunk } from '../case/observation'
import type { Ended } from '../case/results'
import { OPCODE, writeFrame } from '../wire/websocket/frame'
import { randomOctets } from './random'

/** Where to connect, and with which TLS where the URL is wss:. */
export interface Endpoint {
  host: string
  port: number
  /** The address family; without it, what the name gives. */
  family?: 4 | 6
  tls: null | { servername: string; ca?: string; insecure: boolean }
}

/** More octets than this are not read from one connection. */
export const MOST_OCTETS = 1 << 20

/** How long the peer has to end a link that a Close frame has ended, ms. */
const FAREWELL_MS = 100

/** The time that one connection has. */
export class Deadline {
  readonly start = performance.now()
  private readonly limit: number
  constructor(limit: number) {
    this.limit = limit
  }
  now(): number {
    return performance.now() - this.start
  }
  left(): number {
    return Math.max(0, this.limit - this.now())
  }
}

/** One socket and what came over it. Every wait is bounded; nothing the peer sends throws. */
export class Connection {
  readonly sent: Chunk[] = []
  readonly received: Chunk[] = []
  ended: Ended | null = null
  errorCode: string | null = null
  connectedMs: number | null = null
  endedMs: number | null = null
  overflow = false
  /** True once a script has sent the FIN before the peer's. */
  halfClosed = false
  private buffer = Buffer.allocUnsafe(1024)
  private length = 0
  private wake: (() => void) | null = null
  private readonly clock: Deadline
  private readonly socket: Socket
  private readonly secure: boolean

  constructor(socket: Socket, clock: Deadline, readyEvent: 'connect' | 'secureConnect') {
    this.socket = socket
    this.secure = readyEvent === 'secureConnect'
    this.clock = clock
    socket.setNoDelay(true)
    socket.on(readyEvent, () => {
      this.connectedMs = clock.now()
      this.notify()
    })
    socket.on('data', (octets: Buffer) => this.take(octets))
    socket.on('end', () => this.finish('closed'))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.errorCode = error.code ?? error.message
      this.finish(this.connectedMs === null ? 'refused' : 'reset')
    })
    socket.on('close', () => this.finish(this.connectedMs === null ? 'refused' : 'closed'))
  }

  private take(octets: Buffer): void {
    if (this.ended !== null) return
    const room = octets.subarray(0, MOST_OCTETS - this.length)
    if (this.length + room.length > this.buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + room.length))
      this.buffer.copy(larger, 0, 0, this.length)
      this.buffer = larger
    }
    room.copy(this.buffer, this.length)
    this.length += room.length
    this.received.push({ atMs: this.clock.now(), octets: room })
    if (room.length < octets.length) {
      this.overflow = true
      this.finish('open')
      this.socket.destroy()
    }
    this.notify()
  }

  private finish(how: Ended): void {
    if (this.ended !== null) return
    this.ended = how
    this.endedMs = this.clock.now()
    this.notify()
  }

  private notify(): void {
    const wake = this.wake
    this.wake = null
    wake?.()
  }

  /** The octets received so far; a view, valid until the next octets come. */
  view(): Buffer {
    return this.buffer.subarray(0, this.length)
  }

  get receivedBytes(): number {
    return this.length
  }

  /** Waits until `met` holds, the peer has ended, or `ms` are over; tells whether it holds. */
  async until(met: () => boolean, ms: number): Promise<boolean> {
    const until = this.clock.now() + ms
    while (!met()) {
      const left = until - this.clock.now()
      if (this.ended !== null || left <= 0) return met()
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.ceil(left))
        this.wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    return true
  }

  write(octets: Buffer): void {
    if (octets.length === 0 || this.socket.destroyed || !this.socket.writable) return
    this.sent.push({ atMs: this.clock.now(), octets })
    this.socket.write(octets)
  }

  /** Stops reading, so that the receive window fills, or goes on. */
  read(on: boolean): void {
    if (on) this.socket.resume()
    else this.socket.pause()
  }

  /** Octets that were written and are not yet handed to the system. */
  get backlog(): number {
    return this.socket.writableLength
  }

  halfClose(): void {
    if (this.socket.writable) this.socket.end()
    this.halfClosed = true
  }

  /** Ends the connection with a RST; over TLS, where node:tls offers none, by closing the socket. */
  reset(): void {
    this.finish('open')
    if (this.secure) this.socket.destroy()
    else this.socket.resetAndDestroy()
  }

  /** Ends the connection from our side at once. */
  abandon(): void {
    this.finish(this.connectedMs === null ? 'refused' : 'open')
    this.socket.destroy()
  }

  /** Leaves a link as RFC 6455 7.1.1 asks, with a Close unless one was sent, but waits only shortly for the other side. */
  async farewell(saidGoodbye: boolean): Promise<void> {
    const status = Buffer.from([0x03, 0xe8])
    if (!this.socket.writable || this.socket.readableEnded) return
    if (!saidGoodbye) this.write(writeFrame({ opcode: OPCODE.close, payload: status }, randomOctets(4)))
    this.socket.end()
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, FAREWELL_MS)
      this.socket.once('close', () => {
        clearTimeout(timer)
        resolve()
      })
    })
  }

  destroy(): void {
    this.socket.destroy()
  }
}

/** Begins to connect; what comes of it shows in the connection. node:tls is loaded where a wss: target needs it. */
export async function open(endpoint: Endpoint, clock: Deadline): Promise<Connection> {
  const { host, port, family, tls } = endpoint
  const where = family === undefined ? { host, port } : { host, port, family }
  if (tls === null) return new Connection(connectTcp({ ...where, allowHalfOpen: true }), clock, 'connect')
  const { connect } = await import('node:tls')
  const { servername, ca, insecure } = tls
  const options = { ...where, allowHalfOpen: true, ALPNProtocols: ['http/1.1'], rejectUnauthorized: !insecure }
  const named = isIP(servername) ? options : { ...options, servername }
  return new Connection(connect(ca === undefined ? named : { ...named, ca }), clock, 'secureConnect')
}
