import type { AddressInfo, Server, Socket } from 'node:net'
import { createServer as createTcpServer } from 'node:net'
import { createServer as createTlsServer, type TLSSocket } from 'node:tls'
import type { TlsConnection } from '../../case/client-observation'
import type { SocketKind } from '../../transport/socket-connection'
import type { Certificate } from './certificates'

/** node:tls offers no RST: the socket is closed instead. */
export const TLS_KIND: SocketKind = { readyEvent: 'secureConnect', reset: (socket: Socket) => void socket.destroy() }

/** The events of a TLS port. */
export interface TlsPortHandlers {
  /** A client has connected; nothing of TLS has come yet. */
  onArrival(socket: Socket): void
  /** The TLS handshake is done; in clear, bytes have come. */
  onOpen(socket: Socket): void
}

/** What a ClientHello says beside what node:tls keeps of it. */
interface Hello {
  servername: string | null
  alpn: readonly string[]
}

/** What is wrong with a TLS handshake: the alert of the client, or what ended it. */
function faultOf(error: NodeJS.ErrnoException & { reason?: string }): string {
  return error.reason ?? error.code ?? error.message
}

/**
 * A port of its own for the wss: URL of one attempt, on 127.0.0.1 and, where this computer has it, ::1: a client may
 * resolve `localhost` to either. Every connection to it belongs to the attempt, also one whose TLS handshake fails.
 */
export class TlsPort {
  /** Every TLS handshake that ended, well or not, in order. */
  readonly connections: TlsConnection[] = []
  private port = 0
  private readonly servers: Server[] = []
  private readonly sockets = new Set<Socket>()
  private hello: Hello = { servername: null, alpn: [] }
  private readonly certificate: Certificate | null
  private readonly handlers: TlsPortHandlers

  /** @param certificate null to answer in clear text what should be a ClientHello */
  constructor(certificate: Certificate | null, handlers: TlsPortHandlers) {
    this.certificate = certificate
    this.handlers = handlers
  }

  /** Listens on a free port. */
  async listen(): Promise<void> {
    this.port = (await this.listenOn('127.0.0.1', 0)).port
    // Without IPv6, or where the port is taken there, 127.0.0.1 is enough for nearly all clients.
    await this.listenOn('::1', this.port).catch(() => {})
  }

  /** `localhost:41234`. */
  get host(): string {
    return `localhost:${this.port}`
  }

  /** Stops listening, and ends every connection. */
  async close(): Promise<void> {
    const closed = this.servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())))
    for (const socket of this.sockets) socket.destroy()
    await Promise.all(closed)
  }

  private listenOn(host: string, port: number): Promise<AddressInfo> {
    const server = this.certificate === null ? this.inClear() : this.inTls(this.certificate)
    return new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, () => {
        this.servers.push(server)
        resolve(server.address() as AddressInfo)
      })
    })
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket)
    socket.on('error', () => {}).once('close', () => this.sockets.delete(socket))
    this.handlers.onArrival(socket)
  }

  private inClear(): Server {
    return createTcpServer({ allowHalfOpen: true }, (socket) => {
      this.keep(socket)
      this.handlers.onOpen(socket)
    })
  }

  private inTls(certificate: Certificate): Server {
    const server = createTlsServer({
      ...certificate,
      allowHalfOpen: true,
      // Both are called before the end of the handshake they belong to.
      SNICallback: (servername, done) => {
        this.hello = { ...this.hello, servername }
        done(null)
      },
      ALPNCallback: ({ protocols }) => {
        this.hello = { ...this.hello, alpn: protocols }
        return protocols.includes('http/1.1') ? 'http/1.1' : undefined
      },
    })
    server.on('connection', (socket: Socket) => this.keep(socket))
    server.on('secureConnection', (socket: TLSSocket) => {
      this.note(socket.getProtocol(), null)
      this.handlers.onOpen(socket)
    })
    server.on('tlsClientError', (error: NodeJS.ErrnoException) => this.note(null, faultOf(error)))
    return server
  }

  private note(version: string | null, fault: string | null): void {
    this.connections.push({ ...this.hello, version, fault })
    this.hello = { servername: null, alpn: [] }
  }
}
