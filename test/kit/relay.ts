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
  /** What the client gets after a 101 before nothing passes any more. */
  lastBytes?: Buffer
  /** The client gets one byte at a time, so far apart. */
  dripMs?: number
  /** Whether a connection is reset once it has sent something; `others` is how many are open beside it. */
  resets?: (nth: number, others: number) => boolean
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

/** Gives a function that writes to a socket, and one that ends it after that: at once, or a byte each so many milliseconds. */
function writerTo(socket: Socket, dripMs: number) {
  if (dripMs === 0) return { write: (bytes: Buffer) => void socket.write(bytes), end: () => void socket.end() }
  let left = Buffer.alloc(0)
  let ends = false
  const timer = setInterval(() => {
    if (left.length > 0) socket.write(left.subarray(0, 1))
    else if (ends) socket.end()
    left = left.subarray(1)
  }, dripMs)
  socket.on('close', () => clearInterval(timer))
  return {
    write: (bytes: Buffer) => {
      left = Buffer.concat([left, bytes])
    },
    end: () => {
      ends = true
    },
  }
}

/** The offset after the header section of the first 101 among answers; -1 where there is none. */
function endOf101(answers: string): number {
  const start = answers.indexOf('HTTP/1.1 101')
  const end = start < 0 ? -1 : answers.indexOf('\r\n\r\n', start)
  return end < 0 ? -1 : end + 4
}

/** Passes on one connection, with its trouble. */
function passOn(client: Socket, server: Socket, nth: number, trouble: Trouble): void {
  const { answerMs = 0, wayMs = 0, passes, mutesLink, lateMs, lastBytes = Buffer.alloc(0), dripMs = 0 } = trouble
  const toClient = writerTo(client, dripMs)
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
      if (state === 'swallowed') return
      const end = endOf101(head)
      if (end >= 0) state = 'open'
      if (end >= 0 && mutesLink)
        passed = Buffer.concat([bytes.subarray(0, bytes.length - (head.length - end)), lastBytes])
    }
    after(wayMs, () => toClient.write(passed))
  })
  const staysOpen = () =>
    state === 'swallowed' || (state === 'open' && mutesLink) || (passes !== undefined && head === '')
  server.on('end', () => {
    if (!staysOpen()) after(wayMs, () => toClient.end())
  })
}

/** Puts a relay with this trouble in front of the server on `port`. */
export async function relay(port: number, trouble: Trouble): Promise<Relay> {
  const sockets = new Set<Socket>()
  let [nth, open] = [0, 0]
  const listener: Server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const server = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true })
    for (const socket of [client, server]) sockets.add(socket.on('close', () => sockets.delete(socket)))
    nth += 1
    open += 1
    client.on('close', () => {
      open -= 1
    })
    if (trouble.resets?.(nth, open - 1)) client.on('error', () => {}).once('data', () => client.resetAndDestroy())
    else passOn(client, server, nth, trouble)
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
