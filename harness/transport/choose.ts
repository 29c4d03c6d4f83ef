import { tcp } from './tcp'
import { tls } from './tls'
import type { Endpoint, Transport } from './transport'

/** The transport for an endpoint. Another version of HTTP is one more file and one more line here. */
export function transportFor(endpoint: Endpoint): Transport {
  return endpoint.tls === null ? tcp : tls
}
