import type { Socket } from 'node:net'
import { type HostileTarget, seeded } from '../kit/hostile-target'
import { endlessly, onRequest } from '../kit/serving'

/** Joins a connection with one to the intact server. */
function joined(socket: Socket, server: Socket): void {
  const end = () => {
    socket.destroy()
    server.destroy()
  }
  socket.on('end', () => server.end())
  server.on('end', () => socket.end())
  for (const each of [socket, server]) {
    each.on('error', end)
    each.on('close', end)
  }
}

/** Passes everything on. */
function through(socket: Socket, server: Socket): void {
  joined(socket, server)
  socket.on('data', (bytes) => server.write(bytes))
  server.on('data', (bytes) => socket.write(bytes))
}

/** Passes everything on; what the server sends, and that it ends, is held back for so long. */
function held(socket: Socket, server: Socket, ms: number): void {
  const timers = new Set<NodeJS.Timeout>()
  const later = (act: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      act()
    }, ms)
    timers.add(timer)
  }
  const end = () => {
    for (const timer of timers) clearTimeout(timer)
    server.destroy()
  }
  socket.on('data', (bytes) => server.write(bytes))
  socket.on('end', () => server.end())
  socket.on('error', end)
  socket.on('close', end)
  server.on('data', (bytes) => later(() => void socket.write(bytes)))
  server.on('end', () => later(() => socket.end()))
  server.on('error', () => later(() => socket.resetAndDestroy()))
}

/** Resets some connections at random: `share` of them, as soon as something is sent. */
function flaky(share: number): HostileTarget {
  const random = seeded()
  return {
    name: `resets-${share * 100}-percent`,
    fate: 'clean',
    proxy: true,
    serve: (socket, _, upstream) => {
      if (random() < share) socket.once('data', () => socket.resetAndDestroy())
      else through(socket, upstream())
    },
  }
}

/** A gateway without its backend at random, for `share` of the connections. */
function badGateway(share: number): HostileTarget {
  const random = seeded()
  return {
    name: `answers-502-to-${share * 100}-percent`,
    fate: 'clean',
    proxy: true,
    serve: (socket, _, upstream) => {
      if (random() >= share) through(socket, upstream())
      else onRequest(socket, () => socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n'))
    },
  }
}

/** Takes so many connections at once; the others are ended in this way. */
function limited(most: number, end: 'close' | 'reset'): HostileTarget {
  let open = 0
  return {
    name: `${most}-connections-then-${end}`,
    fate: 'clean',
    proxy: true,
    serve: (socket, _, upstream) => {
      if (open >= most) {
        if (end === 'reset') socket.resetAndDestroy()
        else socket.end()
        return
      }
      open += 1
      socket.on('close', () => {
        open -= 1
      })
      through(socket, upstream())
    },
  }
}

/** Sends something after the 101, and then what the server sends. */
function greeting(name: string, greet: (socket: Socket) => void): HostileTarget {
  return {
    name,
    fate: 'clean',
    proxy: true,
    serve: (socket, _, upstream) => {
      const server = upstream()
      joined(socket, server)
      socket.on('data', (bytes) => server.write(bytes))
      let greeted = false
      server.on('data', (bytes) => {
        const end = bytes.indexOf('\r\n\r\n') + 4
        const opens = !greeted && bytes.toString('latin1', 0, 12) === 'HTTP/1.1 101' && end > 3
        socket.write(opens ? bytes.subarray(0, end) : bytes)
        if (!opens) return
        greeted = true
        greet(socket)
        if (end < bytes.length) socket.write(bytes.subarray(end))
      })
    },
  }
}

const HEAVY = Buffer.concat([Buffer.from([0x82, 127, 0, 0, 0, 0, 0, 0x10, 0xc8, 0xe0]), Buffer.alloc(1_100_000, 9)])

/** Conforming servers that are only slow, unreliable or talkative. */
export const AROUND_A_SOUND_SERVER: readonly HostileTarget[] = [
  flaky(0.05),
  flaky(0.2),
  flaky(0.5),
  badGateway(0.1),
  badGateway(0.5),
  limited(1, 'reset'),
  limited(2, 'close'),
  limited(4, 'reset'),
  {
    name: 'answers-after-300-ms',
    fate: 'clean',
    proxy: true,
    serve: (socket, _, upstream) => held(socket, upstream(), 300),
  },
  {
    name: 'late-exactly-once',
    fate: 'clean',
    proxy: true,
    serve: (socket, connection, upstream) => held(socket, upstream(), connection === 40 ? 4000 : 0),
  },
  {
    name: 'reads-slowly',
    fate: 'clean',
    proxy: true,
    serve: (socket, _, upstream) => {
      const server = upstream()
      joined(socket, server)
      server.on('data', (bytes) => socket.write(bytes))
      socket.on('data', (bytes) => {
        server.write(bytes)
        socket.pause()
        setTimeout(() => socket.resume(), 5)
      })
    },
  },
  greeting('greets-with-1.1-mb', (socket) => void socket.write(HEAVY)),
  greeting('heartbeat', (socket) => endlessly(socket, () => Buffer.from([0x89, 0x00]), 25)),
]
