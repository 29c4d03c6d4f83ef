import { base } from '../kit/client'
import { ping, pong } from '../kit/frame-proof'
import { has, is101, type Proofs, version } from '../kit/proof'

/** Several requests on a connection, and how connections end. */
export const CONNECTIONS_PROOFS: Proofs = {
  'open-behind-refusal': {
    send: base(version('99')) + ping('behind'),
    wrong: pong('behind'),
    until: pong('behind'),
  },
  'frame-behind-refusal': {
    send: base({ 'X-A': '\x01' }),
    wrong: has('\x88\x02\x03\xea'),
    until: has('\x88'),
  },
  'any-get-opens': { send: 'GET /chat HTTP/1.1\r\nHost: example.test\r\n\r\n', wrong: is101 },
}
