import { readFileSync } from 'node:fs'
import type { ErrorObject, ValidateFunction } from 'ajv'
import { systemWords } from '../reports/text/system-errors'
import { textOfPipe } from './pipes'
import { didYouMean } from './suggest'
import { UsageError } from './usage-error'

/**
 * Reads a text file, or gives the text of a pipe that was read before (pipes.ts).
 * @param what the name of the file in the error
 * @throws {UsageError} if it cannot be read.
 */
export function readText(path: string, what: string): string {
  try {
    return textOfPipe(path) ?? readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(`${what} cannot be read: ${systemWords(error)}`)
  }
}

/** How many characters JSON.parse shows before the place of an error. */
const EXCERPT_BEFORE = 10

/** An error of JSON.parse with the place in the text, and not with what is around it: that may be a secret. */
function withoutExcerpt(message: string, text: string): string {
  const [, what, begin, excerpt = ''] =
    /^(Unexpected token .{1,8}?), (\.*)"(.*)"\.* is not valid JSON$/s.exec(message) ?? []
  if (what === undefined) return message
  return begin === '' ? what : `${what} in JSON at position ${text.indexOf(excerpt) + EXCERPT_BEFORE}`
}

/**
 * The value of JSON text. A byte order mark before it is ignored (RFC 8259 8.1).
 * @param what the name of the text in the error
 * @throws {UsageError} if it is not JSON.
 */
export function parseJson(text: string, what: string): unknown {
  const json = text.replace(/^\ufeff/, '')
  try {
    return JSON.parse(json)
  } catch (error) {
    const why = withoutExcerpt((error as Error).message, json).replace(/\s+/g, ' ')
    throw new UsageError(`${what} is not JSON: ${why}`)
  }
}

/**
 * Reads a JSON file.
 * @param what the name of the file in the error
 * @throws {UsageError} if it cannot be read, or is not JSON.
 */
export function readJson(path: string, what: string): unknown {
  return parseJson(readText(path, what), what)
}

/** The schema validator, loaded when the first file is checked. */
const ajv = (): typeof import('ajv') => require('ajv')

function faultOf(error: ErrorObject, known: readonly string[]): string {
  const field = error.instancePath.slice(1).replaceAll('/', '.')
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params['additionalProperty'])
    const where = field === '' ? key : `${field}.${key}`
    return `${where} is not a field of it; ${didYouMean(key, known, `its fields are ${known.join(', ')}`)}`
  }
  if (error.keyword === 'required') return `${field ? `${field}.` : ''}${error.params['missingProperty']} is missing`
  const values =
    error.keyword === 'enum' ? `: ${(error.params['allowedValues'] as unknown[]).map(String).join(', ')}` : ''
  return `${field || 'it'} ${error.message ?? 'is wrong'}${values}`
}

/** The compiled schemas: a file may have thousands of values to check. */
const checks = new WeakMap<object, ValidateFunction>()

function compiled(schema: object): ValidateFunction {
  const { Ajv } = ajv()
  const check = new Ajv({ allowUnionTypes: true }).compile(schema)
  checks.set(schema, check)
  return check
}

/**
 * Checks a value against a JSON schema.
 * @param what the name of the value in the error
 * @param known the names of its fields, for suggestions
 * @throws {UsageError} naming the first wrong field.
 */
export function validate(value: unknown, schema: object, what: string, known: readonly string[]): void {
  const check = checks.get(schema) ?? compiled(schema)
  if (check(value)) return
  // Where null or an object may be, the fault is in the object.
  const errors = check.errors ?? []
  const first = errors.find(({ params }) => params['type'] !== 'null') ?? errors[0]
  throw new UsageError(`${what}: ${first ? faultOf(first, known) : 'it does not match its schema'}`)
}
