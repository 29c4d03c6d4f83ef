import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readJson, validate } from './json-file'
import { MAX_COUNT } from './setting-values'
import type { Settings } from './settings'
import { ALL_SETTINGS, type Setting } from './table'

/** The name of the configuration file. It is read from the current folder. */
export const CONFIG_FILE = 'wsspec.config.json'

function valueSchema({ kind, min = 0 }: Setting): object {
  const text = { type: 'string', minLength: 1 }
  const count = { type: 'integer', minimum: min, maximum: MAX_COUNT }
  return { list: { type: 'array', items: text }, text, count, switch: { type: 'boolean' } }[kind]
}

/** The JSON schema of the configuration file: one property for each setting. */
export const CONFIG_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    ...Object.fromEntries(ALL_SETTINGS.map((setting) => [setting.key, valueSchema(setting)])),
  },
}

/**
 * The settings in the configuration file of a folder; none without such a file.
 * @throws {UsageError} if the file cannot be read, or a field is wrong.
 */
export function readConfigFile(folder: string): Partial<Settings> {
  const path = join(folder, CONFIG_FILE)
  if (!existsSync(path)) return {}
  const value = readJson(path, CONFIG_FILE)
  const keys = ALL_SETTINGS.map(({ key }) => key)
  validate(value, CONFIG_SCHEMA, CONFIG_FILE, keys)
  const { $schema: _, ...settings } = value as Partial<Settings> & { $schema?: string }
  return settings
}
