import type { Profile } from '../../harness/case/profile'
import type { Vars } from '../../harness/case/request'

const PROFILE: Profile = {
  allowedOrigin: 'http://allowed.example',
  deniedOrigin: 'http://evil.example',
  missingPath: '/missing',
  redirectPath: '/old',
  authPath: '/private',
  credentials: 'Basic dXNlcjpwYXNz',
  authCookie: 'session=5e5a3e',
  strictHost: true,
  vhosts: ['second.example.com', 'server.example.com'],
  queryIgnored: true,
  topology: 'direct',
  dualStack: true,
}

/** The handshake of RFC 6455 1.3: what stands in a request that is shown where a run puts its own. */
export const EXAMPLE: Vars = {
  host: 'server.example.com',
  hostname: 'server.example.com',
  port: '',
  profile: PROFILE,
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

/** The same handshake as that server is asked. */
export const LOCAL: Vars = {
  ...EXAMPLE,
  host: `localhost:${BY_HAND.port}`,
  hostname: 'localhost',
  port: String(BY_HAND.port),
  resource: '/',
  origin: `http://localhost:${BY_HAND.port}`,
}
