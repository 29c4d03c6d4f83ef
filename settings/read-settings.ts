import { CONFIG_FILE, readConfigFile } from './config-file'
import { type ProcessContext, printError } from './process-context'
import { type FlagValue, fromFlag, fromVariable } from './setting-values'
import { DEFAULT_SETTINGS, flagName, type Settings, variableName } from './settings'
import { nearest } from './suggest'
import { ALL_SETTINGS, settingsOf } from './table'
import { UsageError } from './usage-error'

/** The variables that belong to no setting. */
const OTHER_VARIABLES = ['WSSPEC_CACHE', 'WSSPEC_DEBUG', 'WSSPEC_MARK', 'WSSPEC_TARGET']

/** Prints a warning for each unknown variable whose name is nearly one that wsspec reads. */
function warnOfMisspelled(context: ProcessContext, { headerEnv }: Settings): void {
  const known = [...ALL_SETTINGS.map(({ key }) => variableName(key)), ...OTHER_VARIABLES]
  const named = headerEnv.map((text) => text.slice(text.indexOf('=') + 1))
  const suffix = (name: string) => name.slice('WSSPEC_'.length)
  for (const name of Object.keys(context.env)) {
    if (!name.startsWith('WSSPEC_') || known.includes(name) || named.includes(name)) continue
    const meant = nearest(suffix(name), known.map(suffix))
    if (meant !== null) printError(context, `${name}: wsspec reads no such variable; did you mean WSSPEC_${meant}?`)
  }
}

/**
 * The settings of a command: flags go before environment variables, these before the configuration file, this before the
 * defaults.
 * @param flags the flags on the command line, by the key of their setting
 * @throws {UsageError} for a value that cannot be read. It names the flag, the variable or the field of the file.
 */
export function readSettings(
  context: ProcessContext,
  flags: Readonly<Record<string, unknown>>,
  command: string,
): Settings {
  const file = readConfigFile(context.cwd)
  const values: Record<string, unknown> = { ...DEFAULT_SETTINGS }
  const sources: Settings['sources'] = {}
  for (const setting of settingsOf(command)) {
    const { key } = setting
    const flag = flags[key] as FlagValue | undefined
    const variable = context.env[variableName(key)]
    if (flag !== undefined) {
      values[key] = fromFlag(setting, flag)
      sources[key] = flagName(key)
    } else if (variable !== undefined && variable !== '') {
      values[key] = fromVariable(setting, variable)
      sources[key] = variableName(key)
    } else if (file[key] !== undefined) {
      values[key] = file[key]
      sources[key] = `${CONFIG_FILE}: ${key}`
    }
  }
  const settings = { ...values, sources } as unknown as Settings
  warnOfMisspelled(context, settings)
  if (settings.quiet && settings.verbose) throw new UsageError('--quiet and --verbose exclude each other; give one')
  return settings
}
