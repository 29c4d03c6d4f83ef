import type { Edit } from '../case/edit'
import type { FieldLine } from '../case/http-message'
import { resolve, type Vars } from '../case/vars'
import { type HandshakeField, orderFields, replaceField, spellField } from './field-edits'
import { sameName } from './http1/fields'

export type { HandshakeField } from './field-edits'

/** The field lines that the target adds to every handshake: an Origin, a subprotocol, credentials. */
export type BaseFields = readonly FieldLine[]

/** A handshake as a request line and fields. A protocol renders it (protocol.ts). */
export interface HandshakeRequest {
  method: string
  target: string
  /** The protocol version at the end of the request line; only HTTP/1.1 has one. */
  version: string
  fields: readonly HandshakeField[]
  /** The content, as Latin-1. */
  body: string
  /** The last change, to the text of an HTTP/1.1 request. */
  rewrite?: (text: string) => string
}

/** The fields of a correct handshake (RFC 6455 4.1). */
function correctFields({ host, key }: Vars, baseFields: BaseFields): HandshakeField[] {
  return [
    { name: 'Host', value: host },
    { name: 'Upgrade', value: 'websocket' },
    { name: 'Connection', value: 'Upgrade' },
    { name: 'Sec-WebSocket-Key', value: key },
    { name: 'Sec-WebSocket-Version', value: '13' },
    ...baseFields,
  ]
}

type Fields = readonly HandshakeField[]

/** Adds cookies to those that the fields have, or else a Cookie field before the key. */
function addCookies(fields: Fields, cookies: string): Fields {
  const at = fields.findIndex(({ name }) => sameName(name, 'Cookie'))
  const before = fields[at]
  if (typeof before?.value === 'string')
    return fields.toSpliced(at, 1, { ...before, value: `${before.value}; ${cookies}` })
  const key = fields.findIndex(({ name }) => sameName(name, 'Sec-WebSocket-Key'))
  return fields.toSpliced(key < 0 ? fields.length : key, 0, { name: 'Cookie', value: cookies })
}

function editedFields(vars: Vars, baseFields: BaseFields, edit: Edit): Fields {
  let fields: Fields = correctFields(vars, edit.bare ? [] : baseFields)
  for (const [name, value] of Object.entries(edit.fields ?? {}))
    fields = replaceField(fields, name, resolve(value, vars))
  if (edit.order) fields = orderFields(fields, edit.order)
  const { spell, cookies } = edit
  if (spell) fields = fields.map((field) => spellField(field, spell))
  return cookies === undefined ? fields : addCookies(fields, cookies)
}

/**
 * Applies an edit to the correct opening handshake (RFC 6455 4.1).
 * @param vars the variables of the connection
 * @param baseFields the fields that the target adds, unless the edit is `bare`
 * @param edit the one change; the correct handshake without it
 */
export function editedHandshake(vars: Vars, baseFields: BaseFields, edit: Edit = {}): HandshakeRequest {
  const { text } = edit
  return {
    method: edit.method ?? 'GET',
    target: resolve(edit.target ?? vars.resource, vars),
    version: edit.version ?? 'HTTP/1.1',
    fields: editedFields(vars, baseFields, edit),
    body: resolve(edit.body ?? '', vars),
    ...(text ? { rewrite: (rendered: string) => text(rendered, vars) } : {}),
  }
}
