import type { FieldEdit } from '../case/edit'
import { asciiLower, sameName } from './http1/fields'

/** One field of a handshake or its answer. `value` is its text, or with `{ line }` a whole line of HTTP/1.1. */
export interface HandshakeField {
  name: string
  value: FieldEdit
}

type Fields = readonly HandshakeField[]

/** Puts what an edit makes of a field where its first line was, or at the end where it is new. */
export function replaceField(fields: Fields, name: string, edit: FieldEdit | FieldEdit[] | null): Fields {
  const values = edit === null ? [] : Array.isArray(edit) ? edit : [edit]
  const replacement = values.map((value) => ({ name, value }))
  const at = fields.findIndex((field) => sameName(field.name, name))
  const others = fields.filter((field) => !sameName(field.name, name))
  return at < 0 ? [...others, ...replacement] : others.toSpliced(at, 0, ...replacement)
}

/** Orders fields as `order` orders their names; those that it leaves out go to the end. */
export function orderFields(fields: Fields, order: (names: string[]) => string[]): Fields {
  const wanted = order(fields.map(({ name }) => name)).map(asciiLower)
  const place = ({ name }: HandshakeField) =>
    wanted.includes(asciiLower(name)) ? wanted.indexOf(asciiLower(name)) : wanted.length
  return fields.toSorted((a, b) => place(a) - place(b))
}

/** The field with the spelling that `spell` gives its name. */
export function spellField({ name, value }: HandshakeField, spell: (name: string) => string): HandshakeField {
  const spelled = spell(name)
  return { name: spelled, value: typeof value === 'string' ? value : { line: spelled + value.line.slice(name.length) } }
}
