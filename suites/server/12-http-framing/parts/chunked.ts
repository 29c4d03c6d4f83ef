import type { Edit, FieldEdit } from '../../../../harness/case/edit'
import { pingBytes } from './link-after-body'

/** The last chunk, and the empty line that ends a chunked body (RFC 9112 7.1). */
export const LAST_CHUNK = '0\r\n\r\n'

/** BASE with this Transfer-Encoding and this body. */
export function withCoding(coding: string, body = ''): Edit {
  return { fields: { 'Transfer-Encoding': coding }, body }
}

/** BASE with this Transfer-Encoding, and a Ping in place of a chunk: a server that reads frames answers it. */
export function pingForChunk(coding: FieldEdit): Edit {
  return {
    fields: { 'Transfer-Encoding': coding },
    body: ({ random }) => `${pingBytes(random)}\r\n${LAST_CHUNK}`,
  }
}
