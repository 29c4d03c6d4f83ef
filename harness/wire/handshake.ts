import type { Edit, FieldEdit } from '../case/edit'
import type { FieldLine } from '../case/http-message'
import { resolve, type Vars } from '../case/vars'
import { asciiLower, sameName } from './http1/fields'

/** The field lines that the target adds to every handshake: an Origin, a subprotocol, credentials. */
export type BaseFields = readonly FieldLine[]

/** One field of a handshake. `value` is its text, or with `{ line }` a whole line of HTTP/1.1. */
export interface HandshakeField {
  name: string
  value: FieldEdit
}

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

/** Puts what an edit makes of a field where its first line was, or at the end where it is new. */
function replaceField(fields: Fields, name: string, edit: FieldEdit | FieldEdit[] | null): Fields {
  const values = edit === null ? [] : Array.isArray(edit) ? edit : [edit]
  const replacement = values.map((value) => ({ name, value }))
  const at = fields.findIndex((field) => sameName(field.name, name))
  const others = fields.filter((field) => !sameName(field.name, name))
  return at < 0 ? [...others, ...replacement] : others.toSpliced(at, 0, ...replacement)
}

function orderFields(fields: Fields, order: (names: string[]) => string[]): Fields {
  const wanted = order(fields.map(({ name }) => name)).map(asciiLower)
  const place = ({ name }: HandshakeField) =>
    wanted.includes(asciiLower(name)) ? wanted.indexOf(asciiLower(name)) : wanted.length
  return fields.toSorted((a, b) => place(a) - place(b))
}

function spellField({ name, value }: HandshakeField, spell: (name: string) => string): HandshakeField {
  const spelled = spell(name)
  return { name: spelled, value: typeof value === 'string' ? value : { line: spelled + value.line.slice(name.length) } }
}

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
