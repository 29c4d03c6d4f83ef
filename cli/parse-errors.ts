import { readEveryClientManifest } from '../fleet/client-manifest'
import { readEveryManifest } from '../fleet/manifest'
import { listed } from '../reports/text/phrases'
import { shellLine } from '../reports/text/shell'
import type { ProcessContext } from '../settings/process-context'
import { flagName } from '../settings/settings'
import { didYouMean } from '../settings/suggest'
import { ALL_SETTINGS, commandsOf } from '../settings/table'
import { forgottenDashes, urlMeant } from '../settings/targets/meant-words'
import type { Command } from './commands/command'
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

/** The command that words call, with its subcommand; `group` is the command where the second word is no subcommand of it. */
function calledBy([first, second]: readonly string[]): { group: Command | null; name: string } {
  const called = COMMANDS.find(({ name }) => name === first)
  if (called === undefined) return { group: null, name: '' }
  const within = called.subcommands?.find(({ name }) => name === second)
  if (within) return { group: null, name: `${called.name} ${within.name}` }
  const isWord = called.subcommands !== undefined && second !== undefined && !second.startsWith('-')
  return { group: isWord ? called : null, name: called.name }
}

/** What to do about a word that is no subcommand: `unknown command 'clients rnu'; did you mean run?` */
function unknownSubcommand({ name, subcommands = [] }: Command, word: string): string {
  const { clients } = readEveryClientManifest()
  const meant = clients.some((client) => client.name === word.replace(/(?<=.)@.*/, ''))
    ? `'wsspec ${name} run ${word}' tests this client`
    : didYouMean(
        word,
        subcommands.map((each) => each.name),
        `'wsspec ${name} --help' lists the commands`,
      )
  return `unknown command '${name} ${word}'; ${meant}`
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
  const { group, name } = calledBy(words)
  if (group !== null) return unknownSubcommand(group, words[1] ?? '')
  return `${fault}; 'wsspec ${name === '' ? '' : `${name} `}--help' shows what it takes`
}
