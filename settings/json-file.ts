import { readFileSync } from 'node:fs'
import type { ErrorObject } from 'ajv'
import { systemWords } from '../reports/text/system-errors'
import { didYouMean } from './suggest'
import { UsageError } from './usage-error'

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
