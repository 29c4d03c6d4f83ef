import { join, resolve } from 'node:path'
import { PACKAGE_ROOT } from '../api/version'
import type { Results } from '../harness/results'
import { readJson, validate } from './config'
import { UsageError } from './exit'

/**
 * Reads results that --json wrote, by the schema that is published; further fields are let pass.
 * @throws {UsageError} where the file cannot be read or holds something else.
 */
export function readResults(file: string, cwd: string): Results {
  const value = readJson(resolve(cwd, file), file)
  const version = (value as { schemaVersion?: unknown } | null)?.schemaVersion
  if (typeof version === 'number' && version !== 1)
    throw new UsageError(`${file}: its schemaVersion is ${version}, this wsspec reads 1; use the wsspec that wrote it`)
  if (version === undefined)
    throw new UsageError(`${file}: these are no wsspec results; write some with 'wsspec run … --json FILE'`)
  const schema = readJson(join(PACKAGE_ROOT, 'docs', 'results.schema.json'), 'results.schema.json') as object
  validate(value, schema, file, [])
  return value as Results
}
