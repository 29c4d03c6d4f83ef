import { randomBytes } from 'node:crypto'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { computeAccept } from './handshake-fields'
import type { Listening } from './server'

/** A server that is wrong about everything. It proves that no case passes for the wrong reason. */
export interface WholesaleServer {
  readonly name: string
  readonly says: string
  /** Starts it on 127.0.0.1; port 0 takes a free one. */
  listen(options?: { readonly port?: number }): Promise<Listening>
}

/** What to send after an empty line; `undefined` for nothing. */
type Reply = (request: string) => { readonly text: string; readonly end: boolean } | undefined

const HELD_LIMIT = 65_536

function switching(accept: string): string {
  return `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`
}

/** The servers that are wrong about everything. */
export const WHOLESALE: readonly WholesaleServer[] = [
  wholesale({
    name: 'accepts-everything',
    says: 'answers 101 with the right Accept to anything that ends with an empty line',
    reply(request) {
      const key = /^sec-websocket-key:[ \t]*(.*?)[ \t]*\r?$/im.exec(request)?.[1] ?? ''
      return { text: switching(computeAccept(key)), end: false }
    },
  }),
  wholesale({
    name: 'refuses-everything',
    says: 'answers 400 to anything that ends with an empty line',
    reply: () => ({ text: 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', end: true }),
  }),
  wholesale({
    name: 'never-answers',
    says: 'accepts every connection and never answers',
    reply: () => undefined,
  }),
  wholesale({
    name: 'random-accept',
    says: 'answers 101 with an Accept that does not match the key',
    reply: () => ({ text: switching(randomBytes(20).toString('base64')), end: false }),
  }),
]

function wholesale({ reply, ...about }: Omit<WholesaleServer, 'listen'> & { reply: Reply }): WholesaleServer {
  return { ...about, listen: (options = {}) => start(reply, options.port ?? 0) }
}

function start(reply: Reply, port: number): Promise<Listening> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // A peer may leave by a reset.
    socket.on('error', () => {})
    answerOnce(socket, reply)
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      resolve({
        port: (server.address() as AddressInfo).port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed())
            for (const socket of sockets) socket.destroy()
          }),
      })
    })
  })
}

function answerOnce(socket: Socket, reply: Reply): void {
  let held = ''
  let answered = false
  socket.on('data', (bytes) => {
    if (answered) return
    held = (held + bytes.toString('latin1')).slice(-HELD_LIMIT)
    if (!/\r?\n\r?\n/.test(held)) return
    answered = true
    const answer = reply(held)
    if (answer?.end) socket.end(answer.text)
    else if (answer !== undefined) socket.write(answer.text)
  })
}
