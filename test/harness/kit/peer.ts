import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { latin1 } from './bytes'

const FIXTURES = join(__dirname, '../../fixtures')

/** The certificate of a TLS peer, which is also what to trust. */
export const CERTIFICATE = readFileSync(join(FIXTURES, 'tls-cert.pem'), 'utf8')

/** A server of a test, on a port of 127.0.0.1 that the system chose. */
export interface Peer {
  readonly port: number
  /** Connections so far, those that are open, and the most that were open at once. */
  readonly count: { total: number; now: number; most: number }
  /** Every error of the server's own code: there should be none. */
  readonly errors: unknown[]
  /** Resolves once no connection is open; rejects after `ms`. */
  quiet(ms?: number): Promise<void>
  /** Ends everything at once. */
  close(): Promise<void>
}

const open = new Set<Peer>()

/** Closes every peer that a test left: for `afterEach`. */
export async function closePeers(): Promise<void> {
  await Promise.all([...open].map((peer) => peer.close()))
}

/** What a peer does with a connection; `nth` counts from 1. */
export type Behaviour = (socket: Socket, nth: number) => void

/** Starts a server that treats each connection as `behave` says. Errors of the connection are ignored. */
export async function listen(
  behave: Behaviour,
  { tls = false, halfOpen = false, host = '127.0.0.1', port = 0 } = {},
): Promise<Peer> {
  const count = { total: 0, now: 0, most: 0 }
  const errors: unknown[] = []
  const sockets = new Set<Socket>()
  const onQuiet = new Set<() => void>()
  const accept = (socket: Socket) => {
    count.total += 1
    count.now += 1
    count.most = Math.max(count.most, count.now)
    sockets.add(socket)
    let over = false
    // The peer's turn is over with our FIN or RST: its own socket closes some turns of the loop later.
    const leave = () => {
      if (!over) count.now -= 1
      over = true
    }
    socket.on('end', leave)
    socket.on('error', leave)
    socket.on('close', () => {
      leave()
      sockets.delete(socket)
      if (sockets.size === 0) for (const resolve of onQuiet) resolve()
    })
    try {
      behave(socket, count.total)
    } catch (error) {
      errors.push(error)
    }
  }
  const key = readFileSync(join(FIXTURES, 'tls-key.pem'), 'utf8')
  const server: Server = tls
    ? createTlsServer({ key, cert: CERTIFICATE, allowHalfOpen: halfOpen }, accept)
    : createServer({ allowHalfOpen: halfOpen, noDelay: true }, accept)
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const peer: Peer = {
    port: typeof address === 'object' && address ? address.port : 0,
    count,
    errors,
    quiet: (ms = 2000) =>
      new Promise((resolve, reject) => {
        if (sockets.size === 0) return resolve()
        const timer = setTimeout(() => reject(new Error(`${sockets.size} connections are still open`)), ms)
        onQuiet.add(() => {
          clearTimeout(timer)
          resolve()
        })
      }),
    close: () =>
      new Promise((resolve) => {
        open.delete(peer)
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
  open.add(peer)
  return peer
}

/** A port of 127.0.0.1 on which nothing listens: that of a client, so that nobody else is given it until `closePeers`. */
export async function closedPort(): Promise<number> {
  const { port } = await listen((socket) => void socket.resume())
  const client = connect(port, '127.0.0.1')
  client.on('error', () => {}).resume()
  await once(client, 'connect')
  return client.localPort ?? 0
}

/** A request that a peer has received. */
export interface Asked {
  text: string
  line: string
  /** The values of the lines called `name`, without SP and HTAB around them. */
  values(name: string): string[]
}

function askedOf(text: string): Asked {
  const [line = '', ...lines] = text.split('\r\n')
  const named = lines.map((each) => [
    each.split(':', 1)[0]?.trim().toLowerCase(),
    each.slice(each.indexOf(':') + 1).trim(),
  ])
  return {
    text,
    line,
    values: (name) => named.filter(([own]) => own === name.toLowerCase()).map(([, value]) => value ?? ''),
  }
}

/** Calls `answer` with each header section that arrives, and with the bytes after it; at most `most` times. */
export function onRequest(
  socket: Socket,
  answer: (asked: Asked, behind: Buffer) => void,
  most = Number.POSITIVE_INFINITY,
): void {
  let text = ''
  let times = 0
  socket.on('data', (octets: Buffer) => {
    if (times >= most) return
    text += octets.toString('latin1')
    for (let end = text.indexOf('\r\n\r\n'); end >= 0 && times < most; end = text.indexOf('\r\n\r\n')) {
      const head = text.slice(0, end)
      text = text.slice(end + 4)
      times += 1
      answer(askedOf(head), latin1(text))
    }
  })
}

/** Answers the first request of a connection with these bytes. */
export function answers(octets: string | Buffer | ((asked: Asked) => string | Buffer)): Behaviour {
  return (socket) =>
    onRequest(
      socket,
      (asked) => {
        const own = typeof octets === 'function' ? octets(asked) : octets
        socket.write(typeof own === 'string' ? latin1(own) : own)
      },
      1,
    )
}
