import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ErrorObject } from 'ajv'
import { systemWords } from '../reports/text/system-errors'
import { FLAGS, type Flag, MOST, type Settings } from './settings'
import { didYouMean } from './suggest'
import { UsageError } from './usage'

/** The configuration file, looked for in the current folder. */
export const CONFIG_FILE = 'wsspec.config.json'

function valueSchema(flag: Flag): object {
  if (flag.kind === 'list') return { type: 'array', items: { type: 'string', minLength: 1 } }
  if (flag.kind === 'text') return { type: 'string', minLength: 1 }
  if (flag.kind === 'switch') return { type: 'boolean' }
  return { type: 'integer', minimum: flag.min ?? 0, maximum: MOST }
}

/** The JSON schema of the configuration file: one property for each flag. */
export const CONFIG_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    ...Object.fromEntries(FLAGS.map((flag) => [flag.key, valueSchema(flag)])),
  },
}

/** Reads a text file. `what` names it in the error. */
export function readText(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(`${what} cannot be read: ${systemWords(error)}`)
  }
}

/** The value that JSON text holds. `what` names it in the error. */
export function parseJson(text: string, what: string): unknown {
  try {
    // Editors that write a byte order mark mean nothing by it (RFC 8259 8.1).
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    const why = (error as Error).message.replace(/\s+/g, ' ')
    throw new UsageError(`${what} is not JSON: ${why}`)
  }
}

/** Reads a JSON file. `what` names it in the error. */
export function readJson(path: string, what: string): unknown {
  return parseJson(readText(path, what), what)
}

function complaint(error: ErrorObject, known: readonly string[]): string {
  const field = error.instancePath.slice(1).replaceAll('/', '.')
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params['additionalProperty'])
    const where = field === '' ? key : `${field}.${key}`
    return `${where} is no field of it; ${didYouMean(key, known, `its fields are ${known.join(', ')}`)}`
  }
  if (error.keyword === 'required') return `${field ? `${field}.` : ''}${error.params['missingProperty']} is missing`
  const values = error.keyword === 'enum' ? `: ${(error.params['allowedValues'] as unknown[]).join(', ')}` : ''
  return `${field || 'it'} ${error.message ?? 'is wrong'}${values}`
}

/**
 * Checks `value` against a JSON schema; `what` names it and `known` its fields in the error.
 * @throws {UsageError} naming the first field that is wrong.
 */
export function validate(value: unknown, schema: object, what: string, known: readonly string[]): void {
  const { Ajv } = require('ajv') as typeof import('ajv')
  const check = new Ajv({ allowUnionTypes: true }).compile(schema)
  if (check(value)) return
  const [first] = check.errors ?? []
  throw new UsageError(`${what}: ${first ? complaint(first, known) : 'it is not what it should be'}`)
}

/** The settings in the configuration file of `folder`; none where there is no such file. */
export function readConfig(folder: string): Partial<Settings> {
  const path = join(folder, CONFIG_FILE)
  if (!isThere(path)) return {}
  const value = readJson(path, CONFIG_FILE)
  validate(
    value,
    CONFIG_SCHEMA,
    CONFIG_FILE,
    FLAGS.map((flag) => flag.key),
  )
  const { $schema: _, ...settings } = value as Partial<Settings> & { $schema?: string }
  return settings
}

function isThere(path: string): boolean {
  try {
    readFileSync(path)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT'
  }
}
