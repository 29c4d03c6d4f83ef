import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readJson, validate } from './json-file'
import { FLAGS, type Flag, MOST, type Settings } from './settings'

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
