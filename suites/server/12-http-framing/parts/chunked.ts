import type { Edit } from '../../../../harness/case/request'

/** The last chunk of chunked content, and its end (RFC 9112 7.1). */
export const LAST_CHUNK = '0\r\n\r\n'

/** BASE with that Transfer-Encoding and a body of `octets`. */
export function withCoding(coding: string, octets = ''): Edit {
  return { fields: { 'Transfer-Encoding': coding }, body: octets }
}
