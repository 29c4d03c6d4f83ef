import type { Socket } from 'node:net'
import type { Chunk } from '../case/recording'
import type { Ended } from '../case/results'
import type { Deadline } from './deadline'
import { ReceivedBytes } from './received-bytes'
import type { Connection, ConnectionState } from './transport'
import { Wakeup } from './wakeup'

/** Maximum number of bytes that are read after the end of a script. */
const MOST_FAREWELL = 1 << 18

/** How a kind of socket differs from another. */
export interface SocketKind {
  /** The event after which bytes can be sent. */
  readyEvent: 'connect' | 'secureConnect'
  reset(socket: Socket): void
}

/** A connection over one socket of node:net or node:tls. */
export class SocketConnection implements Connection {
  readonly sent: Chunk[] = []
  readonly received = new ReceivedBytes()
  readonly state: ConnectionState = {
    connectedMs: null,
    ended: null,
    endedMs: null,
    errorCode: null,
    halfClosed: false,
  }
  overflow = false
  private take = (_bytes: Buffer): boolean => this.received.isWhole
  private readonly wakeup = new Wakeup()
  private readonly socket: Socket
  private readonly kind: SocketKind
  private readonly clock: Deadline

  constructor(socket: Socket, kind: SocketKind, clock: Deadline) {
    this.socket = socket
    this.kind = kind
    this.clock = clock
    socket.setNoDelay(true)
    socket.on(kind.readyEvent, () => {
      this.state.connectedMs = clock.now()
      this.wakeup.notify()
    })
    socket.on('data', (bytes: Buffer) => this.receive(bytes))
    socket.on('end', () => this.finish('closed'))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.state.errorCode = error.code ?? error.message
      this.finish(this.unlessRefused('reset'))
    })
    socket.on('close', () => this.finish(this.unlessRefused('closed')))
  }

  private unlessRefused(how: Ended): Ended {
    return this.state.connectedMs === null ? 'refused' : how
  }

  private receive(bytes: Buffer): void {
    if (this.state.ended !== null) return
    this.received.add(bytes, this.clock.now())
    if (!this.take(bytes)) {
      this.overflow = true
      this.finish('open')
      this.socket.destroy()
    }
    this.wakeup.notify()
  }

  tap(take: (bytes: Buffer) => boolean): void {
    this.take = take
  }

  private finish(how: Ended): void {
    if (this.state.ended !== null) return
    this.state.ended = how
    this.state.endedMs = this.clock.now()
    this.wakeup.notify()
  }

  get backlog(): number {
    return this.socket.writableLength
  }

  async until(met: () => boolean, ms: number): Promise<boolean> {
    const until = this.clock.now() + ms
    while (!met()) {
      const left = until - this.clock.now()
      if (this.state.ended !== null || left <= 0) return met()
      await this.wakeup.wait(left)
    }
    return true
  }

  write(bytes: Buffer): void {
    if (bytes.length === 0 || this.socket.destroyed || !this.socket.writable) return
    this.sent.push({ atMs: this.clock.now(), octets: bytes })
    this.socket.write(bytes)
  }

  pauseReading(): void {
    this.socket.pause()
  }

  resumeReading(): void {
    this.socket.resume()
  }

  halfClose(): void {
    if (this.socket.writable) this.socket.end()
    this.state.halfClosed = true
  }

  reset(): void {
    this.finish('open')
    this.kind.reset(this.socket)
  }

  abandon(): void {
    this.finish(this.unlessRefused('open'))
    this.socket.destroy()
  }

  async leave(goodbye: Buffer | null, ms: number): Promise<void> {
    if (!this.socket.writable || this.socket.readableEnded) return
    // What a peer sends now decides nothing: one that floods is not waited for.
    const most = this.received.length + MOST_FAREWELL
    this.tap(() => this.received.length < most)
    if (goodbye !== null) this.write(goodbye)
    this.socket.end()
    const closed = new Wakeup()
    this.socket.once('close', () => closed.notify())
    await closed.wait(ms)
  }

  destroy(): void {
    this.socket.destroy()
  }
}
