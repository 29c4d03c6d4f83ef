import type { Edit, FieldEdit } from '../../../../harness/case/edit'

/** BASE with another Sec-WebSocket-Version; null leaves the field out, a list sends several lines. */
export function version(value: FieldEdit | FieldEdit[] | null): Edit {
  return { fields: { 'Sec-WebSocket-Version': value } }
}
