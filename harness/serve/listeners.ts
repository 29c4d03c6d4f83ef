import { randomInt } from 'node:crypto'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

/** The port that a ws: URL without one has (RFC 6455 3). */
const DEFAULT_PORT = 80

/** A loopback address that another run is unlikely to use: only one server can listen at its port 80. */
function ownAddress(): string {
  return `127.${randomInt(1, 255)}.${randomInt(1, 255)}.${randomInt(1, 255)}`
}

/** An address and a port as a URL has them: `127.0.0.1:41234`, `[::1]:41234`. */
export function inUrl(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

/** Listens at an address; false where this system does not have it. */
function listening(server: Server, port: number, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRNOTAVAIL' ? resolve(false) : reject(error),
    )
    server.listen(port, address, () => resolve(true))
  })
}

/** Where a server listens. */
export interface ListenOptions {
  /** The port; a free one without it. */
  port?: number
  /** The address to listen at; 127.0.0.1 without it. */
  address?: string
  /**
   * How many further addresses there are for attempts, so that as many may run at once with a client that makes one
   * handshake at a time with each address (RFC 6455 4.1). None: all attempts go to the first address.
   */
  lanes?: number
}

/** A listening socket, and where it listens. */
interface Listener {
  server: Server
  host: string
}

/** The addresses of one server: its own, lanes for attempts, and other origins that answer alike. */
export class Listeners {
  /** Where it listens at port 80, unless this computer reserves that port for others. */
  readonly onDefaultPort = ownAddress()
  /** The first listens at the address of the server, the others are lanes. */
  private readonly own: Listener[] = []
  /** Another origin that answers alike, and where this system allows it the first port on ::1, and port 80. */
  private readonly others: Listener[] = []
  private readonly accept: (socket: Socket) => void

  /** @param accept serves one connection, to whichever address it came */
  constructor(accept: (socket: Socket) => void) {
    this.accept = accept
  }

  /**
   * Listens. Its lanes are on 127.0.0.2 and so on where the system has these addresses, else on 127.0.0.1.
   * @throws {Error} if this computer does not have the address, or the port is taken
   */
  async listen({ port = 0, address = '127.0.0.1', lanes = 0 }: ListenOptions): Promise<void> {
    if (!(await this.add(this.own, port, address))) throw new Error(`this computer has no address ${address}`)
    for (let lane = 0; lane < lanes; lane++)
      if (!(await this.add(this.own, 0, `127.0.0.${lane + 2}`))) await this.add(this.own, 0, '127.0.0.1')
    await this.add(this.others, 0, address)
    await this.add(this.others, Number(this.host.split(':').at(-1)), '::1').catch(() => {})
    await this.add(this.others, DEFAULT_PORT, this.onDefaultPort).catch(() => {})
  }

  /** `127.0.0.1:41234`. It stays when nothing listens any more. */
  get host(): string {
    return this.own[0]?.host ?? ''
  }

  /** The hosts of the lanes. */
  get lanes(): readonly string[] {
    return this.own.slice(1).map(({ host }) => host)
  }

  /** Another origin that answers alike, to which a redirect leads: `127.0.0.1:41235`. */
  get elsewhere(): string {
    return this.others[0]?.host ?? ''
  }

  /** Takes no more connections. Resolves once those that were taken have ended. */
  async close(): Promise<void> {
    const all = [...this.own, ...this.others]
    await Promise.all(all.map(({ server }) => new Promise<void>((resolve) => server.close(() => resolve()))))
  }

  /** Listens at one more address; false where this system does not have it. */
  private async add(to: Listener[], port: number, address: string): Promise<boolean> {
    const server = createServer({ allowHalfOpen: true }, (socket) => this.accept(socket))
    if (!(await listening(server, port, address))) return false
    const { address: own, port: chosen } = server.address() as AddressInfo
    to.push({ server, host: inUrl(own, chosen) })
    return true
  }
}
