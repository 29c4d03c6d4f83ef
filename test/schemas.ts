import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'

const DOCS = join(__dirname, '..', 'docs')

/** The documents whose schemas are published in docs/. */
export type Schema = 'results' | 'list' | 'servers' | 'diff'

/** A schema as it is published. */
export function published(name: Schema): object {
  return JSON.parse(readFileSync(join(DOCS, `${name}.schema.json`), 'utf8'))
}

/** The schema with no room for fields that it does not name: what is written has to stand in what is published. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  // What stands behind a condition is looked at beside the rest: it names only some of the fields.
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

/** Holds a document against its published schema; fields that stand in no schema are faults too. Gives the faults. */
export function faults(name: Schema, document: unknown): string[] {
  const check = checkOf(name)
  check(document)
  return (check.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  )
}
