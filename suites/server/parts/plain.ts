import type { Edit } from '../../../harness/case/request'

/** A GET of the same resource without anything of a WebSocket. */
export const PLAIN_GET: Edit = {
  fields: {
    Upgrade: null,
    Connection: null,
    'Sec-WebSocket-Key': null,
    'Sec-WebSocket-Version': null,
    'Sec-WebSocket-Protocol': null,
  },
}
