import { createHash } from 'node:crypto'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { listen } from '../../../servers-under-test/scratch/server'
import type { HostileTarget } from './hostile-target'

/** A hostile target that listens on loopback. */
export interface Serving {
  port: number
  close: () => Promise<void>
}

/** Starts a target; one that passes connections on also gets an intact server. */
export async function startHostile(target: HostileTarget): Promise<Serving> {
  const intact = target.proxy ? await listen() : null
  const sockets = new Set<Socket>()
  const track = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    return socket
  }
  let connection = 0
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    track(socket)
    target.serve(socket, connection++, () => {
      if (!intact) throw new Error(`${target.name} has no server behind it`)
      return track(connect({ port: intact.port, host: '127.0.0.1', allowHalfOpen: true }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const socket of sockets) socket.destroy()
    await closed
    await intact?.close()
  }
  return { port, close }
}

/** The 101 that accepts the handshake in these bytes, with further field lines. */
export function switching(request: Buffer, ...lines: readonly string[]): Buffer {
  const key = /^sec-websocket-key:[ \t]*(.*?)[ \t]*\r$/im.exec(request.toString('latin1'))?.[1] ?? ''
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  const head = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accept}`,
    ...lines,
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1')
}

/** Calls `answer` with the first header section of a connection, once it is complete. */
export function onRequest(socket: Socket, answer: (request: Buffer) => void): void {
  let received = Buffer.alloc(0)
  const read = (bytes: Buffer) => {
    received = Buffer.concat([received, bytes]).subarray(0, 131_072)
    if (!received.includes('\r\n\r\n')) return
    socket.off('data', read)
    answer(received)
  }
  socket.on('data', read)
  socket.on('end', () => socket.end())
}

/** Writes pieces for as long as the peer takes them: as fast as it can, or one each so many milliseconds. */
export function endlessly(socket: Socket, piece: () => Buffer | string, everyMs = 0): void {
  let timer: NodeJS.Timeout | undefined
  const step = () => {
    if (socket.destroyed || !socket.writable) return
    const more = socket.write(piece())
    if (everyMs > 0) timer = setTimeout(step, everyMs)
    else if (more) setImmediate(step)
  }
  if (everyMs === 0) socket.on('drain', step)
  socket.on('close', () => clearTimeout(timer))
  step()
}
