import type { Edit } from '../../../../harness/case/edit'

/** The last chunk, and the empty line that ends a chunked body (RFC 9112 7.1). */
export const LAST_CHUNK = '0\r\n\r\n'

/** BASE with this Transfer-Encoding and this body. */
export function withCoding(coding: string, body = ''): Edit {
  return { fields: { 'Transfer-Encoding': coding }, body }
}
