import { connect, createServer, type Server, type Socket } from 'node:net'

/** What a relay does to the connections of the server after it. Times are milliseconds. */
export interface Trouble {
  /** How late the bytes of a request reach the server, until it has answered 101. */
  answerMs?: number
  /** How late all bytes arrive, each way. */
  wayMs?: number
  /** Whether the client gets the answer that begins with these bytes. The connection stays open without it. */
  passes?: (answer: string, nth: number) => boolean
  /** After a 101, nothing passes any more. */
  mutesLink?: true
  /** Counts from 1: how late the first bytes of this connection reach the server. */
  lateMs?: (nth: number) => number
}

/** A relay that listens on 127.0.0.1. */
export interface Relay {
  readonly port: number
  close(): Promise<void>
}

/** Calls `act` after `ms`; at once, and in order, where that is 0. */
function after(ms: number, act: () => void): void {
  if (ms > 0) setTimeout(act, ms)
  else act()
}

/** Passes on one connection, with its trouble. */
function passOn(client: Socket, server: Socket, nth: number, trouble: Trouble): void {
  const { answerMs = 0, wayMs = 0, passes, mutesLink, lateMs } = trouble
  let head = ''
  let state: 'asked' | 'open' | 'swallowed' = 'asked'
  const end = () => {
    client.destroy()
    server.destroy()
  }
  client.on('error', end).on('close', () => server.destroy())
  server.on('error', end)
  client.on('data', (bytes) => {
    if (state === 'open' && mutesLink) return
    const ms = wayMs + (state === 'open' ? 0 : answerMs + (lateMs?.(nth) ?? 0))
    after(ms, () => void server.write(bytes))
  })
  client.on('end', () => after(wayMs + (state === 'open' ? 0 : answerMs), () => server.end()))
  server.on('data', (bytes) => {
    if (state === 'swallowed' || (state === 'open' && mutesLink)) return
    let passed = bytes
    if (state === 'asked') {
      head += bytes.toString('latin1')
      if (passes && !passes(head, nth)) state = 'swallowed'
      else if (head.startsWith('HTTP/1.1 101') && head.includes('\r\n\r\n')) state = 'open'
      if (state === 'swallowed') return
      if (state === 'open' && mutesLink) passed = bytes.subarray(0, bytes.indexOf('\r\n\r\n') + 4)
    }
    after(wayMs, () => void client.write(passed))
  })
  const staysOpen = () =>
    state === 'swallowed' || (state === 'open' && mutesLink) || (passes !== undefined && head === '')
  server.on('end', () => {
    if (!staysOpen()) after(wayMs, () => client.end())
  })
}

/** Puts a relay with this trouble in front of the server on `port`. */
export async function relay(port: number, trouble: Trouble): Promise<Relay> {
  const sockets = new Set<Socket>()
  let nth = 0
  const listener: Server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const server = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true })
    for (const socket of [client, server]) sockets.add(socket.on('close', () => sockets.delete(socket)))
    nth += 1
    passOn(client, server, nth, trouble)
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    close: () =>
      new Promise((resolve) => {
        listener.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
