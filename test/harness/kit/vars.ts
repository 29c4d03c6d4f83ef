import type { Vars } from '../../../harness/case/vars'

/** The key of RFC 6455 1.3. */
export const KEY = 'dGhlIHNhbXBsZSBub25jZQ=='

/** Variables that never change. */
export const VARS: Vars = {
  host: 'example.test',
  hostname: 'example.test',
  port: '',
  profile: {},
  resource: '/chat',
  key: KEY,
  otherKey: 'AQIDBAUGBwgJCgsMDQ4PEA==',
  random: 'wsspec-random',
  subprotocols: [],
  origin: 'http://example.test',
  tls: false,
}
