import { readEveryManifest } from '../fleet/manifest'
import { listed } from '../reports/text/phrases'
import { shellLine } from '../reports/text/shell'
import type { ProcessContext } from '../settings/process-context'
import { flagName } from '../settings/settings'
import { ALL_SETTINGS, commandsOf } from '../settings/table'
import { forgottenDashes, urlMeant } from '../settings/targets/meant-words'
import { COMMANDS } from './commands/index'

/** The commands that take a flag; none for an unknown flag. */
function takersOf(flag: string | undefined): readonly string[] {
  const setting = ALL_SETTINGS.find(({ key }) => flagName(key) === flag)
  return setting ? commandsOf(setting) : []
}

/** Who takes a flag that the called command does not take: `'wsspec run' takes it`; null where nobody does. */
function takenText(takers: readonly string[], [called]: readonly string[]): string | null {
  const [forClients, forServers] = [true, false].map((own) =>
    takers.filter((name) => name.startsWith('clients ') === own),
  )
  const isForServers = called === 'clients' && forClients?.length === 0
  const named = (called === 'clients' && !isForServers ? forClients : forServers) ?? []
  if (named.length === 0) return null
  const takes = named.length === 1 ? 'takes' : 'take'
  return `${isForServers ? 'it is for servers: ' : ''}${listed(named.map((name) => `'wsspec ${name}'`))} ${takes} it`
}

/** What to do about a word that is no command: what it may mean as a target or a program. */
function unknownCommand(words: readonly string[], context: ProcessContext): string {
  const [word = ''] = words
  const { servers } = readEveryManifest()
  if (servers.some(({ name }) => name === word.replace(/(?<=.)@.*/, '')))
    return `'wsspec run ${word}' tests this server`
  const line = forgottenDashes(words, context)
  if (line !== null) return `to start a command and test its server: ${line}`
  const url = urlMeant(word)
  if (url !== null) return `to test the server there: ${shellLine(['wsspec', 'run', url])}`
  return "'wsspec --help' lists the commands, 'wsspec run NAME' tests a server"
}

/** The command line that was meant where a flag of another program follows `run`; null where no program is named. */
function programMeant([verb, ...words]: readonly string[], context: ProcessContext): string | null {
  if (verb !== 'run') return null
  const { servers } = readEveryManifest()
  const isServer = words.some((word) => servers.some(({ name }) => name === word))
  return isServer ? null : forgottenDashes(words, context)
}

/** One line for an error of the command line parser: what is wrong, and what to do. */
export function parseErrorText(message: string, words: readonly string[], context: ProcessContext): string {
  const [first = '', hint] = message.replace(/^error: /, '').split('\n')
  const fault = first.replace(/\. Expected .*$/, '')
  const taken = takenText(takersOf(/^unknown option '(--[a-z-]+)/.exec(fault)?.[1]), words)
  if (taken !== null) return `${fault}; ${taken}`
  const line = fault.startsWith('unknown option') ? programMeant(words, context) : null
  if (line !== null) return `${fault}; to start a command and test its server: ${line}`
  const meant = /\(Did you mean (?:one of )?(.*)\?\)/.exec(hint ?? '')?.[1]
  if (meant !== undefined) return `${fault}; did you mean ${meant}?`
  if (fault.startsWith('unknown command')) return `${fault}; ${unknownCommand(words, context)}`
  const called = COMMANDS.find(({ name }) => name === words[0])
  return `${fault}; 'wsspec ${called ? `${called.name} ` : ''}--help' shows what it takes`
}
