import { connect, type Socket } from 'node:net'
import { http1 } from '../wire/http1/protocol'
import { SocketConnection, type SocketKind } from './socket-connection'
import type { Endpoint, Transport } from './transport'

const TCP: SocketKind = { readyEvent: 'connect', reset: (socket: Socket) => void socket.resetAndDestroy() }

/** The options of node:net for an endpoint. The peer's FIN does not end the sending side. */
export function socketOptions({ host, port, family }: Endpoint) {
  return { host, port, allowHalfOpen: true, ...(family === undefined ? {} : { family }) }
}

/** HTTP/1.1 over TCP, for ws: URLs. */
export const tcp: Transport = {
  protocol: http1,
  connect: async (endpoint, clock) => new SocketConnection(connect(socketOptions(endpoint)), TCP, clock),
}
