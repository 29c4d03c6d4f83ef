import { readEveryClientManifest } from '../../fleet/client-manifest'
import { readEveryManifest } from '../../fleet/manifest'
import { entriesOf } from '../../harness/case/catalogue'
import type { Role } from '../../harness/case/role'
import { flagName, helpOf } from '../../settings/settings'
import { settingsOf } from '../../settings/table'
import { CATALOGUE_OF } from '../../suites/catalogues'
import type { Command, Completes } from '../commands/command'

/** What a shell offers: paths, some words, or nothing. */
export type Offer = 'paths' | readonly string[] | null

/** A flag in a completion script. */
export interface FlagWords {
  /** With `--`. */
  name: string
  help: string
  /** True if a value follows the flag. */
  hasValue: boolean
  /** The values that the completion offers. */
  offer: Offer
}

/** A command in a completion script. */
export interface CommandWords {
  /** Its words on the command line: `run`, `clients run`. */
  path: string
  description: string
  flags: FlagWords[]
  /** What can be its arguments; not its subcommands. */
  offer: Offer
  subcommands: CommandWords[]
}

function ids(role: Role): string[] {
  return entriesOf(CATALOGUE_OF[role].suites).map((entry) => entry.case.id)
}

function patterns(role: Role): string[] {
  const slugs = CATALOGUE_OF[role].suites.map(({ slug }) => slug)
  return [...slugs, 'MUST', 'SHOULD', 'MAY', 'SECURITY', 'INFO', ...ids(role)]
}

function offerOf(completes: Completes): Offer {
  switch (completes) {
    case 'ids':
      return [...ids('server'), ...ids('client')]
    case 'client ids':
      return ids('client')
    case 'patterns':
      return patterns('server')
    case 'client patterns':
      return patterns('client')
    case 'servers':
      return readEveryManifest().servers.map(({ name }) => name)
    case 'clients':
      return readEveryClientManifest().clients.map(({ name }) => name)
    default:
      return completes
  }
}

/** What a flag's value completes to, by what the help calls the value. */
function completesOf(value: string | undefined, path: string): Completes {
  if (value === 'file' || value === 'dir') return 'paths'
  if (value !== 'pattern') return null
  return path.startsWith('clients ') ? 'client patterns' : 'patterns'
}

function flagWords(path: string, { name, help, value }: { name: string; help: string; value?: string }): FlagWords {
  return { name, help, hasValue: value !== undefined, offer: offerOf(completesOf(value, path)) }
}

/**
 * The words of a command for a completion script: its flags with the settings that it takes, its arguments, and its
 * subcommands.
 * @param above the words of the command that it is a subcommand of
 */
export function commandWords(command: Command, above: readonly string[] = []): CommandWords {
  const { name, description, flags = [], arguments: [first] = [], subcommands = [] } = command
  const words = [...above, name]
  const path = words.join(' ')
  const own = flags.map((flag) => flagWords(path, { ...flag, name: `--${flag.name}` }))
  const settings = settingsOf(path).map((setting) => {
    const about = { name: flagName(setting.key), help: helpOf(setting) }
    const said = flagWords(path, setting.value === undefined ? about : { ...about, value: setting.value })
    return setting.words ? { ...said, offer: setting.words } : said
  })
  return {
    path,
    description,
    flags: [...settings, ...own],
    offer: first ? offerOf(first.completes) : null,
    subcommands: subcommands.map((each) => commandWords(each, words)),
  }
}
