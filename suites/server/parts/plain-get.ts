import type { Edit } from '../../../harness/case/edit'

/** A plain GET of the same resource, without the fields of a WebSocket handshake. */
export const PLAIN_GET: Edit = {
  fields: {
    Upgrade: null,
    Connection: null,
    'Sec-WebSocket-Key': null,
    'Sec-WebSocket-Version': null,
    'Sec-WebSocket-Protocol': null,
  },
}
