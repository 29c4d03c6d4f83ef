import type { Edit } from '../../../../harness/case/edit'
import { refused400 } from '../../../../harness/judge/expectations'

/** Replaces the first `from` in the text of the request. */
export function replacing(from: string, to: string): Edit {
  return { text: (rendered) => rendered.replace(from, () => to) }
}

/** BASE with the field X-A, which has no meaning, and this value. */
export function unrelatedField(value: string): Edit {
  return { fields: { 'X-A': value } }
}

/** Requires 400, or 101 after the server has repaired the field. Another refusal and a 2xx warn. */
export const refused400OrAccepted = refused400({
  says: '400, or 101 with the right Sec-WebSocket-Accept, and the link works',
  rows: { accept: 'pass', '2xx': 'warn' },
})
