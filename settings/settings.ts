import { ALL_SETTINGS, type SETTINGS, type Setting, type SettingKey } from './table'

type Table = typeof SETTINGS

interface ValueOfKind {
  list: string[]
  text: string
  count: number
  switch: boolean
}

type ValueOf<Key extends SettingKey> = ValueOfKind[Table[Key]['kind']]

/** The settings that have a value even if nobody sets them: lists, switches, and counts with a default. */
type AlwaysSet = {
  [Key in SettingKey]: Table[Key] extends { kind: 'list' | 'switch' } | { default: number } ? Key : never
}[SettingKey]

type Values = { [Key in AlwaysSet]: ValueOf<Key> } & { [Key in Exclude<SettingKey, AlwaysSet>]?: ValueOf<Key> }

/** The value of every setting, from flags, environment, configuration file and defaults. Times are in milliseconds. */
export interface Settings extends Values {
  /** Where a value comes from, if not from the flag: `WSSPEC_ORIGIN`, `wsspec.config.json: origin`. */
  sources?: Partial<Record<SettingKey, string>>
}

type ReadonlyValue<Value> = Value extends (infer Member)[] ? readonly Member[] : Value

/** The settings that are also options of the library. An editor shows the comments of their rows. */
export type LibrarySettings = {
  [Key in keyof Table as Table[Key] extends { library: true } ? Key : never]?: ReadonlyValue<ValueOf<Key>>
}

function defaultOf({ kind, default: count }: Setting): unknown {
  return { list: [], switch: false, text: undefined, count }[kind]
}

/** The default of every setting. */
export const DEFAULT_SETTINGS = Object.fromEntries(
  ALL_SETTINGS.map((setting) => [setting.key, defaultOf(setting)]).filter(([, value]) => value !== undefined),
) as unknown as Settings

/** The flag of a setting: `--allow-inconclusive` for `allowInconclusive`. */
export function flagName(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

/** The environment variable of a setting: `WSSPEC_ALLOW_INCONCLUSIVE` for `allowInconclusive`. */
export function variableName(key: string): string {
  return `WSSPEC_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
}

/** Where the value of a setting comes from, for error messages: its flag, its variable, or the file and the key. */
export function sourceOf({ sources }: Pick<Settings, 'sources'>, key: SettingKey): string {
  return sources?.[key] ?? flagName(key)
}

/** The help of a setting, with its default. */
export function helpOf({ help, value, default: usual, withoutValue }: Setting): string {
  if (usual !== undefined) return `${help} (default: ${usual})`
  return withoutValue === undefined ? help : `${help} (without ${value}: ${withoutValue})`
}

/** A file that a command reads, and what names it, for messages: `--known`, or nothing for a word of the command line. */
export interface ReadFile {
  path: string
  source: string
}

/** The files that settings name to be read, without that of one setting. */
export function filesReadBy(settings: Settings, without?: SettingKey): ReadFile[] {
  return ALL_SETTINGS.filter(({ key, reads }) => reads && key !== without).flatMap(({ key }) => {
    const path = settings[key]
    return typeof path === 'string' ? [{ path, source: sourceOf(settings, key) }] : []
  })
}
