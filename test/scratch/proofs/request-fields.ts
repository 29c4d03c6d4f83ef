import { base } from '../kit/client'
import { is101, not101, type Proofs, refuses } from '../kit/proof'

/** The fields of a request as a whole. */
export const REQUEST_FIELDS_PROOFS: Proofs = {
  'answers-before-empty-line': { send: base().slice(0, -1), wrong: is101, until: is101 },
  'field-order': {
    send: base({ Upgrade: null, Connection: null }).replace(
      /\r\n$/,
      'Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
    ),
    wrong: not101,
  },
  'field-name-case-sensitive': { send: base().replace('Upgrade:', 'upgrade:'), wrong: not101 },
  'unknown-field-refused': refuses({ 'Sec-WebSocket-Foo': 'bar' }),
  'pragma-refused': refuses({ Pragma: 'no-cache' }),
}
