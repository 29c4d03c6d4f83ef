import type { HostileTarget } from '../kit/hostile-target'
import { onRequest } from '../kit/serving'

/** True for the correct handshake, and for what a usual client sends beside it. */
function isUsual(request: string): boolean {
  const [first = '', ...lines] = request.split('\r\n')
  const value = (name: string) => lines.filter((line) => line.toLowerCase().startsWith(`${name}: `))
  return (
    /^GET \S+ HTTP\/1\.1$/.test(first) &&
    value('upgrade').join() === 'Upgrade: websocket' &&
    value('connection').join() === 'Connection: Upgrade' &&
    value('sec-websocket-version').join() === 'Sec-WebSocket-Version: 13' &&
    value('sec-websocket-key').length === 1 &&
    value('host').length === 1
  )
}

/** Passes the correct handshake on to the intact server, and does something else with all others. */
function controlOnly(name: string, otherwise: 'silent' | 'close' | 'reset' | 'half an answer'): HostileTarget {
  return {
    name,
    fate: 'faulty',
    proxy: true,
    serve: (socket, _, upstream) =>
      onRequest(socket, (request) => {
        if (isUsual(request.toString('latin1'))) {
          const server = upstream()
          server.on('data', (bytes) => socket.write(bytes))
          server.on('end', () => socket.end())
          server.on('close', () => socket.destroy())
          socket.on('close', () => server.destroy())
          socket.on('data', (bytes) => server.write(bytes))
          server.write(request)
        } else if (otherwise === 'close') socket.end()
        else if (otherwise === 'reset') socket.resetAndDestroy()
        else if (otherwise === 'half an answer') socket.write('HTTP/1.1 400 Bad')
      }),
  }
}

/** Servers that behave for the correct handshake only. */
export const CONTROL_ONLY: readonly HostileTarget[] = [
  controlOnly('silent-but-for-the-control', 'silent'),
  controlOnly('closes-but-for-the-control', 'close'),
  controlOnly('resets-but-for-the-control', 'reset'),
  controlOnly('half-an-answer-but-for-the-control', 'half an answer'),
]
