import { createHash } from 'node:crypto'

/** The GUID that the key is joined with (RFC 6455 1.3). */
export const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/** The Sec-WebSocket-Accept for a key, the string as sent without the OWS around it (RFC 6455 4.2.2 step 5.4). */
export function acceptFor(key: string): string {
  return createHash('sha1')
    .update(key + GUID, 'latin1')
    .digest('base64')
}
