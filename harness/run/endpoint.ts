import type { Endpoint } from '../transport/transport'
import type { Target } from './target'

/** Where a target is reached: the address of its URL, or that of --connect. */
export function endpointOf({ url, connect, tls }: Target): Endpoint {
  const isSecure = url.protocol === 'wss:'
  const name = url.hostname.replace(/^\[|\]$/g, '')
  const port = url.port === '' ? (isSecure ? 443 : 80) : Number(url.port)
  return {
    host: connect?.host ?? name,
    port: connect?.port ?? port,
    tls: isSecure ? { servername: name, ...tls } : null,
  }
}
