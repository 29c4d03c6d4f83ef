import { rfc9112 } from '../../../../harness/case/clause'
import type { Edit } from '../../../../harness/case/request'
import { refused400 } from '../../../../harness/judge/expectations'

/** Replaces the one place where `from` stands in the rendered request. */
export function replacing(from: string, to: string): Edit {
  return { text: (rendered) => rendered.replace(from, () => to) }
}

/** BASE with X-A, a field that means nothing, and `value` in it. */
export function unrelatedField(value: string): Edit {
  return { fields: { 'X-A': value } }
}

/** 400, or the octets made harmless and the handshake accepted; any other refusal, or a page, is neither. */
export const refused400OrAccepted = refused400({
  says: '400, or 101 with the right Sec-WebSocket-Accept and a live link',
  rows: { accept: 'pass', '2xx': 'warn' },
})

export const bareCr = rfc9112('2.2', 'MUST consider that element to be invalid or replace each bare CR with SP')
