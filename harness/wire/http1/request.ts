import type { FieldLine, SentRequest } from '../../case/observation'
import type { Edit, FieldEdit, Value, Vars } from '../../case/request'
import { asciiLower, sameName, trimOws } from './fields'

/** The field lines that a target profile adds to every handshake: an Origin, a subprotocol, credentials. */
export type BaseFields = readonly FieldLine[]

interface Line {
  name: string
  text: string
}

/** A value for the variables of a connection. */
export function resolve<T>(value: Value<T>, vars: Vars): T {
  return typeof value === 'function' ? (value as (vars: Vars) => T)(vars) : value
}

function fieldLine(name: string, edit: FieldEdit): Line {
  return { name, text: typeof edit === 'string' ? `${name}: ${edit}` : edit.line }
}

function baseLines(vars: Vars, baseFields: BaseFields): Line[] {
  const fields: [string, string][] = [
    ['Host', vars.host],
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Key', vars.key],
    ['Sec-WebSocket-Version', '13'],
    ...baseFields.map(({ name, value }): [string, string] => [name, value]),
  ]
  return fields.map(([name, value]) => fieldLine(name, value))
}

function editLines(lines: Line[], name: string, edit: FieldEdit | FieldEdit[] | null): Line[] {
  const edits = edit === null ? [] : Array.isArray(edit) ? edit : [edit]
  const fresh = edits.map((each) => fieldLine(name, each))
  const at = lines.findIndex((line) => sameName(line.name, name))
  const others = lines.filter((line) => !sameName(line.name, name))
  return at < 0 ? [...others, ...fresh] : others.toSpliced(at, 0, ...fresh)
}

function orderLines(lines: Line[], order: (names: string[]) => string[]): Line[] {
  const wanted = order(lines.map((line) => line.name)).map(asciiLower)
  const place = ({ name }: Line) =>
    wanted.includes(asciiLower(name)) ? wanted.indexOf(asciiLower(name)) : wanted.length
  return lines.toSorted((a, b) => place(a) - place(b))
}

function spellLine(line: Line, spell: (name: string) => string): Line {
  const name = spell(line.name)
  return { name, text: name + line.text.slice(line.name.length) }
}

/** What a recipient reads in a line: nothing where there is no colon or no name before it. */
function asField(line: Line): FieldLine[] {
  const colon = line.text.indexOf(':')
  return colon > 0 ? [{ name: trimOws(line.text.slice(0, colon)), value: trimOws(line.text.slice(colon + 1)) }] : []
}

/**
 * A correct opening handshake (RFC 6455 4.1) with one edit: BASE of the catalogue where the edit is empty.
 * Gives the octets and the fields that stand in them; where `text` rewrites the rendered request, the fields are those before it.
 */
export function handshake(vars: Vars, baseFields: BaseFields, edit: Edit = {}): SentRequest {
  let lines = baseLines(vars, edit.bare ? [] : baseFields)
  for (const [name, value] of Object.entries(edit.fields ?? {})) lines = editLines(lines, name, resolve(value, vars))
  if (edit.order) lines = orderLines(lines, edit.order)
  const { spell } = edit
  if (spell) lines = lines.map((line) => spellLine(line, spell))
  const method = edit.method ?? 'GET'
  const requestLine = `${method} ${resolve(edit.target ?? vars.resource, vars)} ${edit.version ?? 'HTTP/1.1'}`
  const head = [requestLine, ...lines.map((line) => line.text), '', ''].join('\r\n')
  const rendered = head + resolve(edit.body ?? '', vars)
  const text = edit.text ? edit.text(rendered, vars) : rendered
  return { octets: Buffer.from(text, 'latin1'), method, fields: lines.flatMap(asField) }
}
