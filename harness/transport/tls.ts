import { isIP, type Socket } from 'node:net'
import { http1 } from '../wire/http1/protocol'
import { SocketConnection, type SocketKind } from './socket-connection'
import { socketOptions } from './tcp'
import type { Endpoint, Transport } from './transport'

/** node:tls offers no RST: the socket is closed instead. */
const TLS: SocketKind = { readyEvent: 'secureConnect', reset: (socket: Socket) => void socket.destroy() }

function tlsOptions({ servername, ca, insecure }: NonNullable<Endpoint['tls']>) {
  return {
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: !insecure,
    // An IP address is no name to ask for (RFC 6066 3).
    ...(isIP(servername) ? {} : { servername }),
    ...(ca === undefined ? {} : { ca }),
  }
}

/** HTTP/1.1 over TLS, for wss: URLs. node:tls is loaded where it is used. */
export const tls: Transport = {
  protocol: http1,
  connect: async (endpoint, clock) => {
    const { connect } = await import('node:tls')
    const options = { ...socketOptions(endpoint), ...(endpoint.tls ? tlsOptions(endpoint.tls) : {}) }
    return new SocketConnection(connect(options), TLS, clock)
  },
}
