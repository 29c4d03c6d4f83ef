import { createHash } from 'node:crypto'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** A TCP server on loopback. */
export interface AnsweringServer {
  port: number
  url: string
  close(): Promise<void>
}

/**
 * Starts a server that answers the first bytes of each connection, and then ends it.
 * @param answer gives the answer to a request; null leaves the connection open without an answer
 */
export async function answering(answer: (request: string) => string | Buffer | null): Promise<AnsweringServer> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    socket.once('data', (bytes) => {
      const reply = answer(bytes.toString('latin1'))
      if (reply !== null) socket.end(reply)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  return { port, url: `ws://127.0.0.1:${port}/`, close }
}

/** A response with this status, these field lines and this content. */
export function response(status: string, fields: readonly string[] = [], content = ''): string {
  return [`HTTP/1.1 ${status}`, `Content-Length: ${content.length}`, ...fields, '', content].join('\r\n')
}

/** The correct 101 response to a request. */
export function switchOf(request: string): string {
  const key = /^sec-websocket-key: (.*)\r$/im.exec(request)?.[1] ?? ''
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  return `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`
}
