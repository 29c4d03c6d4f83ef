import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import { ROOT } from './checkout'

const DOCS = join(ROOT, 'docs')

/** The documents whose schemas are published in docs/. */
export type Schema = 'results' | 'list' | 'servers' | 'clients' | 'diff'

/** A published schema. */
export function published(name: Schema): object {
  return JSON.parse(readFileSync(join(DOCS, `${name}.schema.json`), 'utf8'))
}

/** The schema without additional properties, so that every field of a document must be published. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  // A condition names only some of the fields, so it stays open.
  const within = (key: string, value: unknown) => (['if', 'then', 'else'].includes(key) ? value : closed(value))
  const own = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, within(key, value)]))
  return 'properties' in schema ? { ...own, additionalProperties: false } : own
}

const compiled = new Map<Schema, ValidateFunction>()

function checkOf(name: Schema): ValidateFunction {
  const known = compiled.get(name)
  if (known) return known
  const check = new Ajv({ allowUnionTypes: true, allErrors: true }).compile(closed(published(name)) as object)
  compiled.set(name, check)
  return check
}

/** Checks a document against its published schema. Returns the faults; a field that is not in the schema is one, too. */
export function faults(name: Schema, document: unknown): string[] {
  const check = checkOf(name)
  check(document)
  return (check.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  )
}
