import { resolve } from 'node:path'
import type { Results } from '../harness/results'
import { readJson, validate } from './config'
import { UsageError } from './exit'

const text = { type: 'string' }
const count = { type: 'integer', minimum: 0 }
const VERDICTS = ['pass', 'fail', 'warn', 'contested', 'observed', 'skip', 'inconclusive', 'error']

const exchange = { type: 'object', required: ['sent', 'received'], properties: { sent: text, received: text } }

const oneCase = {
  type: 'object',
  required: ['id', 'suite', 'title', 'level', 'verdict', 'got', 'expected', 'because', 'source', 'exchanges'],
  properties: {
    id: text,
    suite: count,
    title: text,
    level: text,
    verdict: { enum: VERDICTS },
    expected: text,
    got: text,
    because: text,
    source: { type: 'array', items: text },
    exchanges: { type: 'array', items: exchange },
  },
}

const target = {
  type: 'object',
  required: ['name', 'url', 'summary', 'cases', 'controls', 'capabilities'],
  properties: {
    name: text,
    url: text,
    summary: { type: 'object', required: VERDICTS, additionalProperties: count },
    cases: { type: 'array', items: oneCase },
    controls: { type: 'array', items: exchange },
  },
}

const SCHEMA = {
  type: 'object',
  required: ['schemaVersion', 'tool', 'command', 'targets'],
  properties: { schemaVersion: { const: 1 }, targets: { type: 'array', items: target } },
}

/**
 * Reads results that --json wrote; further fields are let pass.
 * @throws {UsageError} where the file cannot be read or holds something else.
 */
export function readResults(file: string, cwd: string): Results {
  const value = readJson(resolve(cwd, file), file)
  const version = (value as { schemaVersion?: unknown } | null)?.schemaVersion
  if (typeof version === 'number' && version !== 1)
    throw new UsageError(`${file}: its schemaVersion is ${version}, this wsspec reads 1; use the wsspec that wrote it`)
  if (version === undefined)
    throw new UsageError(`${file}: these are no wsspec results; write some with 'wsspec run … --json FILE'`)
  validate(value, SCHEMA, file, Object.keys(SCHEMA.properties))
  return value as Results
}
