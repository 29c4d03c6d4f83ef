import { listed } from '../reports/text/phrases'
import { flagName } from '../settings/settings'
import { ALL_SETTINGS, commandsOf } from '../settings/table'
import { COMMANDS } from './commands/index'

/** The commands that take a flag, as in `'wsspec run'`; none for an unknown flag. */
function takersOf(flag: string | undefined): string[] {
  const setting = ALL_SETTINGS.find(({ key }) => flagName(key) === flag)
  return (setting ? commandsOf(setting) : []).map((name) => `'wsspec ${name}'`)
}

/** One line for an error of the command line parser: what is wrong, and what to do. */
export function parseErrorText(message: string, words: readonly string[]): string {
  const [first = '', hint] = message.replace(/^error: /, '').split('\n')
  const fault = first.replace(/\. Expected .*$/, '')
  const takers = takersOf(/^unknown option '(--[a-z-]+)/.exec(fault)?.[1])
  if (takers.length > 0) return `${fault}; ${listed(takers)} ${takers.length === 1 ? 'takes' : 'take'} it`
  const meant = /\(Did you mean (?:one of )?(.*)\?\)/.exec(hint ?? '')?.[1]
  if (meant !== undefined) return `${fault}; did you mean ${meant}?`
  if (fault.startsWith('unknown command'))
    return `${fault}; 'wsspec --help' lists the commands, 'wsspec run NAME' tests a server`
  const called = COMMANDS.find(({ name }) => name === words[0])
  return `${fault}; 'wsspec ${called ? `${called.name} ` : ''}--help' shows what it takes`
}
