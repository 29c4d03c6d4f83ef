import { CONFIG_FILE, readConfig } from './config-file'
import { type ProcessContext, printError } from './process-context'
import { DEFAULT_SETTINGS, FLAGS, type Flag, flagName, MOST, type Settings, variableName } from './settings'
import { nearest } from './suggest'
import { UsageError } from './usage-error'

/** What a flag or variable was given, before it is read. */
type Raw = string | string[] | boolean

/** A whole number of at least `flag.min`; `label` says where it stands. */
function readCount(flag: Flag, raw: string, label: string): number {
  const min = flag.min ?? 0
  if (/^\d+$/.test(raw.trim()) && Number(raw) > MOST) throw new UsageError(`${label}: this is more than ${MOST}`)
  if (/^\d+$/.test(raw.trim()) && Number(raw) >= min) return Number(raw)
  const usual = DEFAULT_SETTINGS[flag.key]
  const otherwise = usual === undefined ? '' : `; without it, it is ${usual}`
  throw new UsageError(`${label}: this is a whole number from ${min} on${otherwise}`)
}

function readSwitch(raw: string, label: string): boolean {
  const word = raw.trim().toLowerCase()
  if (['1', 'true', 'yes', 'on'].includes(word)) return true
  if (['0', 'false', 'no', 'off'].includes(word)) return false
  throw new UsageError(`${label}: this is 1 or 0`)
}

function fromFlag(flag: Flag, raw: Raw): unknown {
  if (typeof raw === 'boolean') return flag.kind === 'count' ? flag.bare : raw
  if (!Array.isArray(raw) && flag.kind === 'count') return readCount(flag, raw, `${flagName(flag.key)} ${raw}`)
  const wanted = flag.value ?? 'value'
  if ([raw].flat().includes(''))
    throw new UsageError(
      `${flagName(flag.key)}: its value is empty; give ${/^[aeiou]/.test(wanted) ? 'an' : 'a'} ${wanted}`,
    )
  return raw
}

function fromVariable(flag: Flag, raw: string): unknown {
  const label = `${variableName(flag.key)}=${raw}`
  if (flag.kind === 'count') return readCount(flag, raw, label)
  if (flag.kind === 'switch') return readSwitch(raw, label)
  if (flag.kind === 'text') return raw
  const members = raw.split(flag.separator ?? /\n/).map((member) => member.trim())
  return members.filter((member) => member !== '')
}

/** The variables that no flag has. */
const OTHER_VARIABLES = ['WSSPEC_CACHE', 'WSSPEC_DEBUG', 'WSSPEC_TARGET']

/** Tells of variables that are nearly one that wsspec reads: a typing error would go unnoticed. */
function warnOfVariables(context: ProcessContext, { headerEnv }: Settings): void {
  const known = [...FLAGS.map(({ key }) => variableName(key)), ...OTHER_VARIABLES]
  const named = headerEnv.map((text) => text.slice(text.indexOf('=') + 1))
  const suffix = (name: string) => name.slice('WSSPEC_'.length)
  for (const name of Object.keys(context.env)) {
    if (!name.startsWith('WSSPEC_') || known.includes(name) || named.includes(name)) continue
    const meant = nearest(suffix(name), known.map(suffix))
    if (meant !== null) printError(context, `${name}: wsspec reads no such variable; did you mean WSSPEC_${meant}?`)
  }
}

/**
 * What flags, environment, configuration file and defaults come to, in this precedence.
 * `given` are the flags as they were parsed; `keys` are the settings that the command knows.
 * @throws {UsageError} for a value that cannot be read, naming the flag, variable or field.
 */
export function readSettings(
  context: ProcessContext,
  given: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): Settings {
  const file = readConfig(context.cwd)
  const settings: Record<string, unknown> = { ...DEFAULT_SETTINGS }
  const said: Record<string, string> = {}
  for (const flag of FLAGS.filter(({ key }) => keys.includes(key))) {
    const raw = given[flag.key] as Raw | undefined
    const variable = context.env[variableName(flag.key)]
    if (raw !== undefined) settings[flag.key] = fromFlag(flag, raw)
    else if (variable !== undefined && variable !== '') {
      settings[flag.key] = fromVariable(flag, variable)
      said[flag.key] = variableName(flag.key)
    } else if (file[flag.key] !== undefined) {
      settings[flag.key] = file[flag.key]
      said[flag.key] = `${CONFIG_FILE}: ${flag.key}`
    }
  }
  const settled = { ...settings, said } as unknown as Settings
  warnOfVariables(context, settled)
  if (settled.quiet && settled.verbose) throw new UsageError('--quiet and --verbose: they exclude each other; give one')
  return settled
}
