import { base } from '../kit/client'
import { has, type Proofs, protocol, version } from '../kit/proof'

const REFUSED = base({ ...version('14'), ...protocol('chat') })

/** What one request leaves for the next one on its connection. */
export const SHARED_STATE_PROOFS: Proofs = {
  'refused-subprotocol-remembered': {
    send: REFUSED + base(),
    wrong: has('Sec-WebSocket-Protocol: chat'),
    until: has(' 101 [^]*\\r\\n\\r\\n'),
  },
  'refused-key-remembered': {
    send: REFUSED + base({ 'Sec-WebSocket-Key': null }),
    wrong: has('HTTP/1.1 101'),
    until: has('HTTP/1.1 101'),
  },
  'refused-body-unread': {
    send: base({ ...version('99'), 'Content-Length': `${base().length}` }) + base(),
    wrong: has('HTTP/1.1 101'),
    until: has('HTTP/1.1 101'),
  },
}
