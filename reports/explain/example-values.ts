import { EXAMPLE_PROFILE } from '../../harness/case/profile'
import type { Vars } from '../../harness/case/vars'

/** The handshake of RFC 6455 1.3: the values of a request on a page, where a run has those of its target. */
export const EXAMPLE: Vars = {
  host: 'server.example.com',
  hostname: 'server.example.com',
  port: '',
  profile: EXAMPLE_PROFILE,
  resource: '/chat',
  key: 'dGhlIHNhbXBsZSBub25jZQ==',
  otherKey: 'AQIDBAUGBwgJCgsMDQ4PEA==',
  random: 'wsspec-xxxxxxxxxxxx',
  subprotocols: ['chat', 'superchat'],
  origin: 'http://server.example.com',
  tls: false,
}

/** The server that a line by hand is for. */
export const BY_HAND = { tls: false, host: '127.0.0.1', port: 8080 } as const

/** The values of the same handshake for that server. */
export const LOCAL: Vars = {
  ...EXAMPLE,
  host: `localhost:${BY_HAND.port}`,
  hostname: 'localhost',
  port: String(BY_HAND.port),
  resource: '/',
  origin: `http://localhost:${BY_HAND.port}`,
}
