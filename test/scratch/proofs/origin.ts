import { base } from '../kit/client'
import { ping, pong } from '../kit/frame-proof'
import { answers, opens, origin, type Proofs, status } from '../kit/proof'

/** The origin policy. */
export const ORIGIN_PROOFS: Proofs = {
  'origin-unchecked': opens(origin('http://evil.example')),
  'origin-refused-with-400': answers(origin('http://evil.example'), status(400)),
  'origin-null': opens(origin('null')),
  'origin-malformed': opens(origin('http://')),
  'origin-first-line': opens(origin(['http://allowed.example', 'http://evil.example'])),
  'origin-list': opens(origin('http://allowed.example http://evil.example')),
  'origin-prefix': opens(origin('http://allowed.example.evil.example')),
  'origin-suffix': opens(origin('http://evilallowed.example')),
  'origin-from-sec-websocket-origin': opens({
    Origin: 'http://evil.example',
    'Sec-WebSocket-Origin': 'http://allowed.example',
  }),
  'origin-refused-and-open': {
    send: base(origin('http://evil.example')) + ping('behind'),
    wrong: pong('behind'),
    until: pong('behind'),
  },
}
